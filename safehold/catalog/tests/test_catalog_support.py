# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is read aloud, and the digital-safety checklist."""

import pytest

from safehold.catalog import consent_texts, digital_safety, dignity_script
from safehold.catalog.consent_texts import load_consent_texts
from safehold.catalog.digital_safety import load_digital_safety
from safehold.catalog.dignity_script import load_dignity_script
from safehold.catalog.errors import ChoiceUnknown
from safehold.catalog.labels import LANGUAGES

TEXTS = load_consent_texts()
GROUPS = load_digital_safety().groups
any_text = pytest.mark.parametrize("text", TEXTS.purposes, ids=lambda text: text.purpose)
any_language = pytest.mark.parametrize("language", LANGUAGES)


def test_public_surface_is_pinned() -> None:
    assert consent_texts.__all__ == ["ConsentText", "ConsentTexts", "load_consent_texts"]
    assert dignity_script.__all__ == ["DignityScript", "Step", "load_dignity_script"]
    assert digital_safety.__all__ == ["DigitalSafety", "Group", "Question", "load_digital_safety"]


def test_files_are_read_once() -> None:
    for load in (load_consent_texts, load_dignity_script, load_digital_safety):
        assert load() is load()


@any_text
def test_every_question_is_there_in_six_languages(text: consent_texts.ConsentText) -> None:
    assert set(text.words) == set(TEXTS.always) == set(LANGUAGES)
    assert {"{recipient}" in words for words in text.words.values()} == {bool(text.anybody)}
    assert set(text.anybody) in (set(), set(LANGUAGES))


@any_text
@any_language
def test_what_is_read_aloud_names_the_recipient(text: consent_texts.ConsentText, language: str) -> None:
    question, always = TEXTS.to_read_aloud(text.purpose, language, "Maple Legal Clinic")
    assert ("Maple Legal Clinic" in question) is bool(text.anybody)
    assert always == TEXTS.always[language]
    assert "{" not in " ".join(TEXTS.to_read_aloud(text.purpose, language))


def test_drafts_say_that_they_are_drafts_and_others_are_read_in_english() -> None:
    assert [language for language in LANGUAGES if TEXTS.is_draft(language)] == [
        "zh-hans",
        "zh-hant",
        "bo",
        "ug",
    ]
    assert TEXTS.language_of("publish", "fa") == "en"
    assert TEXTS.to_read_aloud("publish", "fa") == TEXTS.to_read_aloud("publish", "en")
    with pytest.raises(ChoiceUnknown):
        TEXTS.text("marketing")


def test_the_script_is_whole_in_both_languages() -> None:
    for step in load_dignity_script().steps:
        assert step.label_en and step.label_fr and step.do_en and step.do_fr and step.say
        assert all(set(sentence) == {"en", "fr"} for sentence in step.say)
        assert step.to_say("fr") != step.to_say("en")


def test_the_checklist_covers_accounts_devices_and_signs_and_says_how_sure_it_is() -> None:
    assert [group.code for group in GROUPS] == ["accounts", "devices", "signs"]
    codes = load_digital_safety().codes
    assert len(codes) == len(set(codes))
    for question in (q for group in GROUPS for q in group.questions):
        assert question.label("fr") != question.label("en") and question.advice("fr") != question.advice("en")
    assert load_digital_safety().confidence == "to_confirm"
    assert load_digital_safety().analyst.confidence == "to_confirm"


@pytest.mark.parametrize(("group", "calling"), [("accounts", {"no", "unsure"}), ("signs", {"yes", "unsure"})])
def test_which_answer_calls_for_advice(group: str, calling: set[str]) -> None:
    found = next(each for each in GROUPS if each.code == group)
    assert {answer for answer in ("yes", "no", "unsure", "") if found.calls_for_advice(answer)} == calling
