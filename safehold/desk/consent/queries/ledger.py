# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds now, and how it came to be. `on`: the day asked about; by default today, so that nothing that has ended is
taken for agreed."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q

from safehold.desk.consent import rules
from safehold.desk.consent.models import LedgerEntry, Purpose
from safehold.web import clock

Act = LedgerEntry.Act


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


def current(report_id: UUID, on: date | None = None) -> dict[str, bool]:
    """Return, for every purpose of the form, whether the person who wrote this report agrees to it now."""
    return rules.holding(list_choices(report_id), on or clock.today())


def holds(report_id: UUID, purpose: str, on: date | None = None) -> bool:
    """Say whether `purpose` is agreed to now, whoever receives it. Raises PurposeUnknown."""
    purpose = rules.check_purpose(purpose)
    choices = list_choices(report_id)
    return rules.standing(choices, purpose, rules.ANYBODY, on or clock.today()).holds


def which_hold(report_ids: Iterable[UUID], purpose: str, on: date | None = None) -> set[UUID]:
    """Return the reports whose writers agree to `purpose` now, whoever receives it; one query for many."""
    rules.check_purpose(purpose)
    day = on or clock.today()
    choices = map_choices(list(report_ids), purpose)
    return {
        report_id
        for report_id, said in choices.items()
        if rules.standing(said, purpose, rules.ANYBODY, day).holds
    }


def history(report_id: UUID) -> list[LedgerEntry]:
    """Return every entry of a report, oldest first."""
    return list(LedgerEntry.objects.filter(report_id=report_id).order_by("position"))


def find_newest(report_id: UUID, purpose: str, recipient: str) -> LedgerEntry | None:
    """Return the newest entry about a purpose and this recipient, or about all when it is ""."""
    rows = LedgerEntry.objects.filter(report_id=report_id, purpose=purpose, recipient=recipient)
    return rows.order_by("-position").first()


def was_ever_withdrawn(report_id: UUID, purpose: str) -> bool:
    return rules.was_ever_withdrawn(list_choices(report_id), purpose)


def list_choices(report_id: UUID) -> list[rules.Choice]:
    """Return what was said about a report, for all recipients and for single ones."""
    return map_choices([report_id]).get(report_id, [])


def map_choices(subject_ids: Collection[UUID], purpose: str = "") -> dict[UUID, list[rules.Choice]]:
    """Return what was said about each subject; those of which nothing was said are left out. Notes of ends do not
    count: an end is computed."""
    rows = LedgerEntry.objects.filter(report_id__in=subject_ids).exclude(act=Act.EXPIRED)
    if purpose:
        rows = rows.filter(purpose=purpose)
    choices: dict[UUID, list[rules.Choice]] = {}
    fields = ("report_id", "purpose", "position", "act", "on_day", "recipient", "until")
    for report_id, code, position, act, on_day, recipient, until in rows.values_list(*fields):
        said = rules.Choice(code, position, act == Act.GIVEN, on_day, recipient, until)
        choices.setdefault(report_id, []).append(said)
    return choices


def which_sources(source_ids: Iterable[str]) -> set[str]:
    """Return which of these acts elsewhere have an entry here."""
    return set(LedgerEntry.objects.filter(source_id__in=list(source_ids)).values_list("source_id", flat=True))


def newest_position(report_id: UUID) -> int:
    """Return the position of the newest entry; 0 when there is none."""
    return LedgerEntry.objects.filter(report_id=report_id).aggregate(newest=Max("position"))["newest"] or 0


def list_taken_back_by_closing(report_id: UUID) -> list[str]:
    """Return the purposes that a closed mailbox takes back: all of the form, and whatever else was agreed to since."""
    given = {choice.purpose for choice in list_choices(report_id) if choice.given}
    return [p for p in rules.CLOSED_WITH_MAILBOX if p in rules.PURPOSES or p in given]


def list_ended(on: date) -> list[LedgerEntry]:
    """Return the grants whose last day has passed, of which nothing newer speaks, not even a note that they ended."""
    newer = LedgerEntry.objects.filter(
        Q(recipient=OuterRef("recipient")) | Q(recipient="", act=Act.WITHDRAWN),
        report_id=OuterRef("report_id"),
        purpose=OuterRef("purpose"),
        position__gt=OuterRef("position"),
    )
    ended = LedgerEntry.objects.filter(act=Act.GIVEN, until__lt=on)
    return list(ended.exclude(Exists(newer)).order_by("until", "id"))


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
    entries = [entry for entry in entries if entry.act != Act.EXPIRED]
    given = {e.purpose for e in entries if (e.act, e.how) == (Act.GIVEN, LedgerEntry.How.FORM)}
    said = [
        Said(received_on, str(Purpose(purpose).label), True, str(LedgerEntry.How.FORM.label))
        for purpose in rules.PURPOSES
        if purpose in set(ticked) - given
    ]
    said += [
        Said(e.on_day, e.get_purpose_display(), e.act == Act.GIVEN, e.get_how_display()) for e in entries
    ]
    return sorted(said, key=lambda each: each.on_day)


def label_choices(entries: Iterable[LedgerEntry], on: date | None = None) -> list[LabelledChoice]:
    """Return every purpose of the form in words, as `history` leaves it, whoever receives it."""
    kept = [e for e in entries if not e.recipient and e.act != Act.EXPIRED]
    choices = [rules.Choice(e.purpose, e.position, e.act == Act.GIVEN, e.on_day, "", e.until) for e in kept]
    held = rules.holding(choices, on or clock.today())
    withdrawn = {choice.purpose for choice in choices if not choice.given}
    return [
        LabelledChoice(p, str(Purpose(p).label), held[p], not held[p] and p in withdrawn)
        for p in rules.PURPOSES
    ]
