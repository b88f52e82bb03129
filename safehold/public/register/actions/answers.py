# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk does to filings here: mark what it has collected, store what the office answered. Twice is once."""

from datetime import date
from uuid import UUID

from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.register.errors import AnswerWrong
from safehold.public.register.models.filings import Filing
from safehold.public.register.rules import filings as rules


def mark_collected(filing_id: UUID, on: date) -> None:
    """The desk holds it durably. Of an account that was closed meanwhile nothing is left here then."""
    with atomic_for(Filing):
        row = Filing.objects.select_for_update().filter(pk=filing_id, collected_on=None).first()
        if row is None:
            return
        row.collected_on = on
        if row.state == Filing.State.SENT:
            row.state = Filing.State.COLLECTED
        row.save(update_fields=["collected_on", "state"])
        closed = row.registrant_id is None
        if closed:
            row.delete()
    if closed:
        erase_from_log(Filing)


def store_answer(
    filing_id: UUID,
    state: str,
    words: str = "",
    *,
    on: date,
    entry_id: UUID | None = None,
    number: str | None = None,
) -> bool:
    """Tell the registrant what the office decided; return False where the account was closed.

    state: "accepted" (with the entry's id and number), "correction" or "refused" (with words). The first answer stands;
    the same again changes nothing. Raises AnswerWrong.
    """
    if not rules.is_answer(state) or (state != Filing.State.ACCEPTED and not words.strip()):
        raise AnswerWrong
    with atomic_for(Filing):
        row = Filing.objects.select_for_update().filter(pk=filing_id).exclude(registrant=None).first()
        if row is None:
            return False
        if row.answered_on is None:
            row.state, row.words, row.answered_on = state, words, on
            row.entry = entry_id or row.entry
            row.entry_number = number or row.entry_number
            row.collected_on = row.collected_on or on
            row.save()
    return True
