# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tokens of a case: written with what they are of, taken away without opening it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from safehold.core import blind
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.actions.keys import hold_key
from safehold.desk.search.adapters import change_postings, load_alike
from safehold.desk.search.models import IndexedCase, SourceTokens
from safehold.desk.search.queries.keys import SearchKey
from safehold.desk.search.rules import Keys
from safehold.desk.search.sources import read_keys, read_keys_of_cases, read_row, read_texts
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.sealed import SealedInCase
from safehold.persistence.transactions import atomic_for

Texts = Mapping[FieldClass, Iterable[str]]
Wanted = dict[UUID, set[int]]
"""A text -> the tokens it must have; none at all: it must not be there."""


def index(
    unlocked: Unlocked,
    case_id: UUID,
    source_id: UUID,
    fields: Texts,
    *,
    keys: Keys | None = None,
    on: date | None = None,  # noqa: ARG001 - the door that the rooms agreed on
) -> None:
    """Write which words are in one text of a case, instead of what was written of it before.

    In the caller's transaction, with the case held. source_id: the row that holds the text. keys: by which it is found
    beside its words. Raises VaultMissing.
    """
    with atomic_for(SourceTokens):
        key = hold_key(unlocked)
        wanted = {source_id: _tokens_of(key, source_id, fields, keys or {})}
        _write(_hold(unlocked.organisation_id, case_id), key.version, wanted)


def index_row(unlocked: Unlocked, key: bytes, row: SealedInCase) -> None:
    """The same for a row that was just sealed under `key`, whose texts and keys its room registered."""
    fields: dict[FieldClass, list[str]] = defaultdict(list)
    for each in read_row(key, row):
        fields[each.field_class].append(each.text)
    case_id: UUID = row.case_id  # type: ignore[attr-defined]
    index(unlocked, case_id, row.pk, fields, keys=read_keys(key, row))


def _tokens_of(key: SearchKey, source_id: UUID, fields: Texts, keys: Keys) -> set[int]:
    """Return the filled-up tokens of one text, of all classes together; none when there is no word in it."""
    tokens: set[int] = set()
    for field_class, words in fields.items():
        tokens |= blind.tokens_of(blind.derive_key(key.secret, field_class), words, load_alike())
    for purpose, terms in keys.items():
        purpose_key = blind.derive_key(key.secret, purpose)
        tokens |= {blind.token_of(purpose_key, term) for term in terms}
    return blind.fill_up(key.secret, source_id, tokens) if tokens else tokens


def _hold(organisation_id: UUID, case_id: UUID) -> IndexedCase:
    """Return where the tokens of a case are noted, locked until the transaction ends."""
    case, _ = IndexedCase.objects.get_or_create(organisation_id=organisation_id, case_id=case_id)
    return IndexedCase.objects.select_for_update().get(pk=case.pk)


def _write(case: IndexedCase, key_version: int, wanted: Wanted) -> None:
    """Give some texts of a held case the tokens they must have. The others keep theirs."""
    rows = {row.source_id: row for row in SourceTokens.objects.filter(indexed_case=case)}
    before = set().union(*(row.tokens for row in rows.values()))
    replaced = [rows.pop(source_id).pk for source_id in wanted if source_id in rows]
    SourceTokens.objects.filter(pk__in=replaced).delete()
    made = [
        SourceTokens(indexed_case=case, source_id=source_id, key_version=key_version, tokens=tokens)
        for source_id, tokens in wanted.items()
        if tokens
    ]
    SourceTokens.objects.bulk_create(made)
    after = set().union(*(row.tokens for row in rows.values()), *wanted.values())
    change_postings(SourceTokens, case.pk, before - after, after - before)
    if not (rows or made):
        case.delete()


def forget_source(case_id: UUID, source_id: UUID) -> None:
    """Delete the tokens of one text; needs no key."""
    with atomic_for(SourceTokens):
        for case in IndexedCase.objects.select_for_update().filter(case_id=case_id).order_by("id"):
            _write(case, 0, {source_id: set()})


def forget_case(case_id: UUID) -> None:
    """Delete every token of a case; needs no key."""
    with atomic_for(SourceTokens):
        for case in IndexedCase.objects.select_for_update().filter(case_id=case_id).order_by("id"):
            _write(case, 0, {source.source_id: set() for source in case.sources.all()})


def index_case(unlocked: Unlocked, case_id: UUID, case_key: bytes) -> None:
    """Write the tokens of everything in a case, for the member's organisation: after a transfer, say."""
    with atomic_for(SourceTokens):
        index_anew(unlocked.organisation_id, hold_key(unlocked), {case_id: case_key})


def index_anew(organisation_id: UUID, key: SearchKey, case_keys: Mapping[UUID, bytes]) -> None:
    """Replace all tokens of some cases, read through the rooms that registered; in the caller's transaction.

    For the worker that gives cases their new keys: it has the search key in memory, and nobody unlocked.
    """
    texts: dict[UUID, dict[UUID, dict[FieldClass, list[str]]]] = {case_id: {} for case_id in case_keys}
    for each in read_texts(case_keys):
        by_class = texts[each.case_id].setdefault(each.source_id, defaultdict(list))
        by_class[each.field.field_class].append(each.field.text)
    keyed: dict[UUID, dict[UUID, Keys]] = {case_id: {} for case_id in case_keys}
    for case_id, row_id, keys in read_keys_of_cases(case_keys):
        keyed[case_id][row_id] = keys
    with atomic_for(SourceTokens):
        for case_id, of_case in texts.items():
            case = _hold(organisation_id, case_id)
            wanted: Wanted = {source.source_id: set() for source in case.sources.all()}
            for source_id in {*of_case, *keyed[case_id]}:
                fields, keys = of_case.get(source_id, {}), keyed[case_id].get(source_id, {})
                wanted[source_id] = _tokens_of(key, source_id, fields, keys)
            _write(case, key.version, wanted)
