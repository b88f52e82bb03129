# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Laws of the sheets: any two give the secret, a wrong word is found, and nothing typed is repeated."""

import itertools
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST

from safehold.core import sheets
from safehold.core.sheets import SheetsWrong

SECRET = bytes(range(32))
SHEETS = sheets.split(SECRET)


def refused(*typed: str) -> tuple[str, int]:
    with pytest.raises(SheetsWrong) as wrong:
        sheets.join(typed)
    return wrong.value.kind, wrong.value.number


def with_word(sheet: str, place: int, word: str) -> str:
    words = sheet.split()
    words[place - 1] = word
    return " ".join(words)


@given(st.binary(min_size=32, max_size=32))
@settings(max_examples=10, deadline=None)
def test_any_two_sheets_give_the_secret_back(secret: bytes) -> None:
    made = sheets.split(secret)
    assert [len(sheet.split()) for sheet in made] == [33, 33, 33]
    for pair in itertools.permutations(made, 2):
        assert sheets.join(pair) == secret


def test_typing_is_forgiven_numbers_capitals_and_the_ends_of_words() -> None:
    numbered = "\n".join(f"{n}. {word.upper()}" for n, word in enumerate(SHEETS[0].split(), 1))
    short = ", ".join(word[:4] for word in SHEETS[1].split())
    assert sheets.join([numbered, short]) == SECRET


@given(st.integers(1, 33), st.sampled_from(WORDLIST))
@settings(max_examples=60, deadline=None)
def test_a_wrong_word_is_found_at_its_place(place: int, word: str) -> None:
    if SHEETS[0].split()[place - 1] != word:
        assert refused(with_word(SHEETS[0], place, word), SHEETS[1]) == ("place", place)


def test_each_mistake_has_its_own_answer() -> None:
    first, second, _ = SHEETS
    other = sheets.split(secrets.token_bytes(32))
    words = second.split()
    swapped = " ".join([*words[:10], words[11], words[10], *words[12:]])
    assert refused(first, with_word(second, 7, "zebra")) == ("unknown", 7)
    assert refused(first, " ".join(words[:-1])) == ("count", 32)
    assert refused(first, swapped) == ("checksum", 0)
    assert refused(first, first) == ("same", 0)
    assert refused(first, other[1]) == ("mixed", 0)
    assert refused("", second)[0] == "count"
    for kind in sheets.WORDS:
        assert "%" not in str(SheetsWrong(kind, 5))


def test_sheets_of_another_scheme_are_not_taken() -> None:
    from shamir_mnemonic import generate_mnemonics

    for groups in ([(3, 5)], [(1, 1)]):
        foreign = generate_mnemonics(1, groups, SECRET)[0]
        assert refused(foreign[0], foreign[-1])[0] == "foreign"


def test_no_error_repeats_a_word_of_a_sheet() -> None:
    for typed in (with_word(SHEETS[0], 3, "zebra"), SHEETS[0].rpartition(" ")[0], SHEETS[0] + " zebra"):
        with pytest.raises(SheetsWrong) as wrong:
            sheets.join([typed, SHEETS[1]])
        said = f"{wrong.value!r} {wrong.value.__cause__!r} {wrong.value}"
        assert not set(typed.split()) & set(said.replace("'", " ").split())
