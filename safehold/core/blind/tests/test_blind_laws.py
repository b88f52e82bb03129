# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Laws that hold for every text, in any script."""

from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safehold.core import blind
from safehold.core.blind import Kind, find_words, fold, read_query, read_words
from safehold.core.envelopes import padme

KEY = bytes(range(32))
LATIN = "She was harassed in front of the École de Zürich; don't call +1 416 555-0199"
CHINESE = "他们在多伦多跟踪她，还威胁要伤害她的家人"
TRADITIONAL = "他們在多倫多跟蹤她，還威脅要傷害她的家人"
TIBETAN = "བོད་ལྗོངས་ནས་ཡོང་བའི་མི་ཞིག་ལ་འཇིགས་སྐུལ་བྱས། ཚེ་རིང་གི་ཨ་མ།"
UYGHUR = "ئۇلار ئاپامنى تۇتۇپ كېتىمىز دەپ قورقۇتتى"
SIX = [LATIN, "On l'a menacée à l'école, près de l'œuvre.", CHINESE, TRADITIONAL, TIBETAN, UYGHUR]

scripts = st.characters(
    codec="utf-8",
    include_characters=[*"".join(SIX), *"\u0640\u064e\u0f0c\u200d\u00ad\u0301\uff21\ufdfa½ßİ"],
    exclude_categories=["Cs"],
)
of_six = st.lists(st.one_of(st.sampled_from(SIX), st.text(scripts, max_size=20)), max_size=4).map(" ".join)
any_text = st.one_of(st.text(max_size=60), of_six)


def test_public_surface_is_pinned() -> None:
    assert sorted(blind.__all__) == [
        "Folded",
        "Found",
        "Kind",
        "TOKEN_BYTES",
        "Word",
        "derive_key",
        "fill_up",
        "find_words",
        "fold",
        "read_query",
        "read_words",
        "token_of",
        "tokens_of",
    ]


@given(any_text)
@example("\u0f71\u0f72\u0f73")
@example("İstanbul ŉ ǰ ﷺ")
@example("ئ\u0654ى\u0654")
def test_folding_what_was_folded_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(any_text)
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.starts[-1] == len(text)


@given(any_text, st.data())
def test_a_query_for_a_word_in_the_text_always_finds_it(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    words = list(read_words(folded.text))
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    query = read_query(folded.text[word.start : word.end])
    tokens = blind.tokens_of(KEY, [text])
    assert len(query) == 1
    assert {blind.token_of(KEY, term) for term in query[0].asked()} <= tokens
    assert find_words(query, text).words == {0}


@given(any_text, any_text)
def test_words_are_found_whatever_stands_around_them(text: str, around: str) -> None:
    query = read_query(text)
    assert find_words(query, f"{around}\n{text}\n{around}").words == set(range(len(query)))


@given(st.sampled_from([CHINESE, TRADITIONAL, TIBETAN]), st.data())
def test_a_part_of_a_run_finds_it(text: str, data: st.DataObject) -> None:
    runs = [word for word in read_words(text) if word.kind is not Kind.LETTERS]
    parts = data.draw(st.sampled_from(runs)).parts
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first, len(parts) - 1))
    between = "་" if "་" in text else ""
    query = read_query(between.join(parts[first : last + 1]))
    assert query[0].asked() <= {term for word in read_words(text) for term in word.terms()}
    assert find_words(query, text).words == {0}


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("ECOLE", LATIN, "École"),
        ("ZU\u0308RICH", LATIN, "Zürich"),
        ("dont", LATIN, None),
        ("0199", LATIN, "0199"),
        ("harass", LATIN, None),
        ("跟踪她", CHINESE, "跟踪她"),
        ("她", CHINESE, "她"),
        ("她踪", CHINESE, None),
        ("ཡོང་བའི", TIBETAN, "ཡོང་བའི"),
        ("བའི་ཡོང", TIBETAN, None),
        ("ཚེ་རིང་།", TIBETAN, "ཚེ་རིང"),
        ("ئاپامنـــى", UYGHUR, "ئاپامنى"),
        ("دهپ", UYGHUR, "دەپ"),
    ],
)
def test_what_is_typed_finds_what_was_written(typed: str, text: str, found: str | None) -> None:
    places = find_words(read_query(typed), text).places
    assert [text[start:end] for start, end in places][:1] == ([found] if found else [])


def test_characters_of_both_chinese_scripts_count_as_one_where_the_table_says_so() -> None:
    alike = {ord(each): other for each, other in zip(TRADITIONAL, CHINESE, strict=True)}
    assert fold(TRADITIONAL, alike).text == fold(CHINESE).text
    assert find_words(read_query("跟蹤", alike), CHINESE, alike).places == [(6, 8)]


def test_a_place_is_that_of_the_original_text() -> None:
    text = "e\u0301 Straße\u200b ﬁn"
    places = find_words(read_query("strasse e fin"), text).places
    assert [text[start:end] for start, end in places] == ["e\u0301", "Straße\u200b", "ﬁn"]


def test_a_query_is_cut_to_twelve_words_and_each_counts_once() -> None:
    assert len(read_query(" ".join(f"word{n}" for n in range(30)))) == 12
    assert len(read_query("Two two TWO")) == 1
    assert read_query(" … ") == []


def test_another_class_or_key_has_other_tokens() -> None:
    keys = [blind.derive_key(bytes([n] * 32), name) for n in (1, 2) for name in ("words", "identity")]
    assert len({blind.token_of(key, "harassed") for key in keys}) == 4
    with pytest.raises(ValueError, match="32 bytes"):
        blind.derive_key(b"short", "words")


numbers = st.sets(st.integers(-(2**31), 2**31 - 1), max_size=60)


@given(st.uuids(), numbers)
def test_filling_up_keeps_every_token_and_says_little_of_their_number(
    source_id: UUID, tokens: set[int]
) -> None:
    full = blind.fill_up(KEY, source_id, tokens)
    assert full >= tokens
    assert len(full) == max(8, padme(len(tokens)))
    assert blind.fill_up(KEY, source_id, tokens) == full


def test_every_token_fits_the_databases_numbers() -> None:
    tokens = blind.tokens_of(KEY, [LATIN, CHINESE, TIBETAN, UYGHUR])
    assert all(-(2**31) <= token < 2**31 for token in tokens)
    assert any(token < 0 for token in tokens)


def test_nothing_is_found_in_nothing() -> None:
    assert find_words(read_query("word"), "").words == frozenset()
    assert blind.tokens_of(KEY, ["", " … "]) == set()
