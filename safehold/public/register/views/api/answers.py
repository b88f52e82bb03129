# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the API answers, as OpenAPI describes it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema


class Words(Schema):
    """The same in both official languages."""

    en: str
    fr: str


class Wrong(Schema):
    """Which part of the request, and what is wrong with it, as pydantic names it."""

    part: str
    wrong: str


class Refusal(Schema):
    code: str
    message: Words
    where: list[Wrong]


class WithheldBy(Schema):
    """The leaf that withholds a field, and why. No reason yet: the next checkpoint brings it."""

    index: int
    why: str | None


class FieldTold(Schema):
    """One field. Only an open one has a value; null means that nothing was filled in.

    withheld: taken away, see withheld_by. kept: not published, the office has it. missing: not in this copy.
    """

    state: Literal["open", "withheld", "kept", "missing"]
    label: Words
    value: Any = None
    value_labels: list[Words] = Field(
        default=[], description="Of codes and countries, in the order of the value."
    )
    withheld_by: list[WithheldBy] = []


class Problematic(Schema):
    """A leaf that does not fit the signed log: nothing of it is told."""

    index: int
    problem: Literal["leaf-missing", "leaf-changed", "opening-changed", "row-changed"]


class Told(Schema):
    """A leaf of the log, as far as it is open."""

    index: int
    problem: None
    kind: str
    kind_label: Words
    on: date
    form: str
    version: int
    entry: UUID | None
    registrant: UUID | None
    principal: UUID | None
    about: list[int]
    fields: dict[str, FieldTold]


class Pages(Schema):
    en: str
    fr: str


class EntryTold(Schema):
    id: UUID
    number: int = Field(description="Its place in the order in which entries were first published.")
    registrant: UUID | None
    principal: UUID | None
    page: Pages
    saved_with_proofs: str


class EntryWithNewest(EntryTold):
    newest: Told | Problematic


class Listed(Schema):
    size: int = Field(description="How many leaves the checkpoint covers that this was answered from.")
    next: int | None = Field(description="The cursor of the next page.")


class EntryList(Listed):
    count: int = Field(description="How many were found; at most 1000 are counted.")
    is_more: bool
    entries: list[EntryWithNewest]


class EntryAsOf(EntryTold):
    on: date | None
    state: Literal["current", "ended"] | None
    state_label: Words | None
    version: Told | Problematic | None = Field(description="Null: on that day it was not on the register.")


class EntryHistory(EntryTold):
    state: Literal["current", "ended"]
    state_label: Words
    versions: list[Told | Problematic]
    missing: list[int] = Field(
        description="Numbers of versions that must have been and are not in this copy."
    )
    said: list[list[Told | Problematic]] = Field(
        description="What was decided or said about it, each with the replies beside it."
    )
    sources: list[Told | Problematic] = Field(description="Files of other registers it was replayed from.")


class ChangeTold(Schema):
    name: str
    label: Words
    differs: bool
    before: FieldTold | None
    after: FieldTold | None


class Differences(Schema):
    entry: UUID
    before: int
    after: int
    changes: list[ChangeTold]


class EntityTold(Schema):
    id: UUID
    name: str | None = Field(description="Null: its name is withheld.")
    is_registrant: bool
    is_principal: bool
    page: Pages


class EntityList(Schema):
    size: int
    next: UUID | None
    entities: list[EntityTold]


class Neighbour(Schema):
    id: UUID
    name: str | None
    entries: int


class EntityWhole(EntityTold):
    size: int
    count: int
    next: int | None
    entries: list[EntryWithNewest]
    neighbours: list[Neighbour]
    more_neighbours: int
    said: list[list[Told | Problematic]]


class Opening(Schema):
    salt: str = Field(description="32 bytes in base64.")
    value: Any


class RawLeaf(Schema):
    """The bytes that the log signed, in base64, and what opens its fields."""

    index: int
    leaf: str | None
    leaf_hash: str | None
    openings: dict[str, Opening]
    withheld: dict[str, list[int]]
    problem: str | None


class RawLeaves(Listed):
    leaves: list[RawLeaf]


class CheckpointTold(Schema):
    origin: str
    size: int
    root: str
    note: str
    log_key: str
    witnesses: list[str]


class InclusionProof(Schema):
    """index, root and hashes as RFC 6962; proof: the same as a C2SP tlog-proof, with the checkpoint in it."""

    index: int
    size: int
    root: str
    leaf_hash: str
    hashes: list[str]
    proof: str


class ConsistencyProof(Schema):
    old_size: int
    old_root: str
    size: int
    root: str
    hashes: list[str]
    note: str


class DataFile(Schema):
    name: str
    address: str
    bytes: int
    sha256: str


class DataFiles(Schema):
    on: date | None
    size: int | None
    files: list[DataFile]
