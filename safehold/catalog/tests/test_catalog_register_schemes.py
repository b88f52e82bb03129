# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Four schemes in one shape: what is asked cites what was read, and the rules of core/influence run each of them."""

import re
from datetime import date
from pathlib import Path

import pytest

from safehold.catalog.errors import SchemeUnknown, ValuesWrong
from safehold.catalog.labels import LANGUAGES
from safehold.catalog.register_forms import load_register_forms
from safehold.catalog.register_rules import load_register_rules
from safehold.catalog.register_schemes import (
    AskedScheme,
    load_confirmed,
    load_register_schemes,
    load_scheme,
)
from safehold.catalog.register_values import NONE_CONFIRMED, read_register_values
from safehold.core.influence import Answer, Days, Facts, Outcome, Role, Scheme, assess, update_due

SCHEMES = load_register_schemes().schemes
TODAY = date(2026, 11, 23)
EXAMPLE = Path("docs/how-to/confirm-a-rule.md")
any_scheme = pytest.mark.parametrize("asked", SCHEMES, ids=lambda asked: asked.code)


def everything_yes(scheme: Scheme, **changed: Answer) -> Facts:
    """What makes a duty; nothing that only a person can judge, and no exemption."""
    doubtful = {
        option.code for each in scheme.questions for option in each.options if option.counts is not Answer.YES
    }
    answers = {
        code: Answer.NO if question.role is Role.EXEMPTION or code in doubtful else Answer.YES
        for question in scheme.questions
        for code in question.codes
    }
    days = Days(entered_on=date(2026, 11, 10), is_in_force=Answer.YES)
    return Facts(answers=answers | changed, days=days)


