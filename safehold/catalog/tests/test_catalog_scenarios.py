# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to people, as scenarios.yaml tells it, comes to what is argued there from the law's elements."""

from pathlib import Path

import msgspec
import pytest

from safehold.catalog.provisions import load_law, load_provisions
from safehold.core.law import Answer, Finding, Result, Why, assess, multiplied, read_span

LAW = load_law()
OUTSIDE, ABSENT, NOTHING = "outside Canada", "not in force", "nothing"


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """answered_yes, answered_no: short names of elements, by provision. expected: by day and provision."""

    id: str
    what: str
    expected: dict[str, dict[str, str]]
    argued: str
    wholly_abroad: bool = False
    answered_yes: dict[str, str] = {}
    answered_no: dict[str, str] = {}
    graver: dict[str, str] = {}
    for_foreign_entity: dict[str, str] = {}
    not_on_all_days: tuple[str, ...] = ()

    def answers(self) -> dict[str, Answer]:
        both = ((self.answered_yes, Answer.YES), (self.answered_no, Answer.NO))
        return {id_: given for named, given in both for code in named for id_ in ids(code, named[code])}

    def assess(self, day: str) -> dict[str, Finding]:
        when = read_span(day)
        found = assess(LAW, self.answers(), when, is_wholly_abroad=self.wholly_abroad)
        return {each.code: each for each in found}


def ids(code: str, short: str) -> tuple[str, ...]:
    return tuple(f"{code}-{each}" for each in short.split())


def said(finding: Finding | None) -> str:
    """As scenarios.yaml says it."""
    if finding is None:
        return ABSENT
    if finding.why is Why.OUTSIDE_CANADA:
        return OUTSIDE
    if finding.result is Result.MADE_OUT:
        return "made out"
    named = [each.rpartition("-")[2] for each in finding.open or finding.excluded_by]
    return f"{finding.result}: {' '.join(named)}"


SCENARIOS = msgspec.yaml.decode(
    Path(__file__).with_name("scenarios.yaml").read_bytes(), type=tuple[Scenario, ...]
)
CASES = [pytest.param(each, day, id=f"{each.id}-{day}") for each in SCENARIOS for day in each.expected]


@pytest.mark.parametrize(("scenario", "day"), CASES)
def test_scenario_comes_to_what_is_argued(scenario: Scenario, day: str) -> None:
    found = scenario.assess(day)
    expected = scenario.expected[day]
    assert {code: said(found.get(code)) for code in expected} == expected, scenario.argued
    graver = {code: found[code].enhanced for code in scenario.graver if code in found}
    assert {code: str(result).replace("_", " ") for code, result in graver.items()} == scenario.graver
    uncertain = {code for code in expected if code in found and not found[code].is_certain}
    assert uncertain == set(scenario.not_on_all_days)


@pytest.mark.parametrize("scenario", [each for each in SCENARIOS if each.for_foreign_entity], ids=str)
def test_link_to_a_foreign_entity_multiplies_since_its_day(scenario: Scenario) -> None:
    for day in scenario.expected:
        doubled = multiplied(LAW, scenario.assess(day).values(), scenario.answers())
        for code, expected in scenario.for_foreign_entity.items():
            result = str(doubled.get(code, NOTHING)).replace("_", " ")
            assert result == (expected if day >= "2024-08-19" else NOTHING), (day, code)


def test_there_are_enough_and_each_is_told_once() -> None:
    named = [each.id for each in SCENARIOS]
    assert len(named) == len(set(named)) >= 60
    assert len({each.what for each in SCENARIOS}) == len(named)
    assert all(each.argued and each.expected for each in SCENARIOS)
    for each in SCENARIOS:
        asked = [*each.answers()]
        assert len(asked) == sum(
            len(short.split()) for named in (each.answered_yes, each.answered_no) for short in named.values()
        ), f"{each.id} answers one question twice"


def test_every_provision_is_made_out_by_one_and_excluded_by_another() -> None:
    expected = [
        (code, result)
        for each in SCENARIOS
        for of_day in each.expected.values()
        for code, result in of_day.items()
    ]
    codes = {each.code for each in load_provisions().provisions}
    assert {code for code, _ in expected} <= codes
    assert codes == {code for code, result in expected if result == "made out"}
    assert codes == {code for code, result in expected if result.startswith("excluded")}


@pytest.mark.parametrize(
    ("before", "after"), [("2024-08-18", "2024-08-19"), ("2026-07-17", "2026-07-18")], ids=str
)
def test_the_same_facts_differ_as_the_law_differs(before: str, after: str) -> None:
    """What changed overnight is what began or ended that day, and nothing else."""
    pairs = [each for each in SCENARIOS if before in each.expected and after in each.expected]
    assert len(pairs) >= 5
    changes = {
        each.code
        for each in load_provisions().provisions
        if each.applies_from == after or each.applies_to == before
    }
    for each in pairs:
        earlier, later = each.assess(before), each.assess(after)
        differing = {
            code for code in earlier.keys() | later if said(earlier.get(code)) != said(later.get(code))
        }
        assert differing, each.id
        assert differing <= changes, each.id
