# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an import would do: make, change or leave each case; and what of a row cannot be taken. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation

from safehold.catalog.reunification import load_reunification
from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import rules as case_rules
from safehold.desk.cases.models import Case, State, Triage
from safehold.desk.exchange.models import CaseNumber
from safehold.desk.exchange.queries.batches import OpenedTable
from safehold.desk.exchange.queries.numbers import AT_A_TIME, find_key, find_numbers
from safehold.desk.exchange.rules import columns, rows
from safehold.desk.exchange.rules.rows import CREATE, REFUSE, SKIP, UPDATE, RowDraft, Vocabulary
from safehold.desk.families import queries as families
from safehold.desk.vault.actions import Unlocked

FIRST_LINE = 2
"""The line of the first row under the header, as spreadsheets count."""


@dataclass(frozen=True)
class PlannedRow:
    """What becomes of one row. `number_row`: of the case that is there; `earlier`: what it keeps."""

    line: int
    kind: str
    draft: RowDraft = field(repr=False)
    values: Mapping[str, str] = field(repr=False)
    problems: tuple[str, ...] = ()
    number_row: CaseNumber | None = None
    earlier: Mapping[str, Any] = field(default_factory=dict, repr=False)
    changed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """How many rows of each kind, and those with something wrong."""

    create: int
    update: int
    skip: int
    refused: list[PlannedRow] = field(repr=False)

    @property
    def total(self) -> int:
        return self.create + self.update + self.skip + len(self.refused)


def make_vocabulary() -> Vocabulary:
    """Return what is understood in a cell: codes, and labels in English and French."""
    return Vocabulary(_labels(State), _labels(Triage), load_tactics().codes, _ways())


def _labels(choices: type[State] | type[Triage]) -> dict[str, str]:
    found = {rows.fold(each.value): each.value for each in choices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {rows.fold(str(each.label)): each.value for each in choices}
    return found


def _ways() -> dict[str, str]:
    """Return the ways of families, by their codes and their labels in English and French."""
    ways = load_reunification().pathways
    said = {rows.fold(each.id): each.id for each in ways}
    return said | {rows.fold(each.label(language)): each.id for each in ways for language in ("en", "fr")}


class Reader:
    """Reads the rows of one table against the cases that are there."""

    def __init__(self, unlocked: Unlocked, table: OpenedTable, on: date) -> None:
        self._unlocked, self._table, self._on = unlocked, table, on
        self._key = find_key(unlocked)
        self._vocabulary = make_vocabulary()
        self._may_help = families.find_helper(unlocked.member) is not None

    @cached_property
    def _first_rows(self) -> dict[str, int]:
        """Each number of the table, and the row that it first stands in."""
        first: dict[str, int] = {}
        for index in range(len(self._table.rows)):
            if number := rows.canonical_number(self.values_of(index).get(columns.NUMBER, "")):
                first.setdefault(number, index)
        return first

    def values_of(self, index: int) -> dict[str, str]:
        return columns.take_values(self._table.mapping, self._table.rows[index])

    def token_of(self, number: str) -> str:
        return rows.token_of(self._key.secret, number) if self._key and number else ""

    def plan(self, indexes: Sequence[int]) -> Iterator[PlannedRow]:
        """Yield what becomes of some rows, with one look at their cases."""
        values = {index: self.values_of(index) for index in indexes}
        tokens = {index: self.token_of(each.get(columns.NUMBER, "")) for index, each in values.items()}
        found = find_numbers(self._unlocked.organisation_id, {token for token in tokens.values() if token})
        keys = self._unlocked.case_keys({row.case_id: row.case.key_version for row in found.values()})
        for index in indexes:
            yield self._plan_row(index, values[index], found.get(tokens[index]), keys)

    def _plan_row(
        self, index: int, values: Mapping[str, str], known: CaseNumber | None, keys: Mapping[Any, bytes]
    ) -> PlannedRow:
        draft, problems = rows.read_row(values, self._vocabulary, self._on, is_new=known is None)
        number = rows.canonical_number(values.get(columns.NUMBER, ""))
        if number and self._first_rows[number] != index:
            problems.append("number-twice")
        if known and known.case_id not in keys:
            problems.append("key-missing")
        if draft.has_family and not self._may_help:
            problems.append("footing-missing")
        earlier = known.open(keys[known.case_id]) if known and known.case_id in keys else {}
        changed = frozenset(rows.changed_fields(values, earlier.get("values", {})))
        if known and columns.STATE in changed and not can_reach(known.case, draft.state):
            problems.append("state-unreachable")
        kind = CREATE if known is None else UPDATE if changed else SKIP
        return PlannedRow(
            line=index + FIRST_LINE,
            kind=REFUSE if problems else kind,
            draft=draft,
            values=values,
            problems=tuple(problems),
            number_row=known,
            earlier=earlier,
            changed=changed,
        )


def can_reach(case: Case, state: str) -> bool:
    return not state or state == case.state or case_rules.is_reachable(case.state, state)


def plan_batch(unlocked: Unlocked, table: OpenedTable, on: date) -> Plan:
    """Return what an import would do now. Raises KeyMissing."""
    reader, counts, refused = Reader(unlocked, table, on), dict.fromkeys((CREATE, UPDATE, SKIP), 0), []
    for start in range(0, len(table.rows), AT_A_TIME):
        for row in reader.plan(range(start, min(start + AT_A_TIME, len(table.rows)))):
            if row.kind == REFUSE:
                refused.append(row)
            else:
                counts[row.kind] += 1
    return Plan(counts[CREATE], counts[UPDATE], counts[SKIP], refused)
