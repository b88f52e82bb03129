# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of `core/law` on the provisions as written: their days, their reach, what excludes, what multiplies."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.catalog.provisions import load_law
from safehold.core.days import months_after
from safehold.core.law import (
    Answer,
    Element,
    ElementUnknown,
    Finding,
    Law,
    Provision,
    ProvisionUnsound,
    Result,
    Span,
    Why,
    assess,
    multiplied,
    read_span,
    stale,
)

LAW = load_law()
CODES = [each.code for each in LAW.provisions]
all_answers = st.dictionaries(
    st.sampled_from(sorted(LAW.element_ids)), st.sampled_from(list(Answer)), max_size=60
)
days = st.dates(date(2020, 1, 1), date(2028, 12, 31))


def on(day: str, answers: dict[str, Answer] | None = None, **how: bool) -> dict[str, Finding]:
    return {each.code: each for each in assess(LAW, answers or {}, read_span(day), **how)}


def yes(code: str) -> dict[str, Answer]:
    return {each.id: Answer.YES for each in LAW.by_code[code].elements}


@given(all_answers, days)
def test_unknown_is_never_dropped(answers: dict[str, Answer], day: date) -> None:
    for each in assess(LAW, answers, Span(day, day)):
        assert (each.result is Result.POSSIBLE) == bool(each.open)
        assert (each.result is Result.EXCLUDED) == bool(each.excluded_by)
        assert all(
            answers.get(id_, Answer.UNKNOWN) is Answer.UNKNOWN for id_ in (*each.open, *each.also_open)
        )
        if each.result is not Result.EXCLUDED:
            answered = assess(LAW, answers | dict.fromkeys(each.open, Answer.YES), Span(day, day))
            assert next(one for one in answered if one.code == each.code).result is Result.MADE_OUT


@given(all_answers, all_answers, days)
def test_what_is_excluded_stays_so_until_an_answer_that_it_names_changes(
    answers: dict[str, Answer], later: dict[str, Answer], day: date
) -> None:
    before = assess(LAW, answers, Span(day, day))
    for each in before:
        if each.result is not Result.EXCLUDED:
            continue
        kept = {id_: answer for id_, answer in later.items() if id_ not in each.excluded_by}
        after = {one.code: one for one in assess(LAW, answers | kept, Span(day, day))}
        assert after[each.code].result is Result.EXCLUDED


def test_the_day_chooses_the_version() -> None:
    before, after = on("2026-07-17"), on("2026-07-18")
    assert "CC-264" in before
    assert "CC-264-2026" not in before
    assert "CC-264" not in after
    assert "CC-264-2026" in after
    both = on("2026-07")
    assert {"CC-264", "CC-264-2026"} <= both.keys()
    assert not both["CC-264"].is_certain
    assert both["CC-346"].is_certain


def test_foreign_interference_begins_on_its_day() -> None:
    the_day_before, the_day = on("2024-08-18"), on("2024-08-19")
    assert not [code for code in the_day_before if code.startswith("FISI")]
    assert {"FISI-20", "FISI-20.1", "FISI-20.2", "FISI-20.3", "FISI-20.4", "FISI-22"} <= the_day.keys()


def test_wholly_abroad_excludes_the_criminal_code_and_nothing_else() -> None:
    answers = yes("CC-264") | yes("FISI-20")
    here, abroad = on("2024-09-01", answers), on("2024-09-01", answers, is_wholly_abroad=True)
    assert here["CC-264"].result is Result.MADE_OUT
    assert abroad["CC-264"].result is Result.EXCLUDED
    assert abroad["CC-264"].why is Why.OUTSIDE_CANADA
    assert abroad["FISI-20"].result is Result.MADE_OUT
    assert abroad["CC-810"].result is here["CC-810"].result is Result.POSSIBLE


def test_shortest_open_list_asks_what_comes_first() -> None:
    found = on("2024-09-01")["CC-264"]
    assert found.open == ("CC-264-e1", "CC-264-e5", "CC-264-e6", "CC-264-e7", "CC-264-e8")
    assert found.also_open == ("CC-264-e2", "CC-264-e3", "CC-264-e4")


def test_graver_form_has_a_result_of_its_own() -> None:
    answers = yes("CC-430-4.1") | {"CC-430-4.1-e4": Answer.NO}
    found = on("2024-09-01", answers)["CC-430-4.1"]
    assert (found.result, found.enhanced) == (Result.MADE_OUT, Result.EXCLUDED)


def test_summary_prosecution_ends_a_year_after_the_events() -> None:
    assert on("2024-02-29")["CC-264"].summary_until == (date(2025, 2, 28), date(2025, 2, 28))
    assert on("2024-02/2024-03")["CC-264"].summary_until == (date(2025, 2, 1), date(2025, 3, 31))
    assert on("2024-03-01")["CC-346"].summary_until is None
    assert months_after(date(2023, 12, 31), 2) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("link", "expected"),
    [(Answer.YES, Result.MADE_OUT), (Answer.UNKNOWN, Result.POSSIBLE), (Answer.NO, None)],
)
def test_link_to_a_foreign_entity_multiplies_each_indictable_offence(
    link: Answer, expected: Result | None
) -> None:
    answers = yes("CC-264") | {"FISI-20.2-e1": link}
    found = multiplied(LAW, on("2024-09-01", answers).values(), answers)
    assert found.get("CC-264") is expected
    assert found.get("CC-346") is (None if expected is None else Result.POSSIBLE)
    assert "CC-810" not in found
    assert multiplied(LAW, on("2024-08-18", answers).values(), answers) == {}


def test_answer_to_an_element_that_is_not_there_is_refused() -> None:
    with pytest.raises(ElementUnknown, match="CC-0-e1"):
        on("2024-09-01", {"CC-0-e1": Answer.YES})


@pytest.mark.parametrize(
    "text", ["", "2024-13", "2024-02-30", "yesterday", "2024/2023", "2024/2025/2026", "24-01-01"]
)
def test_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_span(text)


def test_unsound_provisions_are_refused() -> None:
    one = Provision(
        code="X",
        kind="offence",
        elements=(Element(id="X-e1"),),
        logic="e1",
        as_of=date(2026, 1, 1),
        is_confirmed=True,
    )
    with pytest.raises(ProvisionUnsound):
        replace(one, applies_from=date(2026, 1, 2), applies_to=date(2026, 1, 1))
    with pytest.raises(ProvisionUnsound):
        replace(one, elements=(Element(id="X-e1"), Element(id="X-e1")))
    with pytest.raises(ProvisionUnsound):
        Law(provisions=(one, one), territory=LAW.territory, multiplier=LAW.multiplier)
    with pytest.raises(ProvisionUnsound):
        Law(provisions=(one,), territory=LAW.territory, multiplier=LAW.multiplier)
    assert stale([one], date(2026, 7, 1), oldest_days=180) == [one]
    assert stale([one], date(2026, 6, 1), oldest_days=180) == []


def test_versions_of_one_provision_leave_no_day_out_and_share_none() -> None:
    from safehold.catalog.provisions import load_provisions

    for newer in filter(lambda each: each.version_of, load_provisions().provisions):
        before, after = LAW.by_code[newer.version_of], LAW.by_code[newer.code]
        assert before.applies_to is not None
        assert after.applies_from is not None
        assert (after.applies_from - before.applies_to).days == 1


def test_every_element_of_the_catalogue_can_decide() -> None:
    """An element that no answer turns on would be asked for nothing."""
    for each in LAW.provisions:
        assert each.unused == (), each.code
    assert not [pair for pair in combinations(CODES, 2) if pair[0] == pair[1]]
