# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who in other cases of the organisation may be an actor: by keyed tokens first, then opened and compared.

Nothing of another case is kept with this one: it is looked at anew each time, and goes when that case goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from safehold.core.names import KEYS_VERSION
from safehold.desk.actors import rules
from safehold.desk.actors.models import Actor, MistakenIdentity
from safehold.desk.actors.queries.contents import OpenedActor, open_draft, screened_of
from safehold.desk.actors.rules import Finding, Screened
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.parties import queries as parties
from safehold.desk.parties.models import Party
from safehold.desk.search import queries as search
from safehold.desk.vault.actions import Unlocked

NAMES = f"name-keys/{KEYS_VERSION}"
"""What the tokens of name keys are for. Keys of another version are other keys."""
MOST_CASES = 60
"""So many cases that share keys are opened; those that share most first."""
MOST_SHOWN = 10


@dataclass(frozen=True)
class OtherCase:
    """Somebody in another case. `is_actor`: written there as an actor, else as a party."""

    case: Case
    row_id: UUID
    is_actor: bool
    names: tuple[str, ...] = field(repr=False)
    born: tuple[str, ...] = field(repr=False)
    finding: Finding = field(repr=False)
    mistakes: tuple[str, ...] = field(default=(), repr=False)


def keys_of_actor(row: Actor, document: Mapping[str, Any]) -> Iterable[str]:
    """Return the keys by which an actor is found under other spellings of its names."""
    return rules.stored_keys(row.kind, [name["text"] for name in document["names"]])


def keys_of_party(row: Party, document: Mapping[str, Any]) -> Iterable[str]:
    """Return the same for a party; none for somebody whom the case looks after."""
    if not rules.is_screened_against(row.roles):
        return ()
    return rules.stored_keys(rules.KIND_OF_PARTY[row.kind], [name["text"] for name in document["names"]])


def find_elsewhere(unlocked: Unlocked, opened: OpenedActor) -> list[OtherCase]:
    """Return who in other cases may be this actor, the most likely first. Raises RowTampered."""
    screened = screened_of(opened.draft)
    weighted = rules.asked_keys(screened.kind, screened.names)
    case = opened.row.case
    together = set(cases.list_family_ids(case)) | {case.merged_into_id, case.id}
    shared = search.find_sharing(unlocked, NAMES, weighted, MOST_CASES)
    others = [case_id for case_id in shared if case_id not in together]
    found = _read_cases(unlocked, screened, others, {opened.row.party_id})
    return sorted(found, key=_order)[:MOST_SHOWN]


def _order(other: OtherCase) -> tuple[bool, float, UUID]:
    return other.finding.band != rules.LIKELY, -other.finding.score, other.row_id


def _read_cases(
    unlocked: Unlocked, screened: Screened, case_ids: Collection[UUID], but: Collection[UUID | None]
) -> list[OtherCase]:
    there = cases.map_cases(unlocked.organisation_id, case_ids)
    keys = unlocked.case_keys({case.id: case.key_version for case in there.values()})
    people = [*_actors_of(keys), *_parties_of(keys)]
    found = []
    for row, other in people:
        finding = None if row.pk in but else rules.judge(screened, other)
        if finding:
            found.append(_other(there[row.case_id], row, other, finding, keys[row.case_id]))
    return _without_doubles(found, people)


def _actors_of(keys: Mapping[UUID, bytes]) -> Iterator[tuple[Actor | Party, Screened]]:
    for row in Actor.objects.filter(case__in=keys).order_by("id"):
        yield row, screened_of(open_draft(keys[row.case_id], row))


def _parties_of(keys: Mapping[UUID, bytes]) -> Iterator[tuple[Actor | Party, Screened]]:
    for row in parties.list_rows(keys):
        if rules.is_screened_against(row.roles):
            names = tuple(name["text"] for name in row.open(keys[row.case_id])["names"])
            yield row, Screened(rules.KIND_OF_PARTY[row.kind], names)


def _other(case: Case, row: Actor | Party, other: Screened, finding: Finding, key: bytes) -> OtherCase:
    is_actor = isinstance(row, Actor)
    notes = MistakenIdentity.objects.filter(actor=row).order_by("position") if isinstance(row, Actor) else ()
    return OtherCase(
        case=case,
        row_id=row.pk,
        is_actor=is_actor,
        names=other.names,
        born=other.born,
        finding=finding,
        mistakes=tuple(note.open(key)["words"] for note in notes),
    )


def _without_doubles(
    found: list[OtherCase], people: Iterable[tuple[Actor | Party, Screened]]
) -> list[OtherCase]:
    """A party that an actor was made from comes up once: as the actor."""
    made_from = {row.party_id for row, _ in people if isinstance(row, Actor)}
    return [each for each in found if each.is_actor or each.row_id not in made_from]
