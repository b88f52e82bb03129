# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each verb means, in words that a lead can read. A verb without words here is shown as it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS = {
    "inbox.listed": _("Looked at the inbox"),
    "report.opened": _("Opened a report"),
    "report.refused": _("A report could not be opened"),
    "arrivals.filed": _("Later messages and files were put into a case"),
    "case.listed": _("Looked at the list of cases"),
    "case.opened": _("Opened a new case"),
    "case.read": _("Read a case"),
    "case.renamed": _("Renamed a case"),
    "case.assigned": _("Assigned a case"),
    "case.state": _("Changed the state of a case"),
    "case.triaged": _("Changed how urgent a case is"),
    "case.merged": _("Put two cases together"),
    "case.unmerged": _("Took two cases apart again"),
    "incident.added": _("Wrote down an incident"),
    "incident.changed": _("Changed an incident"),
    "incident.removed": _("Removed an incident"),
    "act.added": _("Wrote down an act"),
    "act.changed": _("Changed an act"),
    "act.removed": _("Removed an act"),
    "party.added": _("Added a person or body to a case"),
    "party.changed": _("Changed a person or body of a case"),
    "party.removed": _("Removed a person or body from a case"),
    "party.related": _("Wrote down what one person or body is to another"),
    "party.unrelated": _("Took a relation between two away"),
    "party.merged": _("Said that two persons or bodies are one"),
    "party.unmerged": _("Said that two persons or bodies are two after all"),
    "note.added": _("Wrote a note"),
    "search.done": _("Searched in the cases"),
    "search.kept": _("Kept a search for themself"),
    "search.forgotten": _("Deleted a kept search"),
    "task.opened": _("A task was opened"),
    "task.closed": _("A task was settled by what happened"),
    "task.added": _("Wrote down a task"),
    "task.done": _("Did a task"),
    "task.undone": _("Opened a task again"),
    "task.postponed": _("Gave a task another day"),
    "task.given": _("Gave a task to somebody"),
    "calendar.made": _("Made a calendar address"),
    "calendar.ended": _("Ended a calendar address"),
    "reply.sent": _("Answered a person"),
    "consent.given": _("A consent was given"),
    "consent.withdrawn": _("A consent was withdrawn"),
    "risk.assessed": _("Judged the risk of a case"),
    "plan.changed": _("Changed a safety plan"),
    "need.added": _("Wrote down a need"),
    "need.moved": _("Wrote down what became of a need"),
    "devices.checked": _("Went through the digital-safety checklist"),
    "consent.expired": _("A consent has ended on its day"),
    "consent.override-proposed": _("Proposed to share without consent"),
    "consent.override-confirmed": _("Confirmed, as the second member, to share without consent"),
    "consent.override-used": _("Shared without consent, as two members decided"),
    "mailbox.closed": _("A person closed their mailbox"),
    "referral.listed": _("Looked at overdue referrals"),
    "referral.answered": _("Answered the questions about where a case goes"),
    "referral.drafted": _("Began a referral"),
    "referral.packed": _("Chose what a referral gives"),
    "referral.sent": _("Sent a referral"),
    "referral.exported": _("Made a file of a referral"),
    "referral.contact": _("Wrote down a contact with a receiver"),
    "referral.letter": _("Wrote a letter about a referral"),
    "referral.closed": _("Closed a referral"),
    "referral.withdrawn": _("A referral ended, because a consent was taken back"),
    "share.offered": _("A case, or part of one, was offered to another organisation"),
    "share.accepted": _("What another organisation was offered was taken"),
    "share.rejected": _("What another organisation was offered was given back"),
    "share.recalled": _("An offer or a share was called back"),
    "share.returned": _("A share was given back"),
    "share.expired": _("An offer ended, because nobody answered"),
    "share.withdrawn": _("An offer or a share ended, because a consent was taken back"),
    "share.moved": _("A share ended, because the case went to another organisation"),
    "share.destroyed": _("A share ended, because the case was destroyed"),
    "share.resealed": _("A share got a new key"),
    "share.written": _("Wrote to another organisation"),
    "share.read": _("Read what is shared with another organisation"),
    "share.fetched": _("Opened a file that is shared with another organisation"),
    "share.listed": _("Looked at what other organisations share"),
    "case.held": _("Placed a hold on a case: nothing may end it"),
    "case.released": _("Took a hold off a case"),
    "case.destroyed": _("A case was destroyed, with its keys"),
    "report.destroyed": _("A report that could not be opened was destroyed"),
    "retention.changed": _("Changed how long things are kept"),
    "destruction.certified": _("What a certificate of destruction says was fixed"),
    "destruction.signed": _("Signed a certificate of destruction"),
    "evidence.received": _("A file became evidence"),
    "evidence.scanned": _("The software looked at evidence"),
    "evidence.described": _("Wrote what an item of evidence is"),
    "evidence.viewed": _("Looked at evidence"),
    "evidence.downloaded": _("Downloaded evidence"),
    "evidence.derived": _("Made a clean copy of evidence"),
    "evidence.redacted": _("Made a blacked-out copy of evidence"),
    "evidence.exported": _("Handed evidence over"),
    "evidence.verified": _("Verified evidence"),
    "evidence.held": _("Placed a hold on evidence"),
    "evidence.released": _("Took a hold off evidence"),
    "evidence.destroyed": _("Destroyed a file of evidence"),
    "case.gone": _("A case went to another organisation"),
    "case.came": _("A case came from another organisation"),
    "exchange.received": _("Gave a table to be imported"),
    "exchange.dropped": _("Dropped a table of which nothing was imported"),
    "exchange.confirmed": _("Began an import"),
    "exchange.imported": _("Finished an import"),
    "exchange.undoing": _("Began to take an import back"),
    "exchange.undone": _("Took an import back"),
    "exchange.removed": _("Took a case back that an import had made"),
    "exchange.restored": _("Took back what an import had changed in a case"),
    "exchange.exported": _("Copied a case into a file"),
    "exchange.copied": _("Made a file with copies of cases"),
    "member.invited": _("Made an invitation"),
    "member.joined": _("Joined"),
    "member.admitted": _("Admitted a member"),
    "member.deactivated": _("Closed a member's account"),
    "member.removed": _("Removed a member and changed the keys"),
    "member.language": _("Chose another language"),
    "member.activated": _("Opened a member's account again"),
    "vault.enrolled": _("Received six unlock words"),
    "vault.reset": _("Gave a member a new start with their unlock words"),
    "vault.unlocked": _("Unlocked"),
    "vault.locked": pgettext_lazy("audit", "Locked"),
    "keys.established": _("Made the organisation's keys"),
    "keys.issued": _("Signed a new key list"),
    "escrow.made": _("Made a recovery kit"),
    "escrow.drilled": _("Read two sheets of the recovery kit back"),
    "escrow.reset": _("Recovery: a member gets new unlock words"),
    "escrow.admitted": _("Recovery: a member was admitted with two sheets"),
    "escrow.invited": _("Recovery: a link for a new lead was made with two sheets"),
    "coalition.founded": _("Founded the coalition"),
    "coalition.reissued": _("Signed the list of organisations again"),
    "organisation.admitted": _("Admitted an organisation to the coalition"),
    "keys.handed": _("Handed keys to background work"),
    "renewal.started": _("Began to give open cases new keys"),
    "renewal.finished": _("All open cases have new keys"),
    "keys.retired": _("Deleted ended keys for good"),
    "audit.read": _("Read this page"),
    "audit.exported": _("Downloaded the whole record"),
    "audit.signed": _("Signed a checkpoint of the record"),
    "backup.made": _("A backup was made"),
    "backup.ended": _("A backup has ended"),
    "alarm.raised": _("Raised an alarm"),
    "alarm.settled": _("Looked at an alarm"),
}


