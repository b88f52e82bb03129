# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tactics, and the plain words that stand for them."""

import pytest

from safehold.catalog import plain_tactics, tactics
from safehold.catalog.errors import ChoiceUnknown, TacticUnknown
from safehold.catalog.labels import LANGUAGES
from safehold.catalog.plain_tactics import PlainTactic, load_plain_tactics
from safehold.catalog.tactics import Tactic, is_urgent, load_tactics

ALL = [tactic for family in load_tactics().families for tactic in family.tactics]
CHOICES = load_plain_tactics().choices
any_tactic = pytest.mark.parametrize("tactic", ALL, ids=lambda tactic: tactic.code)
any_choice = pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.id)


def test_public_surface_is_pinned() -> None:
    assert tactics.__all__ == ["Family", "Source", "Tactic", "Tactics", "Triage", "is_urgent", "load_tactics"]
    assert plain_tactics.__all__ == ["PlainTactic", "PlainTactics", "load_plain_tactics"]


def test_files_are_read_once() -> None:
    assert load_tactics() is load_tactics()
    assert load_plain_tactics() is load_plain_tactics()


def test_codes_are_unique_and_begin_with_their_family() -> None:
    codes = load_tactics().codes
    assert len(codes) == len(set(codes)) == len(ALL)
    for family in load_tactics().families:
        assert all(tactic.code.startswith(f"{family.code}-") for tactic in family.tactics)


@any_tactic
def test_tactic_has_labels_definition_source_and_confidence(tactic: Tactic) -> None:
    assert tactic.label_en
    assert tactic.label_fr
    assert tactic.definition
    assert tactic.confidence in {"confirmed", "to_confirm"}
    assert set(tactic.source) <= set(load_tactics().sources)
    assert tactic.source or tactic.code.startswith("OTH-")


def test_every_source_is_dated() -> None:
    assert all(source.title and source.date for source in load_tactics().sources.values())


def test_labels_fall_back_to_english() -> None:
    scheme = load_tactics()
    assert scheme.label("MOB-RTRN", "fr") == "Pressions pour un retour"
    assert {scheme.label("MOB-RTRN", language) for language in ("en", "bo", "zz")} == {"Pressure to return"}


def test_unknown_code_is_named_so() -> None:
    with pytest.raises(TacticUnknown):
        load_tactics().tactic("INT-NONE")


@pytest.mark.parametrize(
    ("codes", "level"),
    [
        ([], "routine"),
        (["DIG-HRAS"], "routine"),
        (["DIG-HRAS", "INT-STLK"], "elevated"),
        (["DIG-HRAS", "PHY-ASLT", "INT-STLK"], "urgent"),
        (["no such code"], "routine"),
        (["no such code", "PHY-KILL"], "urgent"),
    ],
)
def test_triage_is_the_highest_level(codes: list[str], level: str) -> None:
    assert load_tactics().triage(codes) == level
    assert is_urgent(codes) == (level == "urgent")


def test_attribution_levels_and_actor_types_are_labelled() -> None:
    assert [level.code for level in load_tactics().attribution_level] == ["A0", "A1", "A2", "A3", "A4"]
    assert all(kind.label_en and kind.label_fr for kind in load_tactics().actor_type)


@any_choice
def test_choice_stands_for_known_tactics_of_one_urgency(choice: PlainTactic) -> None:
    assert choice.codes
    assert set(choice.codes) <= set(load_tactics().codes)
    assert len({is_urgent([code]) for code in choice.codes}) == 1


@any_choice
def test_choice_is_worded_in_every_language(choice: PlainTactic) -> None:
    assert tuple(choice.labels) == LANGUAGES
    assert len({choice.label(language) for language in LANGUAGES}) == len(LANGUAGES)
    assert choice.label("zz") == choice.labels["en"]
    assert len(choice.labels["en"]) <= 110


def test_every_tactic_can_be_chosen_once() -> None:
    codes = [code for choice in CHOICES for code in choice.codes]
    assert sorted(codes) == sorted(load_tactics().codes)


def test_choices_are_few_and_ids_unique() -> None:
    assert 14 <= len(CHOICES) <= 18
    assert len({choice.id for choice in CHOICES}) == len(CHOICES)


def test_codes_for_choices_come_once_in_order() -> None:
    plain = load_plain_tactics()
    assert plain.codes_for(["phone-threats", "face-to-face", "phone-threats"]) == (
        "DIG-THRT",
        "INT-THRT",
        "INT-VISIT",
    )
    with pytest.raises(ChoiceUnknown):
        plain.codes_for(["no such choice"])


@pytest.mark.parametrize(("language", "draft"), [("en", False), ("fr", False), ("bo", True), ("zz", False)])
def test_unreviewed_translation_says_so(language: str, draft: bool) -> None:
    assert load_plain_tactics().is_draft(language) is draft


def test_all_four_translations_are_declared() -> None:
    assert list(load_plain_tactics().translations) == ["zh-hans", "zh-hant", "bo", "ug"]
