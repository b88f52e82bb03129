# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Updates that did not come: arrangements whose named end is past, and what a registrant said is coming.

How many days an update may take, the Regulations say (s. 5(2)); while the office has not confirmed their number, a row
has no day. A row is a reason to look, never a finding (s. 19(1)).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Max

from safehold.core.influence import Answer, Scheme, is_update_missing, update_due
from safehold.desk.registrar.models import Ending, Entry, ExpectedUpdate, Leaf, Office, Opening
from safehold.desk.registrar.queries.agreed import list_expected
from safehold.desk.registrar.queries.contents import open_hidden, open_update
from safehold.desk.registrar.queries.keys import OfficeKey

ENDED_ON = "ended_on"
TOLD = ("filing", "amendment", "termination")


@dataclass(frozen=True)
class Missing:
    """One update that did not come. due_on: None while the law's number is not confirmed. answer: YES where it is over.

    expected: what the registrant said is coming; None for an arrangement whose named end is past.
    """

    entry: Entry
    changed_on: date
    due_on: date | None
    answer: Answer
    expected: ExpectedUpdate | None = None
    words: str = field(default="", repr=False)

    @property
    def is_over(self) -> bool:
        return self.answer is Answer.YES


def list_missing(key: OfficeKey, office: Office, scheme: Scheme, on: date) -> list[Missing]:
    """Return updates that did not come, those that are over first, then by the day from which is counted."""
    found = [*_ended(key, scheme, on), *_expected(key, office, scheme, on)]
    return sorted(found, key=lambda each: (not each.is_over, each.changed_on, each.entry.number))


def _ended(key: OfficeKey, scheme: Scheme, on: date) -> Iterator[Missing]:
    """Arrangements that still run on the register, though the end that was named for them is past."""
    entries = Entry.objects.filter(source="", state=Entry.State.ACTIVE).select_related("leaf")
    named = Opening.objects.filter(name=ENDED_ON, leaf__in=entries.values("leaf"), value__isnull=False)
    days = {leaf_id: _day(value) for leaf_id, value in named.values_list("leaf_id", "value")}
    withheld = Ending.objects.filter(name=ENDED_ON, kind="withholding", leaf__in=entries.values("leaf"))
    for leaf in Leaf.objects.filter(pk__in=withheld.values("leaf")):
        opening = open_hidden(key, leaf).get(ENDED_ON)
        days[leaf.position] = _day(opening.value) if opening else None
    past = {leaf_id: day for leaf_id, day in days.items() if day is not None and day < on}
    for entry in entries.filter(leaf__in=past):
        day = past[entry.leaf_id]
        yield Missing(entry, day, update_due(scheme, day).due_on, is_update_missing(scheme, day, (), on))


def _expected(key: OfficeKey, office: Office, scheme: Scheme, on: date) -> Iterator[Missing]:
    """What registrants said is coming, whose day is past, and after which they filed nothing about the entry."""
    rows = [row for row in list_expected(office) if row.changes_on <= on]
    told = _newest_told({row.entry_id for row in rows})
    for row in rows:
        if told.get(row.entry_id, 0) <= row.version:
            due_on = update_due(scheme, row.changes_on).due_on
            answer = is_update_missing(scheme, row.changes_on, (), on)
            words = str(open_update(key, row)["words"])
            yield Missing(row.entry, row.changes_on, due_on, answer, row, words)


def _newest_told(entry_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return the newest version of each entry that its registrant filed: a correction by the office tells nothing."""
    rows = Leaf.objects.filter(entry_id__in=entry_ids, kind__in=TOLD).order_by().values_list("entry_id")
    return {entry_id: version for entry_id, version in rows.annotate(Max("version")) if entry_id}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
