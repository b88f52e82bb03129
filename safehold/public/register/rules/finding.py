# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""By what an entry is found: the words of every version that is open, and the qualities of the newest one.

A word and a quality are both a term, a number of 64 bits: the same in both databases, whatever their collations. What
is sought is public, so no key is needed. Words are folded and cut as everywhere in Safehold (core/blind/SPEC.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from safehold.catalog.characters import load_alike
from safehold.catalog.countries import country_name
from safehold.catalog.errors import FormUnknown
from safehold.catalog.labels import LANGUAGES
from safehold.catalog.register_forms import register_form
from safehold.core import blind
from safehold.public.register.rules.history import Telling, state_of

QUALITIES = {
    "kind": "principal_kind",
    "country": "principal_country",
    "activity": "activities",
    "level": "levels",
}
"""What can be asked for -> the field of a form that says it."""
TERM_BYTES = 8


@lru_cache(200_000)
def term_of(word: str) -> int:
    digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:TERM_BYTES], "big", signed=True)


def facet(quality: str, value: str) -> int:
    """Return the term of a quality. No word begins with an equals sign."""
    return term_of(f"={quality}={value}")


def read_asked(words: str) -> list[blind.Word]:
    """Return the words of a search, each once."""
    return blind.read_query(words, load_alike())


def asked_terms(words: Iterable[blind.Word]) -> set[int]:
    return {term_of(term) for word in words for term in word.asked()}


def terms_of_entry(versions: Sequence[Telling]) -> set[int]:
    """Return every term of an entry. Without versions there is none."""
    if not versions:
        return set()
    terms = {facet(quality, value) for quality, value in _qualities(versions)}
    for texts in _by_script({text for each in versions for text in _own_texts(each)}):
        terms |= _words_of("\n".join(texts))
    return terms.union(*(_words_of_country(code) for each in versions for code in _countries_in(each)))


def texts_of(form: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Return what can be read in a version: its texts, and the name of a country in every language."""
    telling = Telling(0, "", date.min, form, values)
    yield from _own_texts(telling)
    for code in _countries_in(telling):
        yield from _country_names(code)


def _own_texts(telling: Telling) -> Iterator[str]:
    for name, value in telling.values.items():
        if isinstance(value, str) and _type_of(telling.form, name) in {"text", "long_text"}:
            yield value


def _countries_in(telling: Telling) -> Iterator[str]:
    for name, value in telling.values.items():
        if isinstance(value, str) and _type_of(telling.form, name) == "country":
            yield value


def _by_script(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """Part texts into those of plain letters, which are folded much faster, and the others."""
    plain: list[str] = []
    others: list[str] = []
    for text in texts:
        (plain if text.isascii() else others).append(text)
    return plain, others


def _words_of(text: str) -> set[int]:
    found = blind.read_words(blind.fold(text, load_alike()).text)
    return {term_of(term) for word in found for term in word.terms()}


@cache
def _words_of_country(code: str) -> frozenset[int]:
    return frozenset(_words_of("\n".join(_country_names(code))))


def _qualities(versions: Sequence[Telling]) -> Iterator[tuple[str, str]]:
    newest = versions[-1]
    yield "state", state_of(versions)
    yield "form", newest.form
    if newest.withheld:
        yield "state", "withheld"
    for quality, name in QUALITIES.items():
        value = newest.values.get(name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str):
                yield quality, each


@cache
def _country_names(code: str) -> frozenset[str]:
    return frozenset(country_name(code, language) for language in LANGUAGES)


@cache
def _type_of(form: str, name: str) -> str:
    try:
        found = register_form(form)
    except FormUnknown:
        return ""
    return next((each.type for each in found.fields if each.name == name), "")
