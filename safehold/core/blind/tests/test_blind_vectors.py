# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The published vectors, and the specification's own example."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from safehold.core import blind

_HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((_HERE / "vectors.json").read_text("utf-8"))
ALIKE = {ord(each): other for each, other in VECTORS["alike"].items()}
KEY = bytes.fromhex(VECTORS["search_key"])


@pytest.mark.parametrize("vector", VECTORS["texts"], ids=lambda vector: vector["comment"])
def test_texts_fold_and_fall_into_terms_as_published(vector: dict[str, Any]) -> None:
    folded = blind.fold(vector["text"], ALIKE).text
    query = blind.read_query(vector["text"], ALIKE)
    assert folded == vector["folded"]
    assert sorted({term for word in blind.read_words(folded) for term in word.terms()}) == vector["terms"]
    assert sorted({term for word in query for term in word.asked()}) == vector["asked"]


@pytest.mark.parametrize("purpose", VECTORS["keys"])
def test_keys_are_as_published(purpose: str) -> None:
    assert blind.derive_key(KEY, purpose).hex() == VECTORS["keys"][purpose]


@pytest.mark.parametrize("vector", VECTORS["tokens"], ids=lambda v: f"{v['class']} {v['term']}")
def test_tokens_are_as_published(vector: dict[str, Any]) -> None:
    class_key = blind.derive_key(KEY, vector["class"])
    assert blind.token_of(class_key, vector["term"]) == vector["token"]


def test_what_fills_up_is_as_published() -> None:
    filler = VECTORS["filler"]
    assert sorted(blind.fill_up(KEY, UUID(filler["source_id"]), set())) == filler["tokens"]


def test_the_example_on_the_first_screen_of_the_specification() -> None:
    example = (_HERE.parent / "SPEC.md").read_text("utf-8").split("\n    ")[1]
    text, terms, _ = (part.strip() for part in example.split("→"))
    folded = blind.fold(text, ALIKE).text
    assert {term for word in blind.read_words(folded) for term in word.terms()} == set(terms.split())
