# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is destroyed, in words. A kind without words here is shown as it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise | str] = {
    "key": _("Keys, in every vault and version"),
    "case.case/1": _("Cases"),
    "case.report/1": _("Reports"),
    "case.message/1": _("Messages, theirs and yours"),
    "case.note/1": _("Notes"),
    "case.file/1": _("Descriptions of files"),
    "file": _("Files in the store"),
    "case.incident/1": _("Incidents"),
    "case.act/1": _("Acts"),
    "case.party/1": _("People and bodies"),
    "case.party-relation/1": _("Relations between people"),
    "history": _("Steps of the history"),
    "inbox": _("Sealed texts of the inbox"),
    "outbox": _("Answers in the outbox"),
    "task": _("Tasks"),
    "task.words/1": _("Words of tasks"),
    "consent.override/1": _("Reasons for sharing without consent"),
    "support.risk/1": _("Risk assessments"),
    "support.step/1": _("Steps of a safety plan"),
    "support.need/1": _("Needs"),
    "support.check/1": _("Checks of devices"),
    "referrals.routing/1": _("Answers about where it goes"),
    "referrals.referral/1": _("Referrals"),
    "referrals.packet/1": _("Packets as they were sent"),
    "referrals.contact/1": _("Contacts with receivers"),
    "referrals.letter/1": _("Letters"),
    "sharing.offer/1": _("Offers to other organisations"),
    "evidence.item/1": _("Items of evidence"),
    "evidence.reading/1": _("What the software read in evidence"),
    "evidence.custody-detail/1": _("Details of custody"),
    "evidence.stamp-batch/1": _("Lists of what was stamped"),
    "exchange.number/1": _("Numbers from your own tables"),
    "exchange.row/1": _("What an import did"),
    "retention.hold/1": _("Reasons of holds"),
}


def words_of(kind: str) -> str:
    return str(WORDS.get(kind, kind))
