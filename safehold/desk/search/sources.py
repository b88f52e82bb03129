# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows whose texts are searched. Rooms above register theirs when the application starts.

One mapping for each kind of row, from its sealed document to texts: what is indexed, what is read before it is shown,
and what is indexed again under a new key cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from safehold.desk.search.rules import FieldText, Keys, SearchedText
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.sealed import SealedInCase

TextsOf = Callable[[dict[str, Any]], Iterable[FieldText]]
"""Given a sealed document, returns its texts."""

_registered: dict[type[SealedInCase], TextsOf] = {}

Reader = Callable[[Unlocked, Collection[UUID]], Iterable[SearchedText]]
"""Returns texts that stand beside some cases, under other keys than theirs."""

_readers: dict[str, Reader] = {}


def register_reader(name: str, reader: Reader) -> None:
    """Have texts searched that are not sealed under a case. Their room writes and forgets their tokens itself, also
    anew after the case or the search got another key.
    """
    _readers[name] = reader


def read_beside(unlocked: Unlocked, case_ids: Collection[UUID]) -> Iterator[SearchedText]:
    """Return the texts that stand beside some cases, for a member who has what opens them. Raises RowTampered."""
    for reader in _readers.values():
        yield from reader(unlocked, case_ids)


def register(model: type[SealedInCase], texts_of: TextsOf) -> None:
    """Have the rows of a room searched. Registered twice, the last one counts."""
    _registered[model] = texts_of


KeysOf = Callable[[Any, dict[str, Any]], Iterable[str]]
"""Given a row and its sealed document, returns by which keys it is found."""

_keyed: dict[type[SealedInCase], tuple[str, KeysOf]] = {}


def register_keys(purpose: str, model: type[SealedInCase], keys_of: KeysOf) -> None:
    """Have the rows of a room found by keys that it makes itself, such as what two ways to write a name share.

    purpose: each has tokens of its own; not the name of a class of fields. Registered twice, the last one counts.
    """
    _keyed[model] = (purpose, keys_of)


def read_keys(key: bytes, row: SealedInCase) -> Keys:
    """Return the keys by which one row is found; none for a kind of row that has none. Raises RowTampered."""
    purpose, keys_of = _keyed.get(type(row), ("", None))
    return {purpose: set(keys_of(row, row.open(key)))} if keys_of else {}


def read_keys_of_cases(keys: Mapping[UUID, bytes]) -> Iterator[tuple[UUID, UUID, Keys]]:
    """Return (case, row, its keys) of every row of some cases that is found by keys. Raises RowTampered."""
    for model in _keyed:
        for row in model._default_manager.filter(**{f"{_place_of_case(model)}__in": keys}):
            case_id: UUID = row.case_id  # type: ignore[attr-defined]
            yield case_id, row.pk, read_keys(keys[case_id], row)


def read_row(key: bytes, row: SealedInCase) -> list[FieldText]:
    """Return the texts of one row; none for a kind of row that nobody registered. Raises RowTampered."""
    texts_of = _registered.get(type(row))
    return [each for each in texts_of(row.open(key)) if each.text.strip()] if texts_of else []


def read_texts(keys: Mapping[UUID, bytes]) -> Iterator[SearchedText]:
    """Return the texts of some cases, of every room. `keys`: the id of each, and its key. Raises RowTampered."""
    for model in _registered:
        for row in model._default_manager.filter(**{f"{_place_of_case(model)}__in": keys}):
            case_id: UUID = row.case_id  # type: ignore[attr-defined]
            for each in read_row(keys[case_id], row):
                yield SearchedText(case_id, row.pk, each)


def _place_of_case(model: type[SealedInCase]) -> str:
    """A case itself is a row of its case."""
    fields = {field.attname for field in model._meta.concrete_fields}
    return "case_id" if "case_id" in fields else "pk"
