# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue of reunification is whole, and families.yaml comes to what is argued there."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.catalog.reunification import load_book, load_reunification
from safehold.core.reunification import (
    DATES,
    EVENTS,
    AgeLock,
    Assessment,
    ConfirmedExemption,
    Deadline,
    Event,
    Facts,
    FeeLine,
    Person,
    Role,
    UncertainDate,
    assess,
    deadlines,
    read_facts,
)

BOOK = load_book()


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Deadlines by rule and person, or rule and part; fees by fee and person."""

    deadlines: dict[str, str] = {}
    states: dict[str, str] = {}
    asks: dict[str, list[str]] = {}
    dependent: dict[str, str] = {}
    fees: dict[str, str] = {}
    total: str = ""
    waived: dict[str, str] = {}
    excluded: dict[str, str] = {}


class Example(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    what: str
    argued: str
    facts: dict[str, Any]
    expect: Expected


EXAMPLES = msgspec.yaml.decode(
    Path(__file__).with_name("families.yaml").read_bytes(), type=tuple[Example, ...]
)


def span(first: object, last: object) -> str:
    return str(first) if first == last else f"{first}/{last}"


def by_key(found: Assessment) -> dict[str, Deadline]:
    return {f"{each.rule}:{each.person or each.part}": each for each in found.deadlines}


def said(deadline: Deadline | None) -> str:
    if deadline is None:
        return "absent"
    return span(deadline.due.first, deadline.due.last) if deadline.due else "none"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.id)
def test_family_comes_to_what_is_argued(example: Example) -> None:
    found, expected = assess(BOOK, read_facts(BOOK, example.facts)), example.expect
    clocks = by_key(found)
    assert {key: said(clocks.get(key)) for key in expected.deadlines} == expected.deadlines, example.argued
    assert {key: clocks[key].state for key in expected.states} == expected.states, example.argued
    for key, asked in expected.asks.items():
        assert set(asked) <= set(clocks[key].questions), example.argued
    ages = {each.person: each.is_dependent for each in found.ages}
    assert {key: ages[key] for key in expected.dependent} == expected.dependent, example.argued
    fees = {f"{each.fee}:{each.person}": each.exempt_by or span(each.least, each.most) for each in found.fees}
    assert {key: fees[key].lower() for key in expected.fees} == expected.fees, example.argued
    if expected.total:
        assert span(found.totals.least, found.totals.most) == expected.total, example.argued
    waived = {route: span(*both) for route, both in found.totals.when_waived.items()}
    assert {key: waived[key] for key in expected.waived} == expected.waived, example.argued
    excluded = {each.pathway: each.excluded for each in found.eligibility}
    assert {key: excluded[key] for key in expected.excluded} == expected.excluded, example.argued


def test_there_are_enough_and_each_is_told_once() -> None:
    assert len({each.id for each in EXAMPLES}) == len(EXAMPLES) >= 50
    assert all(each.argued and each.expect != Expected() for each in EXAMPLES)
    assert {"d1", "d2", "d3", "d5", "d6", "d7", "d8", "d9", "d10", "d11", "d12", "doc-dna"} <= {
        key.partition(":")[0] for each in EXAMPLES for key in each.expect.deadlines
    }


def test_catalogue_is_whole() -> None:
    read = load_reunification()
    ids = [each.id for each in read.entries]
    assert len(ids) == len(set(ids))
    assert all(each.label_en and each.label_fr and each.source for each in read.entries)
    assert {each.id for each in read.entries if not each.is_confirmed} == {
        "fee-other",
        "s7",
        "d11",
        "x5",
        "x6",
    }
    assert all(
        each.as_of or each.as_of_note or not each.is_confirmed or each.id == "d6" for each in read.entries
    )
    assert BOOK.pathways["hk"].closes == date(2026, 8, 31)
    asked = {each.code for each in read.questions}
    for example in EXAMPLES:
        found = assess(BOOK, read_facts(BOOK, example.facts))
        lines: tuple[Deadline | FeeLine | AgeLock, ...] = (*found.deadlines, *found.fees, *found.ages)
        questions = {code for codes in (each.questions for each in lines) for code in codes}
        assert {q for q in questions if not q.startswith("needs:")} <= asked


DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
SPANS = st.builds(lambda day, more: UncertainDate(day, day + timedelta(more)), DAYS, st.integers(0, 500))
PEOPLE = st.lists(
    st.builds(
        Person,
        id=st.just(""),
        role=st.sampled_from(Role),
        born=st.none() | SPANS,
        is_abroad=st.none() | st.booleans(),
        pathway=st.sampled_from(["", *BOOK.pathways]),
        has_partner=st.none() | st.booleans(),
        depends_since_before_22=st.none() | st.booleans(),
    ),
    min_size=1,
    max_size=6,
).map(lambda people: tuple(replace(each, id=f"p{n}") for n, each in enumerate(people)))
FACTS = st.builds(
    Facts,
    pathway=st.sampled_from(list(BOOK.pathways)),
    people=PEOPLE,
    dates=st.dictionaries(st.sampled_from(DATES), SPANS),
    events=st.lists(
        st.builds(Event, st.sampled_from(EVENTS), st.none() | SPANS), max_size=4, unique_by=lambda e: e.kind
    ).map(tuple),
    answers=st.just({"fam-sponsored-as-partner": True}),
)


@given(FACTS, st.integers(0, 800), st.integers(0, 800))
def test_no_deadline_moves_later_when_a_fact_is_known_to_be_earlier(
    facts: Facts, more: int, fewer: int
) -> None:
    """And whatever is not sure, the earliest day is never after the latest."""

    def earlier(when: UncertainDate) -> UncertainDate:
        first = when.first - timedelta(more)
        return UncertainDate(first, max(first, when.last - timedelta(fewer)))

    moved = replace(
        facts,
        dates={name: earlier(when) for name, when in facts.dates.items()},
        events=tuple(replace(each, when=earlier(each.when) if each.when else None) for each in facts.events),
    )
    before = {(each.rule, each.part, each.person): each.due for each in deadlines(BOOK, facts)}
    for each in deadlines(BOOK, moved):
        due = before[each.rule, each.part, each.person]
        if each.due and due:
            assert each.due.first <= each.due.last
            assert each.due.first <= due.first
            assert each.due.last <= due.last


@given(FACTS, st.data())
def test_confirmed_exemption_never_raises_a_fee(facts: Facts, data: st.DataObject) -> None:
    without = assess(BOOK, facts)
    if not without.fees:
        return
    line = data.draw(st.sampled_from(without.fees))
    exempt = assess(BOOK, replace(facts, exemptions=(ConfirmedExemption(line.fee, line.person),)))
    assert exempt.totals.least <= without.totals.least
    assert exempt.totals.most <= without.totals.most
    assert set(exempt.totals.without_amount) <= set(without.totals.without_amount)
    for route, (least, most) in exempt.totals.when_waived.items():
        assert 0 <= least <= most <= exempt.totals.most
        assert most <= without.totals.when_waived[route][1]
