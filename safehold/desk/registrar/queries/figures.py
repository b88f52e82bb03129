# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts for the annual report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import Count, F

from safehold.desk.registrar.models import Agreement, Entry, Filing, Leaf, Notice, Office, Opening

COUNTED = ("withholding", "redaction", "correction", "reply", "representation", "opinion", "bulletin")
"""Kinds of leaves that are counted as they stand in the log."""
QUESTION = "question"


def count_year(office: Office, start: date, end: date) -> dict[str, int | Decimal]:
    """Return what came and what was done from the first day to the last one, both included; replays not counted."""
    days = (start, end)
    kinds = dict(
        Leaf.objects.filter(on_day__range=days, kind__in=COUNTED)
        .order_by()
        .values_list("kind")
        .annotate(Count("position"))
    )
    return {
        **_count_filings(office, days),
        **_count_notices(office, days),
        **_count_agreements(office, days),
        **{kind: kinds.get(kind, 0) for kind in COUNTED},
    }


def _count_filings(office: Office, days: tuple[date, date]) -> dict[str, int | Decimal]:
    questions = Filing.objects.filter(office=office, kind=QUESTION)
    filings = Filing.objects.filter(office=office).exclude(kind=QUESTION)
    sent, decided = filings.filter(sent_on__range=days), filings.filter(decided_on__range=days)
    own = Entry.objects.filter(source="")
    return {
        "sent": sent.count(),
        "late": sent.filter(sent_on__gt=F("due_on")).count(),
        "accepted": decided.filter(state=Filing.State.ACCEPTED).count(),
        "refused": decided.filter(state=Filing.State.REFUSED).count(),
        "sent_back": decided.filter(state=Filing.State.CORRECTION).count(),
        "registered": own.filter(registered_on__range=days).count(),
        "active": own.filter(state=Entry.State.ACTIVE, registered_on__lte=days[1]).count(),
        "questions": questions.filter(sent_on__range=days).count(),
    }


def _count_notices(office: Office, days: tuple[date, date]) -> dict[str, int | Decimal]:
    notices = Notice.objects.filter(office=office)
    penalties = _penalties(days)
    return {
        "notices": notices.filter(served_on__range=days).count(),
        "paid": notices.filter(paid_on__range=days).count(),
        "committed": notices.filter(decided_on__range=days, state=Notice.State.COMMITTED).count(),
        "not_committed": notices.filter(decided_on__range=days, state=Notice.State.NOT_COMMITTED).count(),
        "penalties": len(penalties),
        "dollars": sum(penalties, Decimal(0)),
    }


def _penalties(days: tuple[date, date]) -> list[Decimal]:
    """Return the amounts of the penalties that were imposed, as they were made public (section 21(1))."""
    rows = Opening.objects.filter(name="penalty", leaf__kind="decision", leaf__on_day__range=days)
    amounts = [_amount(value) for value in rows.values_list("value", flat=True)]
    return [amount for amount in amounts if amount]


def _amount(value: object) -> Decimal:
    try:
        return Decimal(str(value["amount"])) if isinstance(value, dict) else Decimal(0)
    except (InvalidOperation, KeyError):
        return Decimal(0)


def _count_agreements(office: Office, days: tuple[date, date]) -> dict[str, int | Decimal]:
    rows = Agreement.objects.filter(office=office)
    ended = rows.filter(ended_on__range=days)
    return {
        "agreements": rows.filter(made_on__range=days).count(),
        "kept": ended.filter(state=Agreement.State.KEPT).count(),
        "broken": ended.filter(state=Agreement.State.BROKEN).count(),
    }