def confirmed(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "register-values.yaml"
    path.write_text(text)
    return path


def example() -> str:
    found = re.search(r"```yaml\n(.*?)```", EXAMPLE.read_text(), re.DOTALL)
    assert found
    return found.group(1)


def test_there_are_four_and_canadas_comes_first() -> None:
    assert [each.code for each in SCHEMES] == ["ca-fitaa", "us-fara", "au-fits", "uk-firs"]
    with pytest.raises(SchemeUnknown):
        load_scheme("nowhere")


@any_scheme
def test_the_engine_runs_it(asked: AskedScheme) -> None:
    scheme = load_scheme(asked.code)
    assert assess(scheme, Facts(answers={}), TODAY).outcome is Outcome.NEEDS_REVIEW
    found = assess(scheme, everything_yes(scheme), TODAY)
    assert found.outcome is (Outcome.REGISTER if asked.code == "uk-firs" else Outcome.NEEDS_REVIEW)


@any_scheme
def test_every_part_cites_an_entry_and_is_no_surer_than_it_without_its_own_words(asked: AskedScheme) -> None:
    rules = load_register_rules()
    parts = [
        *asked.questions,
        *(option for each in asked.questions for option in each.options),
        *asked.levels,
    ]
    parts += [clock for each in asked.levels for clock in (each.new, each.existing)]
    parts += [period for each in asked.levels for period in each.in_force]
    for part in parts:
        entry = rules.entry(part.rule)
        if part.confidence is not None:
            assert part.because and part.because in entry.note
    for entry_id in (*asked.to_file, *asked.good_to_know):
        assert rules.entry(entry_id)


@any_scheme
def test_every_text_is_there_in_english_and_french(asked: AskedScheme) -> None:
    texts = [asked.names]
    for question in asked.questions:
        texts += [question.ask, question.short, question.hint]
        texts += [labels for option in question.options for labels in (option.labels, option.hints)]
    for labels in filter(None, texts):
        assert {"en", "fr"} <= set(labels) <= set(LANGUAGES)
        if asked.code == "ca-fitaa":
            assert set(labels) == set(LANGUAGES)


def test_canadas_codes_are_those_of_the_form() -> None:
    scheme, lists = load_scheme(), load_register_forms().code_lists
    codes = {question.id: set(question.codes) for question in scheme.questions}
    for question, name in (
        ("q2", "principal_kinds"),
        ("q3", "activities"),
        ("q4", "processes"),
        ("q5", "levels"),
    ):
        assert codes[question] == {each.code for each in lists[name].codes}


def test_canadas_numbers_are_those_of_the_act() -> None:
    scheme = load_scheme()
    assert [level.new.days for level in scheme.levels] == [14, 14, 14]
    assert [level.existing.days for level in scheme.levels] == [60, 60, 60]
    assert [level.existing.citation.clause for level in scheme.levels] == ["s. 33", "s. 34", "s. 35"]
    assert scheme.reply and scheme.reply.days == 30
    assert scheme.update.days is None
    assert [level.not_before for level in scheme.levels] == ["", "federal", "federal"]
    assert not any(period.citation.is_confirmed for level in scheme.levels for period in level.in_force)


@pytest.mark.parametrize("level", ["federal", "provincial", "indigenous"])
def test_a_level_that_nobody_confirmed_needs_a_review(level: str) -> None:
    scheme = load_scheme()
    only = {each.code: Answer.YES if each.code == level else Answer.NO for each in scheme.levels}
    for entered in (date(2020, 1, 1), date(2026, 8, 4), date(2026, 11, 10)):
        facts = everything_yes(scheme, **only)
        facts = Facts(answers=facts.answers, days=Days(entered_on=entered, is_in_force=Answer.YES))
        assert assess(scheme, facts, TODAY).outcome is Outcome.NEEDS_REVIEW


def test_the_examples_of_the_comparators() -> None:
    """28 and 10 days; older arrangements by 2025-10-01; changes within 14 days."""
    scheme = load_scheme("uk-firs")
    found = assess(scheme, everything_yes(scheme), TODAY)
    assert [each.due_on for each in found.deadlines] == [date(2026, 12, 8), date(2026, 11, 20)]
    older = Facts(
        answers=everything_yes(scheme).answers, days=Days(entered_on=date(2025, 1, 1), is_in_force=Answer.YES)
    )
    assert {each.due_on for each in assess(scheme, older, TODAY).deadlines} == {date(2025, 10, 1)}
    assert update_due(scheme, TODAY).due_on == date(2026, 12, 7)
    assert [level.new.days for level in load_scheme("us-fara").levels] == [10]


def test_what_the_office_confirms_switches_a_level_on(tmp_path: Path) -> None:
    values = load_confirmed(confirmed(tmp_path, example()))
    scheme = load_scheme("ca-fitaa", values)
    found = assess(scheme, everything_yes(scheme), TODAY)
    assert found.outcome is Outcome.REGISTER
    assert [each.due_on for each in found.deadlines if each.level == "federal"] == [date(2026, 11, 24)]
    exempt = everything_yes(scheme, **{"a-class": Answer.YES})
    assert assess(scheme, exempt, TODAY).outcome is Outcome.EXEMPT
    assert update_due(scheme, TODAY).due_on == date(2026, 12, 7)
    assert update_due(load_scheme(), TODAY).due_on is None


def test_without_a_file_nothing_is_confirmed(tmp_path: Path) -> None:
    assert read_register_values(tmp_path / "nothing.yaml") is NONE_CONFIRMED


@pytest.mark.parametrize(
    "text",
    [
        "in_force: 3",
        "format: another/1",
        "more: []",
        "\x00",
        "in_force:\n- {scheme: ca-fitaa, level: federal, applies_from: 2026-08-04, read_on: 2026-08-05}",
        "in_force:\n- {scheme: ca-fitaa, level: federal, applies_from: 2026-08-04, source: ' ', read_on: 2026-08-05}",
        "in_force:\n- {scheme: ca-fitaa, level: fedral, applies_from: 2026-08-04, source: x, read_on: 2026-08-05}",
        "in_force:\n- {scheme: nowhere, level: federal, applies_from: 2026-08-04, source: x, read_on: 2026-08-05}",
        "in_force:\n- {scheme: ca-fitaa, level: provincial, applies_from: 2026-08-04, source: x, read_on: 2026-08-05}",
        "update_days:\n- {scheme: ca-fitaa, days: -1, applies_from: 2026-08-04, source: x, read_on: 2026-08-05}",
        "update_days:\n- {scheme: ca-fitaa, days: 9, applies_from: 2026-08-04, applies_to: 2026-08-03, source: x,"
        " read_on: 2026-08-05}",
        "penalties:\n- {scheme: ca-fitaa, least_dollars: 9, most_dollars: 8, applies_from: 2026-08-04, source: x,"
        " read_on: 2026-08-05}",
        "exempt_classes:\n- {scheme: ca-fitaa, code: ex-dipl, label_en: x, label_fr: x, applies_from: 2026-08-04,"
        " source: x, read_on: 2026-08-05}",
        "exempt_classes:\n- {scheme: ca-fitaa, code: 'A b', label_en: x, label_fr: x, applies_from: 2026-08-04,"
        " source: x, read_on: 2026-08-05}",
    ],
)
def test_a_file_that_is_not_as_its_page_says_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValuesWrong):
        load_confirmed(confirmed(tmp_path, text))


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValuesWrong):
        read_register_values(tmp_path)
