# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Replays dated snapshots of another register as filings, so that a register with real history is there.

Each snapshot is a leaf of its own (file, checksum, day), and every leaf that comes from it points to it: no page can
take a replay for something that was filed here. A second run adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Max

from safehold.catalog.register_forms import register_form
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.errors import OfficeUnknown, SnapshotMalformed, SnapshotOutOfOrder
from safehold.desk.registrar.models import Entity, Entry, Leaf, Office, Replay
from safehold.desk.registrar.rules.drafts import Draft, draft_leaf
from safehold.desk.registrar.rules.replays import (
    Change,
    Standing,
    entry_id_of,
    plan_replay,
    registrant_id_of,
)
from safehold.desk.registrar.rules.snapshots import LARGEST_BYTES, Snapshot, read_snapshot
from safehold.persistence.transactions import atomic_for

MOST_FILES = 5_000


@dataclass(frozen=True)
class Replayed:
    """What one snapshot gave: how many filings, amendments and terminations. `is_new`: False when it was there."""

    name: str
    as_of: date
    is_new: bool
    counts: dict[str, int]


def replay_folder(folder: Path, on: date) -> Iterator[Replayed]:
    """Replay every snapshot of a folder, oldest first, one transaction each; yield what each gave.

    Raises OfficeUnknown, SnapshotMalformed or SnapshotOutOfOrder; what was replayed before that stays.
    """
    office = queries.find_office()
    if office is None:
        raise OfficeUnknown
    files = sorted(path for path in folder.iterdir() if path.suffix == ".csv" and path.is_file())
    if not files or len(files) > MOST_FILES:
        raise SnapshotMalformed("folder")
    for path in files:
        yield replay(office, _read(path), on)


def _read(path: Path) -> Snapshot:
    with path.open("rb") as file:
        return read_snapshot(path.name, file.read(LARGEST_BYTES + 1))


def replay(office: Office, snapshot: Snapshot, on: date) -> Replayed:
    """Append what a snapshot changed. Twice is once. Raises SnapshotOutOfOrder."""
    with atomic_for(Replay):
        position = queries.hold_head(office).size
        if queries.find_replay(snapshot.source, snapshot.as_of, snapshot.sha256):
            return Replayed(snapshot.name, snapshot.as_of, False, {})
        last = queries.last_replayed_on(snapshot.source)
        if last is not None and snapshot.as_of <= last:
            raise SnapshotOutOfOrder
        entries = {row.source_number: row for row in Entry.objects.filter(source=snapshot.source)}
        changes = plan_replay(_standing(entries), snapshot)
        drafts = [_draft_import(snapshot), *(_draft(snapshot, change, position) for change in changes)]
        leaves = append(office, drafts)
        Replay.objects.create(
            source=snapshot.source, as_of=snapshot.as_of, sha256=snapshot.sha256, leaf=leaves[0]
        )
        _keep_entries(snapshot, entries, changes, leaves[1:])
        audit.append(office.organisation_id, "register.replayed", str(position), on=on)
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return Replayed(snapshot.name, snapshot.as_of, True, counts)


def _standing(entries: dict[str, Entry]) -> dict[str, Standing]:
    """Return how each entry stands, from what is open of its newest leaf: withheld fields count as they were filed."""
    public = queries.read_public(entry.leaf_id for entry in entries.values())
    standing = {}
    for number, entry in entries.items():
        names = register_form(entry.form).names
        values = public[entry.leaf_id]
        standing[number] = Standing(
            entry.version, entry.state == Entry.State.ACTIVE, {name: values.get(name) for name in names}
        )
    return standing


def _draft_import(snapshot: Snapshot) -> Draft:
    values = {
        "name": snapshot.name,
        "sha256": snapshot.sha256,
        "as_of": snapshot.as_of.isoformat(),
        "source": snapshot.source,
    }
    return draft_leaf("import", snapshot.as_of, "import/1", values)


def _draft(snapshot: Snapshot, change: Change, position: int) -> Draft:
    return draft_leaf(
        change.kind,
        snapshot.as_of,
        snapshot.form,
        change.values,
        entry=entry_id_of(snapshot.source, change.number),
        version=change.version,
        registrant=registrant_id_of(snapshot.source, change.number),
        about=(position,),
    )


def _keep_entries(
    snapshot: Snapshot, entries: dict[str, Entry], changes: list[Change], leaves: list[Leaf]
) -> None:
    number = Entry.objects.aggregate(Max("number"))["number__max"] or 0
    new, changed, people = [], [], []
    for change, leaf in zip(changes, leaves, strict=True):
        entry = entries.get(change.number)
        if entry is None:
            number += 1
            person = Entity(
                id=registrant_id_of(snapshot.source, change.number),
                kind=Entity.Kind.REGISTRANT,
                made_on=snapshot.as_of,
            )
            people.append(person)
            entry = Entry(
                id=entry_id_of(snapshot.source, change.number),
                number=number,
                form=snapshot.form,
                registrant=person,
                source=snapshot.source,
                source_number=change.number,
                registered_on=snapshot.as_of,
            )
            new.append(entry)
        else:
            changed.append(entry)
        entry.version, entry.leaf, entry.changed_on = change.version, leaf, snapshot.as_of
        entry.state = Entry.State.ENDED if change.kind == "termination" else Entry.State.ACTIVE
    Entity.objects.bulk_create(people)
    Entry.objects.bulk_create(new)
    Entry.objects.bulk_update(changed, ["version", "leaf", "changed_on", "state"], batch_size=200)
