# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds now, and how it came to be. The only road to the ledger's rows."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max

from safehold.desk.consent import rules
from safehold.desk.consent.models import LedgerEntry, Purpose


class LabelledChoice(NamedTuple):
    """A purpose in words, whether it holds, and whether it held once and was taken back."""

    purpose: str
    label: str
    holds: bool
    taken_back: bool


class Said(NamedTuple):
    """One thing that the person said about a purpose, in words, and the way it reached us."""

    on_day: date
    purpose: str
    given: bool
    how: str


def current(report_id: UUID) -> dict[str, bool]:
    """Return, for every purpose, whether the person who wrote this report agrees to it now."""
    return rules.holding(list_choices(report_id))


def holds(report_id: UUID, purpose: str) -> bool:
    """Say whether `purpose` is agreed to now. Raises PurposeUnknown."""
    return current(report_id)[rules.check_purpose(purpose)]


def which_hold(report_ids: Iterable[UUID], purpose: str) -> set[UUID]:
    """Return the reports whose writers agree to `purpose` now; one query for many."""
    rules.check_purpose(purpose)
    entries = LedgerEntry.objects.filter(report_id__in=list(report_ids), purpose=purpose, recipient="")
    newest: dict[UUID, str] = {}
    for report_id, act in entries.order_by("position").values_list("report_id", "act"):
        newest[report_id] = act
    return {report_id for report_id, act in newest.items() if act == LedgerEntry.Act.GIVEN}


def history(report_id: UUID) -> list[LedgerEntry]:
    """Return every entry of a report, oldest first."""
    return list(LedgerEntry.objects.filter(report_id=report_id).order_by("position"))


def was_ever_withdrawn(report_id: UUID, purpose: str) -> bool:
    return rules.was_ever_withdrawn(list_choices(report_id), purpose)


def list_choices(report_id: UUID) -> list[rules.Choice]:
    rows = LedgerEntry.objects.filter(report_id=report_id, recipient="")
    return [
        rules.Choice(purpose, position, act == LedgerEntry.Act.GIVEN, on_day)
        for purpose, position, act, on_day in rows.values_list("purpose", "position", "act", "on_day")
    ]


def which_sources(source_ids: Iterable[str]) -> set[str]:
    """Return which of these acts elsewhere have an entry here."""
    return set(LedgerEntry.objects.filter(source_id__in=list(source_ids)).values_list("source_id", flat=True))


def newest_position(report_id: UUID) -> int:
    """Return the position of the newest entry; 0 when there is none."""
    return LedgerEntry.objects.filter(report_id=report_id).aggregate(newest=Max("position"))["newest"] or 0


def mailbox_closed_on(report_id: UUID) -> date | None:
    """Return the day on which the person closed the mailbox, if they did."""
    return map_closed([report_id]).get(report_id)


def map_closed(report_ids: Iterable[UUID]) -> dict[UUID, date]:
    """Return, for the reports whose mailbox the person closed, the day; one query for many."""
    closed = LedgerEntry.objects.filter(report_id__in=list(report_ids), how=LedgerEntry.How.MAILBOX_CLOSED)
    return dict(closed.order_by("-position").values_list("report_id", "on_day"))


def list_said(entries: Iterable[LedgerEntry], ticked: Iterable[str], received_on: date) -> list[Said]:
    """Return what the person agreed to and took back, in the order of days.

    ticked: what the report itself agrees to. Where that was taken back before anybody opened the report, it never came
    into the ledger, and yet they said it.
    """
    entries = list(entries)
    given = {e.purpose for e in entries if (e.act, e.how) == (LedgerEntry.Act.GIVEN, LedgerEntry.How.FORM)}
    said = [
        Said(received_on, str(Purpose(purpose).label), True, str(LedgerEntry.How.FORM.label))
        for purpose in rules.PURPOSES
        if purpose in set(ticked) - given
    ]
    said += [
        Said(e.on_day, e.get_purpose_display(), e.act == LedgerEntry.Act.GIVEN, e.get_how_display())
        for e in entries
    ]
    return sorted(said, key=lambda each: each.on_day)


def label_choices(entries: Iterable[LedgerEntry]) -> list[LabelledChoice]:
    """Return every purpose in words, as `history` leaves it."""
    entries = [entry for entry in entries if not entry.recipient]
    choices = [rules.Choice(e.purpose, e.position, e.act == LedgerEntry.Act.GIVEN, e.on_day) for e in entries]
    held = rules.holding(choices)
    withdrawn = {choice.purpose for choice in choices if not choice.given}
    return [
        LabelledChoice(p, str(Purpose(p).label), held[p], not held[p] and p in withdrawn)
        for p in rules.PURPOSES
    ]
