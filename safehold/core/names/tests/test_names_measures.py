# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The floors: on the development sample, on the sample kept apart, on official aliases, on people who are not one."""

import itertools
import random

import pytest

from safehold.core.names import LIKELY, compare
from safehold.core.names.tests import samples

FLOORS = {
    "han-han": 1.0,
    "han-latn": 0.93,
    "arab-latn": 0.90,
    "latn-tibt": 0.80,
    "cyr-latn": 0.92,
    "latn-latn": 0.90,
}


def test_the_development_sample_reaches_its_floors() -> None:
    pairs = samples.development()
    recall, precision = samples.recall_and_precision(pairs)
    assert (recall, precision) >= (0.90, 0.97)
    assert precision >= 0.97
    for scripts, floor in FLOORS.items():
        assert (
            samples.recall_and_precision([pair for pair in pairs if pair.scripts == scripts])[0] >= floor
        ), scripts


def test_the_sample_kept_apart_does_nearly_as_well() -> None:
    pairs = samples.held_out()
    assert len(pairs) >= 150
    recall, precision = samples.recall_and_precision(pairs)
    assert recall >= 0.92
    assert precision >= 0.96


@pytest.mark.parametrize(
    ("scripts", "floor"), [("han-han", 1.0), ("arab-latn", 0.9), ("latn-tibt", 0.8), ("cyr-latn", 0.92)]
)
def test_the_sample_kept_apart_by_script(scripts: str, floor: float) -> None:
    pairs = [pair for pair in samples.held_out() if pair.scripts == scripts]
    assert samples.recall_and_precision(pairs)[0] >= floor


def test_official_aliases_are_found() -> None:
    assert samples.recall_and_precision(samples.official_aliases())[0] >= 0.78


def test_everybody_crossed_with_everybody_is_hardly_ever_likely() -> None:
    pairs = [pair for pair in samples.development() if pair.is_match]
    known = {frozenset((pair.left, pair.right)) for pair in pairs}
    crossed = [
        (a.left, b.right)
        for a, b in itertools.product(pairs, pairs)
        if frozenset((a.left, b.right)) not in known
    ]
    people = _people(pairs)
    wrong = [
        pair for pair in set(crossed) if people[pair[0]] != people[pair[1]] and compare(*pair).score >= LIKELY
    ]
    assert len(wrong) <= len(crossed) // 2_000, wrong[:5]


def test_listed_people_crossed_at_random_are_hardly_ever_likely() -> None:
    names = samples.listed_people()
    chance = random.Random(20261123)
    drawn = [(chance.choice(names), chance.choice(names)) for _ in range(10_000)]
    wrong = [pair for pair in drawn if pair[0] != pair[1] and compare(*pair).score >= LIKELY]
    assert len(wrong) <= 5, wrong


def _people(pairs: list[samples.Pair]) -> dict[str, int]:
    """Names that are one, by the pairs that say so."""
    people: dict[str, int] = {}
    for number, pair in enumerate(pairs):
        known = people.get(pair.left, people.get(pair.right, number))
        people[pair.left] = people[pair.right] = known
    return people
