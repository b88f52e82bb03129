# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log: who said what, when, under which number, and when we ask again. Hand-offs are counted here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from safehold.desk.cases import actions as cases
from safehold.desk.referrals import queries, rules
from safehold.desk.referrals.actions.tracing import hold, next_position, plan_follow_up, trace
from safehold.desk.referrals.errors import NotReachable
from safehold.desk.referrals.models import Contact, Referral
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class Contacted:
    """One contact as somebody wrote it down. `follow_up_on`: when we ask again; None leaves no day."""

    on_day: date
    way: str
    direction: str
    answer: str
    follow_up_on: date | None = None
    words: str = field(default="", repr=False)
    file_number: str = field(default="", repr=False)
    officer: str = field(default="", repr=False)

    def as_document(self) -> dict[str, str]:
        return {"words": self.words, "file_number": self.file_number, "officer": self.officer}


def log_contact(
    unlocked: Unlocked, referral: Referral, contacted: Contacted, on: date, contact_id: UUID | None = None
) -> Contact:
    """Add a contact to the log of a referral and move the referral accordingly.

    contact_id: from the form, so that a double click adds one; other words under an id that is taken are another
    contact. Raises NotReachable for a referral that has not left yet, unless one calls that receiver, or has ended.
    """
    with atomic_for(Contact):
        case, key = cases.hold_case(unlocked, referral.case)
        row = hold(referral)
        kept = Contact.objects.filter(id=contact_id).first() if contact_id else None
        if kept and kept.referral_id == row.pk and kept.open(key) == contacted.as_document():
            return kept
        row.case = case
        opened = queries.open_referral(key, row, unlocked.member.role)
        if not (opened.is_given or (opened.is_called and opened.is_open)):
            raise NotReachable
        contact = Contact(
            id=contact_id if contact_id and not kept else uuid4(),
            referral=row,
            case=case,
            position=next_position(Contact, row),
            on_day=contacted.on_day,
            way=contacted.way,
            direction=contacted.direction,
            answer=contacted.answer,
            follow_up_on=contacted.follow_up_on,
            author=unlocked.member,
        )
        contact.seal(key, contacted.as_document())
        contact.save(force_insert=True)
        _move(row, key, contacted)
        search.index_row(unlocked, key, row)
        plan_follow_up(row, on)
        search.index_row(unlocked, key, contact)
        trace(case, "referral.contact", unlocked.member, on)
    return contact


def _move(row: Referral, key: bytes, contacted: Contacted) -> None:
    """Bring a referral to where a contact leaves it, with the newest file number and officer."""
    row.sent_on = row.sent_on or contacted.on_day
    row.state = rules.state_after(row.state, contacted.answer)
    row.follow_up_on = contacted.follow_up_on
    if contacted.answer == rules.Answer.SENT_ELSEWHERE:
        row.hand_offs += 1
    if contacted.answer != rules.Answer.NO_ANSWER:
        row.answered_on = row.answered_on or contacted.on_day
    newest = {name: text for name, text in contacted.as_document().items() if name != "words" and text}
    if newest:
        row.seal(key, row.open(key) | newest)
    row.save(update_fields=["sealed", "sent_on", "state", "follow_up_on", "hand_offs", "answered_on"])
