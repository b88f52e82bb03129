# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for all names: order does not matter, no text breaks it, common names need a second fact."""

import inspect

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from safehold.core.names import (
    LIKELY,
    Caveat,
    Reason,
    compare,
    compare_prepared,
    fold_confusables,
    frequency,
    prepare,
    retrieval_keys,
    score_prepared,
    script_pair,
)
from safehold.core.names.sentences import read_sentences
from safehold.core.names.tests import samples

WRITTEN = [name for pair in samples.held_out() for name in (pair.left, pair.right)]
LETTERS = "李強陳王伟丹增热·аеоЁжІґمحمدبالئەتཀརྨབསྟནabcxyzéüç' -,.김정カΑβ1"
names = st.one_of(st.sampled_from(WRITTEN), st.text(LETTERS, max_size=25), st.text(max_size=25))


@given(names, names)
@settings(max_examples=400, deadline=None)
def test_order_does_not_matter_and_the_score_is_between_nought_and_one(left: str, right: str) -> None:
    there, back = compare(left, right), compare(right, left)
    assert there.score == back.score
    assert 0.0 <= there.score <= there.name_score <= 1.0
    for found in (*there.reasons, *there.caveats):
        assert found.sentence("en")
        assert found.sentence("fr")
        assert found.sentence("bo") == found.sentence("en")


@given(names)
@settings(max_examples=300, deadline=None)
def test_a_name_is_itself(name: str) -> None:
    comparison = compare(name, name)
    if not prepare(name).strands:
        assert comparison.score == 0.0
    elif prepare(name).is_common:
        assert comparison.score < LIKELY
    else:
        assert comparison.score == 1.0
    assert retrieval_keys(name)


@example("1a\u0399")
@given(names)
@settings(max_examples=300, deadline=None)
def test_folding_twice_is_folding_once(name: str) -> None:
    folded, strange = fold_confusables(name)
    assert fold_confusables(folded) == (folded, ())
    assert len(folded) == len(name)
    assert len(strange) <= len(name)


def test_the_ways_to_compare_agree() -> None:
    for pair in samples.held_out():
        a, b = prepare(pair.left), prepare(pair.right)
        assert compare(pair.left, pair.right).score == compare_prepared(a, b).score == score_prepared(a, b)


def test_the_score_hangs_on_nothing_but_the_two_names() -> None:
    assert list(inspect.signature(compare).parameters) == ["left", "right", "kind"]
    assert list(inspect.signature(prepare.__wrapped__).parameters) == ["name", "kind"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Wang Wei", "Wang Wei"),
        ("王伟", "王偉"),
        ("王伟", "Wong Wai"),
        ("Zhang Wei", "张伟"),
        ("Mohammed", "Muhammad"),
        ("محمد", "Mohamed"),
        ("Mohammed Ali", "محمد علی"),
        ("Ali Hassan", "Hasan Ali"),
        ("Ivan Ivanov", "Ivan Ivanov"),
        ("Tashi Tsering", "Tashi Tsering"),
    ],
)
def test_a_very_common_name_alone_is_never_likely(left: str, right: str) -> None:
    comparison = compare(left, right)
    assert comparison.name_score >= LIKELY > comparison.score
    assert "common-name" in [caveat.code for caveat in comparison.caveats]
    assert frequency(left) is not None


def test_one_word_of_several_is_weak() -> None:
    comparison = compare("Tohti", "Ilham Tohti")
    assert comparison.score < LIKELY
    assert [caveat.code for caveat in comparison.caveats] == ["one-word"]


def test_a_father_and_his_son_are_two() -> None:
    assert compare("Salman bin Rashid al-Fulani", "Rashid bin Salman al-Fulani").score < LIKELY
    assert compare("Salman bin Rashid", "Salman ibn Rashed").score >= LIKELY
    assert compare("Igor Ivanovich Petrenko", "Ivan Igorevich Petrenko").score < LIKELY


def test_letters_that_pass_for_others_are_read_and_told() -> None:
    comparison = compare("Igor Sесhin", "Igor Sechin")
    assert comparison.score == 1.0
    assert "look-alikes" in [caveat.code for caveat in comparison.caveats]


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("黎智英", "Lai Chee-ying", "read-cantonese"),
        ("黎智英", "Li Zhiying", "read-mandarin"),
        ("Li Zhiying", "Lai Chee-ying", "shared-characters"),
        ("習仲勳", "习仲勋", "same-characters"),
        ("Teng Hsiao-p'ing", "Deng Xiaoping", "spelling-mandarin"),
    ],
)
def test_the_reason_says_how_the_names_are_one(left: str, right: str, code: str) -> None:
    comparison = compare(left, right)
    assert comparison.is_likely
    assert comparison.reasons[0].code == code


@pytest.mark.parametrize(
    ("left", "right", "scripts"),
    [
        ("习近平", "Xi", "han-latn"),
        ("Ёлкин", "علي", "arab-cyr"),
        ("བོད", "x", "latn-tibt"),
        ("김", "", "other-other"),
    ],
)
def test_scripts_are_named_as_in_the_samples(left: str, right: str, scripts: str) -> None:
    assert script_pair(left, right) == scripts


def test_every_sentence_stands_in_both_languages() -> None:
    for code, texts in read_sentences().items():
        assert set(texts) == {"en", "fr"}, code
    assert Reason("same-name").sentence() != Caveat("one-word").sentence()


def test_accounts_are_one_or_not_and_organisations_have_legal_forms() -> None:
    assert compare("@Some_Body", "some_body", kind="account").score == 1.0
    assert compare("some_body1", "some_body2", kind="account").score < LIKELY
    assert compare("Kalashnikov Concern JSC", "OAO Kalashnikov Concern", kind="organisation").is_likely
