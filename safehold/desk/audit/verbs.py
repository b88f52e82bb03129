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
    "note.added": _("Wrote a note"),
    "reply.sent": _("Answered a person"),
    "consent.given": _("A consent was given"),
    "consent.withdrawn": _("A consent was withdrawn"),
    "mailbox.closed": _("A person closed their mailbox"),
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


READING = {"read", "listed", "exported"}
KEYS = {"vault", "keys", "member", "coalition", "organisation", "escrow", "renewal", "audit"}
CONSENTS = {"consent", "mailbox"}
CASES = {"case", "note", "reply", "arrivals", *CONSENTS}


def kind_of(verb: str) -> Kind:
    """Return what kind of act a verb names; what is of no other kind has changed something."""
    noun, _, did = verb.partition(".")
    if did in READING or verb == "report.opened":
        return Kind.READ
    if noun in CONSENTS:
        return Kind.CONSENTS
    return Kind.KEYS if noun in KEYS else Kind.CHANGED


def is_about_a_case(verb: str) -> bool:
    """Whether the subject of such a row is the id of a case (of a consent: of a report, until there is a case)."""
    return verb.partition(".")[0] in CASES or verb == "report.opened"
