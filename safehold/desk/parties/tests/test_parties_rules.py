# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names and their scripts; what two rows say together; which two may be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.parties import rules
from safehold.desk.parties.errors import MergedAlready, OtherKind, SameParty


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("Dolma Tsering", "", "Latn"),
        ("སྒྲོལ་མ་", "", "Tibt"),
        ("王小明", "", "Hani"),
        ("王小明", "zh-hans", "Hans"),
        ("王小明", "zh-hant", "Hant"),
        ("ئايگۈل", "ug", "Arab"),
        ("Айгүл", "", "Cyrl"),
        ("さくら 桜", "", "Jpan"),
        ("+1 416 555 0199", "", "Zyyy"),
        ("@lake_2024", "", "Latn"),
    ],
)
def test_a_name_says_in_which_script_it_is(text: str, language: str, script: str) -> None:
    assert rules.name_of(text, language=language).script == script


@given(st.text())
def test_a_name_is_one_line_and_reading_it_again_changes_nothing(text: str) -> None:
    name = rules.name_of(text)
    assert rules.name_of(name.text) == name
    assert len(name.script) == 4


DOCUMENTS = st.fixed_dictionaries(
    {
        "names": st.lists(st.sampled_from(["a", "b", "c"]).map(lambda text: {"text": text}), max_size=3),
        "contacts": st.lists(st.sampled_from("xyz"), max_size=3),
        "description": st.sampled_from(["", "one", "two"]),
    }
)


@given(st.lists(DOCUMENTS, max_size=4))
def test_together_they_say_what_each_says_and_nothing_twice(documents: list[dict[str, object]]) -> None:
    together = rules.unite(documents)
    for document in documents:
        assert all(name in together["names"] for name in document["names"])  # type: ignore[attr-defined]
        assert set(document["contacts"]) <= set(together["contacts"])  # type: ignore[call-overload]
    for part in ("names", "contacts"):
        assert all(together[part].count(each) == 1 for each in together[part])
    assert rules.unite([together]) == together


@pytest.mark.parametrize(
    ("refused", "facts"),
    [
        (SameParty, {"same": True}),
        (OtherKind, {"other_kind": "account"}),
        (MergedAlready, {"one_is_merged": True}),
        (MergedAlready, {"one_holds": True}),
        (MergedAlready, {"other_is_merged": True}),
    ],
)
def test_some_two_are_never_one(refused: type[Exception], facts: dict[str, object]) -> None:
    fine = {
        "same": False,
        "one_kind": "person",
        "other_kind": "person",
        "one_is_merged": False,
        "one_holds": False,
        "other_is_merged": False,
    }
    rules.require_mergeable(**fine)  # type: ignore[arg-type]
    with pytest.raises(refused):
        rules.require_mergeable(**(fine | facts))  # type: ignore[arg-type]
