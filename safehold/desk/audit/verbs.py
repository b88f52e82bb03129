# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each verb means, in words that a lead can read. A verb without words here is shown as it is."""

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
    "member.activated": _("Opened a member's account again"),
    "vault.enrolled": _("Received six unlock words"),
    "vault.reset": _("Gave a member a new start with their unlock words"),
    "vault.unlocked": _("Unlocked"),
    "vault.locked": pgettext_lazy("audit", "Locked"),
    "keys.established": _("Made the organisation's keys"),
    "keys.issued": _("Signed a new key list"),
    "coalition.founded": _("Founded the coalition"),
    "organisation.admitted": _("Admitted an organisation to the coalition"),
    "audit.read": _("Read this page"),
}
