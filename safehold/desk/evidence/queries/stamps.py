# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time stamps of items: which wait, which were given, and when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from safehold.core.timestamps import Stamp as GivenStamp
from safehold.core.timestamps import read_stamp
from safehold.desk.cases import queries as cases
from safehold.desk.evidence.authorities import list_authorities
from safehold.desk.evidence.models import Item, Stamp

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case


@dataclass(frozen=True)
class ShownStamp:
    """A stamp for people. given: what the answer says, of one that was verified."""

    row: Stamp
    given: GivenStamp | None

    @property
    def is_refused(self) -> bool:
        return self.row.state == Stamp.State.REFUSED


def list_stamps(item: Item) -> list[ShownStamp]:
    """Return the stamps of an item, the batch that was made first at the start."""
    rows = (
        Stamp.objects.filter(batch__items=item)
        .select_related("batch")
        .order_by("batch__made_on", "authority")
    )
    return [ShownStamp(row, read_given(row) if row.state == Stamp.State.STAMPED else None) for row in rows]


def misses_stamps(case: Case) -> bool:
    """Whether an authority is named, and something that is read in a case was never stamped or queued."""
    if not list_authorities():
        return False
    return Item.objects.filter(case__in=cases.list_family_ids(case), batches=None).exists()


def list_given(item_ids: Iterable[UUID]) -> list[Stamp]:
    """Return every stamp that was given for one of these items and stands in its custody, each once."""
    rows = Stamp.objects.filter(batch__items__in=list(item_ids), state=Stamp.State.STAMPED, is_recorded=True)
    return list(rows.select_related("batch").distinct().order_by("batch_id", "authority"))


def count_waiting(made_before: date) -> int:
    """How many stamps wait for an authority that is named, or for its roots, of batches before a day."""
    named = [each.name for each in list_authorities()]
    waiting = Stamp.objects.filter(state=Stamp.State.WAITING, authority__in=named)
    return waiting.filter(batch__made_on__lt=made_before).count()


def list_missing_roots() -> list[Path]:
    """Return the files with an authority's roots that are not there. Raises ImproperlyConfigured."""
    return [each.roots_file for each in list_authorities() if not each.roots_file.is_file()]


def has_unrecorded_stamps(case: Case) -> bool:
    return _unrecorded(case).exists()


def list_unrecorded_stamps(case: Case) -> list[Stamp]:
    """Return stamps of this very case that its items' custody does not name yet, locked."""
    rows = _unrecorded(case).select_for_update(of=("self",)).select_related("batch")
    return list(rows.order_by("batch__made_on", "batch_id", "authority"))


def _unrecorded(case: Case) -> QuerySet[Stamp]:
    return Stamp.objects.filter(batch__case=case, state=Stamp.State.STAMPED, is_recorded=False)


def read_given(row: Stamp) -> GivenStamp:
    """Return what a verified answer says. Raises StampError for one that is not what was verified."""
    return read_stamp(bytes(row.response or b""))


def hash_response(row: Stamp) -> str:
    return hashlib.sha256(bytes(row.response or b"")).hexdigest()


def text_of(moment: datetime) -> str:
    """Return a time as custody has it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
