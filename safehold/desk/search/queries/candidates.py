# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cases may have some words, as their tokens say. Nothing is opened here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from safehold.core import blind
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.adapters import find_places
from safehold.desk.search.models import IndexedCase, SourceTokens
from safehold.desk.search.queries.keys import SearchKey, list_keys
from safehold.desk.vault.actions import Unlocked

ReadIn = Mapping[UUID, UUID]
"""A case that was put together with another -> the case in which it is read."""
FEW = 500


@dataclass(frozen=True)
class Candidates:
    """The cases of an organisation that may be what is looked for: by their small numbers, until an id is wanted."""

    organisation_id: UUID
    places: set[int]

    @property
    def are_few(self) -> bool:
        """Whether their ids can all be asked for at once."""
        return len(self.places) <= FEW

    def ids(self) -> set[UUID]:
        """Return the ids of all of them. Of thousands this takes long: `among` asks about those of a page."""
        cases = self._cases()
        if self.are_few:
            cases = cases.filter(id__in=self.places)
        return {case_id for place, case_id in cases.values_list("id", "case_id") if place in self.places}

    def among(self, case_ids: Collection[UUID]) -> set[UUID]:
        """Return which of some cases, at most a few hundred, are candidates."""
        rows = self._cases().filter(case_id__in=case_ids).values_list("id", "case_id")
        return {case_id for place, case_id in rows if place in self.places}

    def _cases(self) -> QuerySet[IndexedCase]:
        return IndexedCase.objects.filter(organisation=self.organisation_id)


def find_candidates(
    organisation_id: UUID,
    keys: Sequence[SearchKey],
    classes: Collection[FieldClass],
    words: Sequence[blind.Word],
    read_in: ReadIn,
) -> Candidates:
    """Return the cases that have every word in some text of these classes, and perhaps one that has not.

    keys: every version that tokens may be under. A word may stand in one text and another in the next.
    """
    class_keys = [blind.derive_key(key.secret, each) for key in keys for each in classes]
    moved = _list_moved(organisation_id, read_in)
    found: set[int] | None = None
    for word in words:
        places = find_places(SourceTokens, [_ask(class_key, word) for class_key in class_keys])
        there = {moved.get(place, place) for place in places} if moved else places
        found = there if found is None else found & there
        if not found:
            break
    return Candidates(organisation_id, found or set())


def list_indexed(organisation_id: UUID, source_ids: Collection[UUID]) -> set[UUID]:
    """Return which of some texts have tokens for an organisation."""
    rows = SourceTokens.objects.filter(
        indexed_case__organisation=organisation_id, source_id__in=list(source_ids)
    )
    return set(rows.values_list("source_id", flat=True))


def find_sharing(unlocked: Unlocked, purpose: str, weighted: Mapping[str, float], most: int) -> list[UUID]:
    """Return the cases of the member's organisation that share keys of a purpose, those that share most first.

    weighted: key -> how much it says. Some are there by chance: the room that made the keys reads before it shows.
    """
    weights: defaultdict[int, float] = defaultdict(float)
    for key in list_keys(unlocked):
        purpose_key = blind.derive_key(key.secret, purpose)
        for term, weight in weighted.items():
            for place in find_places(SourceTokens, [[blind.token_of(purpose_key, term)]]):
                weights[place] += weight
    best = sorted(weights, key=lambda place: (-weights[place], place))[:most]
    ours = IndexedCase.objects.filter(organisation=unlocked.organisation_id, id__in=best)
    case_of = dict(ours.values_list("id", "case_id"))
    return [case_of[place] for place in best if place in case_of]


def _ask(class_key: bytes, word: blind.Word) -> list[int]:
    return [blind.token_of(class_key, term) for term in sorted(word.asked())]


def _list_moved(organisation_id: UUID, read_in: ReadIn) -> dict[int, int]:
    """Return, of the cases that are read in another: the number of the one -> that of the other."""
    if not read_in:
        return {}
    wanted = {*read_in, *read_in.values()}
    cases = IndexedCase.objects.filter(organisation=organisation_id, case_id__in=wanted)
    place_of = dict(cases.values_list("case_id", "id"))
    return {
        place_of[case_id]: place_of[main]
        for case_id, main in read_in.items()
        if case_id in place_of and main in place_of
    }
