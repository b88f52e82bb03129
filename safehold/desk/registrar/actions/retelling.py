# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From leaves to entries, entities and replays, where only the leaves came back. In the order of the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max

from safehold.core import tlog
from safehold.desk.registrar.models import Agreement, Entity, Entry, Leaf, Notice, Replay
from safehold.desk.registrar.queries.rows import VERSIONS
from safehold.desk.registrar.rules.drafts import Draft

OPEN_NOTICE = (Notice.State.SERVED, Notice.State.REPRESENTED)


class Retelling:
    """Tells one leaf after the other, as it was told when it was appended."""

    def __init__(self) -> None:
        self._number: int = Entry.objects.aggregate(Max("number"))["number__max"] or 0

    def tell(self, row: Leaf, draft: Draft) -> None:
        """Write what follows from a leaf."""
        if row.kind == "import":
            _tell_import(row, draft)
        elif row.kind in VERSIONS and draft.leaf.entry and draft.leaf.registrant:
            self._tell_version(row, draft, draft.leaf.entry, draft.leaf.registrant)

    def _tell_version(self, row: Leaf, draft: Draft, entry_id: UUID, registrant_id: UUID) -> None:
        said = draft.leaf
        entry = Entry.objects.filter(pk=entry_id).first()
        if entry is None:
            registrant = _entity(registrant_id, Entity.Kind.REGISTRANT, said.on)
            entry = self._new_entry(draft, entry_id, registrant)
        entry.version, entry.leaf, entry.changed_on = said.version, row, said.on
        if said.kind == "termination":
            entry.state = Entry.State.ENDED
        elif said.kind == "filing" or (said.kind == "amendment" and entry.is_replayed):
            entry.state = Entry.State.ACTIVE
        entry.save()

    def _new_entry(self, draft: Draft, entry_id: UUID, registrant: Entity) -> Entry:
        said = draft.leaf
        self._number += 1
        entry = Entry(
            id=entry_id,
            number=self._number,
            form=said.form,
            registrant=registrant,
            principal=_entity(said.principal, Entity.Kind.PRINCIPAL, said.on) if said.principal else None,
            registered_on=said.on,
        )
        replay = Replay.objects.filter(leaf__in=said.about).first()
        if replay is not None:
            number = draft.public.get("registration_number")
            entry.source = replay.source
            entry.source_number = str(number.value) if number else str(entry_id)
        return entry


def _entity(entity_id: UUID, kind: str, on: date) -> Entity:
    return Entity.objects.get_or_create(pk=entity_id, defaults={"kind": kind, "made_on": on})[0]


def _tell_import(row: Leaf, draft: Draft) -> None:
    said = {name: opening.value for name, opening in draft.public.items()}
    if {"source", "as_of", "sha256"} <= said.keys():
        as_of = date.fromisoformat(str(said["as_of"]))
        Replay.objects.get_or_create(
            source=said["source"], as_of=as_of, sha256=said["sha256"], defaults={"leaf": row}
        )


def settle_notices(leaves: Iterable[tuple[Leaf, tlog.Leaf]]) -> None:
    """Bring notices and agreements that this desk has to where the log says they stand. Their words are not there."""
    for row, said in leaves:
        notices = Notice.objects.filter(leaf__in=said.about, state__in=OPEN_NOTICE)
        if row.kind == "representation":
            notices.update(state=Notice.State.REPRESENTED, representation=row)
        elif row.kind == "decision":
            state = Notice.State.COMMITTED if said.registrant else Notice.State.NOT_COMMITTED
            notices.update(state=state, decision=row, decided_on=said.on)
        elif row.kind == "agreement" and said.about:
            _end_agreements(row, said)


def _end_agreements(row: Leaf, said: tlog.Leaf) -> None:
    outcome = row.openings.filter(name="outcome").values_list("value", flat=True).first()
    running = Agreement.objects.filter(leaf__in=said.about, state=Agreement.State.MADE)
    if outcome in (Agreement.State.KEPT, Agreement.State.BROKEN):
        running.update(state=outcome, outcome=row, ended_on=said.on)
    else:
        running.update(outcome=row, ended_on=said.on)
