# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tokens: what is replaced, what goes, and whose words a role can ask for."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.members.rules import FieldClass
from safehold.desk.search import actions, rules
from safehold.desk.search.models import IndexedCase, SourceTokens
from safehold.desk.search.tests.looking import look
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.tests.vault_cast import make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def noor() -> Unlocked:
    return make_cast().noor.unlocked


def sources(case_id: UUID) -> set[UUID]:
    rows = SourceTokens.objects.filter(indexed_case__case_id=case_id)
    return set(rows.values_list("source_id", flat=True))


def postings() -> int:
    """How many tokens SQLite holds beside the rows; on PostgreSQL the rows are indexed themselves."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            return sum(len(row.tokens) for row in SourceTokens.objects.all())
        cursor.execute("SELECT count(*) FROM search_posting")
        return int(cursor.fetchone()[0])


def test_what_is_indexed_again_replaces_what_was_there_in_every_class(noor: Unlocked) -> None:
    case_id, note, name = uuid4(), uuid4(), uuid4()
    actions.index(noor, case_id, note, {FieldClass.WORDS: ["blue"], FieldClass.SAFETY: ["kashgar"]})
    actions.index(noor, case_id, name, {FieldClass.IDENTITY: ["Gulnara", "+1 416"]})
    actions.index(noor, case_id, note, {FieldClass.WORDS: ["green"]})
    assert look(noor, "green gulnara 416") == {case_id}
    assert look(noor, "blue") == look(noor, "kashgar") == set()
    assert sources(case_id) == {note, name}
    assert postings() == 16


def test_what_has_no_word_leaves_no_row(noor: Unlocked) -> None:
    case_id, source_id = uuid4(), uuid4()
    actions.index(noor, case_id, source_id, {FieldClass.WORDS: ["blue"]})
    actions.index(noor, case_id, source_id, {FieldClass.WORDS: ["", " … "]})
    assert not SourceTokens.objects.exists()
    assert not IndexedCase.objects.exists()
    assert postings() == 0


def test_one_text_or_a_whole_case_is_forgotten_without_a_key(noor: Unlocked) -> None:
    case_id, other, one, two = (uuid4() for _ in range(4))
    for case, source, word in ((case_id, one, "blue"), (case_id, two, "green"), (other, one, "blue")):
        actions.index(noor, case, source, {FieldClass.WORDS: [word]})
    actions.forget_source(case_id, one)
    assert look(noor, "blue") == {other}
    assert sources(case_id) == {two}
    actions.forget_case(case_id)
    assert look(noor, "green") == set()
    assert SourceTokens.objects.get().indexed_case.case_id == other
    assert postings() == 8


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("lead", {"blue", "gulnara", "kashgar"}),
        ("caseworker", {"blue", "gulnara", "kashgar"}),
        ("researcher", {"blue"}),
        ("auditor", set()),
        ("nobody", set()),
    ],
)
def test_a_role_asks_only_for_classes_it_may_see(noor: Unlocked, role: str, found: set[str]) -> None:
    fields = {
        FieldClass.WORDS: ["blue"],
        FieldClass.IDENTITY: ["gulnara"],
        FieldClass.SAFETY: ["kashgar"],
    }
    actions.index(noor, uuid4(), uuid4(), fields)
    assert {word for word in ("blue", "gulnara", "kashgar") if look(noor, word, role)} == found


def test_words_of_two_classes_are_found_together_only_by_who_sees_both(noor: Unlocked) -> None:
    case_id = uuid4()
    actions.index(noor, case_id, uuid4(), {FieldClass.WORDS: ["blue"], FieldClass.IDENTITY: ["gulnara"]})
    assert look(noor, "blue gulnara") == {case_id}
    assert look(noor, "blue gulnara", "researcher") == set()


def test_a_word_that_stands_in_two_texts_is_found_until_both_are_gone(noor: Unlocked) -> None:
    case_id, one, two = (uuid4() for _ in range(3))
    for source in (one, two):
        actions.index(noor, case_id, source, {FieldClass.WORDS: ["blue"]})
    actions.forget_source(case_id, one)
    assert look(noor, "blue") == {case_id}
    actions.forget_source(case_id, two)
    assert look(noor, "blue") == set()
    assert postings() == 0


def test_short_texts_look_alike(noor: Unlocked) -> None:
    for words in (["blue"], ["Gulnara", "+1 416 555"], ["她"]):
        actions.index(noor, uuid4(), uuid4(), {FieldClass.IDENTITY: words})
    assert {len(row.tokens) for row in SourceTokens.objects.all()} == {8}


def test_many_words_are_looked_for_at_once(noor: Unlocked) -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    case_id = uuid4()
    actions.index(noor, case_id, uuid4(), {FieldClass.WORDS: [text]})
    actions.index(noor, uuid4(), uuid4(), {FieldClass.WORDS: [text.rpartition(" ")[0]]})
    assert look(noor, text) == {case_id}
    assert look(noor, "") == set()


@given(st.text(max_size=200), st.integers(0, 100), st.integers(1, 20))
def test_a_snippet_is_short_one_line_and_has_what_was_found(text: str, start: int, length: int) -> None:
    padded = text.ljust(start + length, "x")
    snippet = rules.cut_snippet("Note", padded, start, start + length)
    whole = snippet.before + snippet.found + snippet.after
    assert "\n" not in whole
    assert len(snippet.before) <= rules.AROUND + 2
    assert len(snippet.after) <= rules.AROUND + 2
    assert snippet.found.split() == padded[start : start + length].split()


def test_traditional_and_simplified_count_as_one(noor: Unlocked) -> None:
    case_id = uuid4()
    actions.index(noor, case_id, uuid4(), {FieldClass.WORDS: ["他們在多倫多跟蹤我"]})
    assert look(noor, "他们 跟踪") == look(noor, "跟蹤") == {case_id}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's table has no list beside it")
def test_no_list_of_new_entries_is_read_by_each_search() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'search_postings'")
        assert cursor.fetchone() == (["fastupdate=off"],)
