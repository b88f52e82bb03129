# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What screening may propose: by names, a kind and a birth, and by nothing else."""

import json
from dataclasses import fields
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core import names
from safehold.desk.actors import rules
from safehold.desk.actors.rules import Agreement, Candidate, Listed, ListedName, Screened

WRITTEN = [
    *(
        "張國強",
        "张国强",
        "Zhang Guoqiang",
        "ZHANG Guoqiang",
        "Chang Kuo-chiang",
        "王偉",
        "Wang Wei",
        "Ahmet",
    ),
    *("ئەخمەت", "Tenzin Dorje", "བསྟན་འཛིན་རྡོ་རྗེ", "Ivan Petrov", "Иван Петров", "Mohammed Ali", "x"),
]
NAMES = st.lists(
    st.sampled_from(WRITTEN),
    max_size=3,
)
BIRTHS = st.lists(st.sampled_from(["1962", "1962-03", "1962-03-04", "1970~", "not a day"]), max_size=2)
COMMON = ["Wang Wei", "王伟", "Mohammed Ali", "Zhang Wei"]


def official(*written: str, born: tuple[str, ...] = ()) -> Screened:
    return Screened(rules.OFFICIAL, written, born)


def test_nothing_about_where_somebody_comes_from_or_believes_can_be_given_to_screening() -> None:
    assert {field.name for field in fields(Screened)} == {"kind", "names", "born"}


def test_a_name_in_traditional_characters_is_likely_its_pinyin_and_says_why() -> None:
    found = rules.judge(official("賈春旺"), official("JIA, Chunwang"))
    assert found
    assert found.band == rules.LIKELY
    assert found.reasons
    assert all(each.en and each.fr for each in found.reasons)


@pytest.mark.parametrize("name", COMMON)
def test_a_very_common_name_is_never_likely_on_the_name_alone(name: str) -> None:
    found = rules.judge(official(name), official(name))
    assert found
    assert found.band == rules.POSSIBLE
    assert found.caveats


def test_a_very_common_name_is_likely_with_the_same_day_of_birth_and_not_with_the_same_year() -> None:
    for born, band in (("1962-03-04", rules.LIKELY), ("1962", rules.POSSIBLE)):
        found = rules.judge(official("Wang Wei", born=(born,)), official("Wang Wei", born=(born,)))
        assert found
        assert found.band == band


def test_births_that_cannot_be_one_are_said_and_never_likely() -> None:
    found = rules.judge(official("賈春旺", born=("1938",)), official("Jia Chunwang", born=("1971",)))
    assert found
    assert (found.band, found.births) == (rules.POSSIBLE, Agreement.DIFFERENT)


def test_a_person_is_not_an_office_and_other_names_are_not_shown() -> None:
    assert rules.judge(official("Jia Chunwang"), Screened(rules.BODY, ("Jia Chunwang",))) is None
    assert rules.judge(official("賈春旺"), official("Tenzin Dorje")) is None
    assert rules.judge(official(), official("Tenzin Dorje")) is None


@given(NAMES, NAMES, BIRTHS, BIRTHS)
def test_who_asks_first_changes_nothing_and_likely_always_has_its_reason(
    ours: list[str], theirs: list[str], born: list[str], other_born: list[str]
) -> None:
    one, other = official(*ours, born=tuple(born)), official(*theirs, born=tuple(other_born))
    found, turned = rules.judge(one, other), rules.judge(other, one)
    assert (found is None) == (turned is None)
    if found and turned:
        assert (found.band, found.score, found.births) == (turned.band, turned.score, turned.births)
        is_common = any(names.frequency(name) for name in (found.own, found.theirs))
        if found.band == rules.LIKELY:
            assert found.score >= names.LIKELY or (is_common and found.births == Agreement.SAME)


@given(NAMES, NAMES)
def test_more_names_never_hide_a_proposal(ours: list[str], more: list[str]) -> None:
    other = official("Zhang Guoqiang", "王偉")
    before, after = rules.judge(official(*ours), other), rules.judge(official(*ours, *more), other)
    assert before is None or (after is not None and after.score >= before.score)


def candidate(name: str, fingerprint: str = "a", party_id: str = "7f") -> Candidate:
    listed = Listed(
        party_id,
        "11",
        "Schedule",
        "person",
        fingerprint,
        (ListedName(name, "Latn", "alias"),),
        ("1962",),
        ("CN",),
    )
    found = rules.judge(official(name), official(name))
    assert found
    return Candidate(listed, found)


def test_what_is_sealed_is_read_back_as_it_was() -> None:
    kept = candidate("Jia Chunwang")
    assert Candidate.of(json.loads(json.dumps(kept.as_document()))) == kept


def test_news_are_what_is_new_or_changed_and_nobody_decided() -> None:
    old, changed = candidate("Jia Chunwang"), candidate("Jia Chunwang", "b")
    other = candidate("Tenzin Dorje", party_id="8e")
    assert rules.list_news([], [old], {}) == [old]
    assert rules.list_news([old], [old, other], {}) == [other]
    assert rules.list_news([old], [changed], {old.about: "a"}) == [changed]
    assert rules.list_news([], [old], {old.about: "a"}) == []
    assert rules.list_lost([old], [], {old.about: rules.MATCH}) == [old]
    assert rules.list_lost([old], [], {old.about: rules.NOT_A_MATCH}) == []


def test_whom_a_case_looks_after_is_never_screened_against() -> None:
    assert not any(rules.is_screened_against(["perpetrator", role]) for role in ("supported", "targeted"))
    assert not any(rules.is_screened_against([role]) for role in ("relative", "witness"))
    assert rules.is_screened_against(["perpetrator"])
    assert rules.is_screened_against([])


def test_an_address_of_a_candidate_is_another_for_each_actor() -> None:
    about = rules.about_list("7f")
    one, other = uuid4(), uuid4()
    assert (
        rules.candidate_id(one, about) == rules.candidate_id(one, about) != rules.candidate_id(other, about)
    )


def test_a_spelling_in_another_script_shares_a_key() -> None:
    asked = rules.asked_keys(rules.OFFICIAL, ["賈春旺"])
    assert set(asked) & rules.stored_keys(rules.OFFICIAL, ["Jia Chunwang"])
    assert all(weight > 0 for weight in asked.values())