class Kind(TextChoices):
    """What a row is about, for those who look for something."""

    READ = "read", _("Read")
    CHANGED = "changed", _("Changed")
    KEYS = "keys", _("Keys and members")
    CONSENTS = "consents", _("Consents")


READING = {"read", "listed", "exported", "copied", "viewed", "downloaded"}
KEYS = {"vault", "keys", "member", "coalition", "organisation", "escrow", "renewal", "audit"}
CONSENTS = {"consent", "mailbox"}
EXCHANGED = {"exchange.exported", "exchange.removed", "exchange.restored"}
CASES = {
    "case",
    "incident",
    "act",
    "party",
    "task",
    "referral",
    "risk",
    "plan",
    "need",
    "devices",
    "note",
    "reply",
    "arrivals",
    "evidence",
    *CONSENTS,
}


def kind_of(verb: str) -> Kind:
    """Return what kind of act a verb names; what is of no other kind has changed something."""
    noun, _, did = verb.partition(".")
    if did in READING or verb in {"report.opened", "search.done"}:
        return Kind.READ
    if noun in CONSENTS:
        return Kind.CONSENTS
    return Kind.KEYS if noun in KEYS else Kind.CHANGED


def is_about_a_case(verb: str) -> bool:
    """Whether the subject of such a row is the id of a case (of a consent: of a report, until there is a case)."""
    return verb.partition(".")[0] in CASES or verb in {"report.opened", *EXCHANGED}
