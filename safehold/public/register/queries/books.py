# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log as far as a checkpoint covers it: what every page and every proof stands on.

The checkpoint is checked with the pinned key, the hashes against its root, each leaf against the hashes, each opening
against its leaf. Whatever does not fit is named and not shown, so that a row that somebody changed in this database
says nothing in the register's name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from safehold.core import tlog
from safehold.public.register.adapters import read_log_key, read_witness_keys
from safehold.public.register.errors import LogDamaged, NothingPublished
from safehold.public.register.models import Leaf, Tile, Withheld
from safehold.public.register.queries.standing import Standing, read_standing
from safehold.public.register.rules import Telling

Ended = frozenset[tuple[int, str]]
"""Leaves and their fields, as a leaf says that they were withheld or erased."""
Names = frozenset[str] | None
"""Which fields of a leaf are wanted; None: all."""

TILES_AT_ONCE = 500
MOST_TILES_HELD = 1000
MOST_ENDINGS_HELD = 1000
ENDING = frozenset({tlog.WITHHELD})


class Problem(StrEnum):
    """Why a leaf is not shown."""

    LEAF_MISSING = "leaf-missing"
    LEAF_CHANGED = "leaf-changed"
    OPENING_CHANGED = "opening-changed"
    ROW_CHANGED = "row-changed"


@dataclass(frozen=True)
class Statement:
    """A leaf that was checked, as far as it is open. With a problem there is nothing else.

    withheld: for each field that was taken away, the leaves that say why.
    """

    index: int
    leaf: tlog.Leaf | None = None
    content: bytes = field(default=b"", repr=False)
    openings: Mapping[str, tlog.Opening] = field(default_factory=dict, repr=False)
    withheld: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    problem: Problem | None = None

    @property
    def values(self) -> dict[str, Any]:
        return {name: opening.value for name, opening in self.openings.items()}

    @property
    def telling(self) -> Telling:
        """What it says, for the rules. Only where there is no problem."""
        assert self.leaf is not None
        return Telling(
            self.index, self.leaf.kind, self.leaf.on, self.leaf.form, self.values, frozenset(self.withheld)
        )


@dataclass(frozen=True)
class Book:
    """The newest checkpoint that holds, and the hashes under it."""

    note: bytes
    key: tlog.VerifierKey
    checkpoint: tlog.Checkpoint
    tree: tlog.TileTree = field(repr=False)
    tiles: StoredTiles = field(repr=False)
    endings: dict[int, Ended] = field(default_factory=dict, repr=False, compare=False)
    """What leaves that withhold say, as far as they were asked."""

    @property
    def size(self) -> int:
        return self.checkpoint.size

    def prove(self, index: int) -> list[bytes]:
        """Return the inclusion proof of a leaf, checked; raises TlogError."""
        leaf_hash = self.tree.leaf_hash(index)
        proof = self.tree.prove_inclusion(index)
        tlog.verify_inclusion(self.checkpoint.root, self.size, index, leaf_hash, proof)
        return proof


class StoredTiles:
    """Hashes from the database, as many as are soon needed again."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], bytes] = {}

    def _make_room(self) -> None:
        if len(self._held) >= MOST_TILES_HELD:
            self._held.clear()

    def __call__(self, tile: tlog.Tile) -> bytes:
        place = (tile.level, tile.index)
        if place not in self._held:
            self._make_room()
            rows = Tile.objects.filter(level=tile.level, index=tile.index)
            self._held[place] = bytes(rows.values_list("hashes", flat=True).get())
        return self._held[place]

    def fetch_for(self, indexes: Iterable[int]) -> None:
        """Read the lowest tiles over some leaves together."""
        self._make_room()
        wanted = {index // tlog.FULL_WIDTH for index in indexes}
        missing = sorted(each for each in wanted if (0, each) not in self._held)
        for start in range(0, len(missing), TILES_AT_ONCE):
            rows = Tile.objects.filter(level=0, index__in=missing[start : start + TILES_AT_ONCE])
            self._held |= {(0, index): bytes(hashes) for index, hashes in rows.values_list("index", "hashes")}


_held: list[Book] = []
"""The book that was opened last. Its checkpoint and hashes were checked then; leaves and openings are, each time."""


def open_book(*, anew: bool = False, standing: Standing | None = None) -> Book:
    """Return the newest checkpoint with its hashes.

    anew: read and check the hashes again, though they were read before. standing: what was read a moment ago of what
    stands there. Raises LogKeyMissing, NothingPublished, LogDamaged.
    """
    key = read_log_key()
    now = standing or read_standing()
    note = now.note
    if not note:
        raise NothingPublished
    if not anew and _held and (_held[0].note, _held[0].key) == (note, key):
        return _held[0]
    tiles = StoredTiles()
    try:
        checkpoint = tlog.open_checkpoint(note, [key])
        tree = tlog.TileTree(tiles, checkpoint.size)
        tlog.check_root(checkpoint, tree.root())
    except (tlog.TlogError, Tile.DoesNotExist):
        raise LogDamaged from None
    if checkpoint.size != now.size:
        raise LogDamaged
    _held[:] = [Book(note, key, checkpoint, tree, tiles)]
    return _held[0]


def read_statements(book: Book, rows: Collection[Leaf], only: Names = None) -> list[Statement]:
    """Return what some leaves say, each checked, in the order given. only: the fields that are wanted."""
    book.tiles.fetch_for(row.index for row in rows)
    withheld = list_withheld(book, [row.index for row in rows])
    return [_read(book, row, withheld.get(row.index, {}), only) for row in rows]


def read_by_index(book: Book, indexes: Collection[int], only: Names = None) -> dict[int, Statement]:
    """Return the statements at some places; one whose row is gone says so."""
    rows = Leaf.objects.in_bulk(list(indexes))
    found = {each.index: each for each in read_statements(book, list(rows.values()), only)}
    return {index: found.get(index, Statement(index, problem=Problem.LEAF_MISSING)) for index in indexes}


def list_cosignatures(book: Book) -> tuple[tlog.Cosignature, ...]:
    """Return who of the witnesses that this site knows has seen this checkpoint."""
    try:
        return tlog.list_cosignatures(book.note, read_witness_keys())
    except tlog.TlogError:
        return ()


def list_withheld(book: Book, indexes: Collection[int]) -> dict[int, dict[str, tuple[int, ...]]]:
    """Return for each leaf its fields that were taken away. A reason no checkpoint covers yet is not named.

    A row is believed as far as the leaf that it names says the same.
    """
    found: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    rows = list(
        Withheld.objects.filter(leaf__in=list(indexes)).order_by("by").values_list("leaf_id", "name", "by_id")
    )
    endings = _read_endings(book, {by for _index, _name, by in rows if by < book.size})
    for index, name, by in rows:
        earlier = found[index].get(name, ())
        if by >= book.size:
            found[index][name] = earlier
        elif (index, name) in endings[by]:
            found[index][name] = (*earlier, by)
    return found


def _read_endings(book: Book, wanted: Collection[int]) -> dict[int, Ended]:
    """Return what some leaves withhold: nothing, where one is no such leaf or does not fit."""
    if len(book.endings) > MOST_ENDINGS_HELD:
        book.endings.clear()
    found = {index: book.endings.get(index, frozenset()) for index in wanted}
    missing = [index for index, ended in found.items() if not ended]
    for index, row in (Leaf.objects.in_bulk(missing) if missing else {}).items():
        found[index] = _ended(_read(book, row, {}, ENDING))
        if found[index]:
            book.endings[index] = found[index]
    return found


def _ended(statement: Statement) -> Ended:
    if statement.leaf is None:
        return frozenset()
    try:
        names = tlog.withheld_names(statement.leaf, statement.openings)
    except tlog.TlogError:
        return frozenset()
    return frozenset((index, name) for index in statement.leaf.about for name in names)


def _read(book: Book, row: Leaf, withheld: dict[str, tuple[int, ...]], only: Names) -> Statement:
    content = bytes(row.content)
    try:
        book.tree.check_leaf(row.index, tlog.hash_leaf(content), book.checkpoint.root)
        leaf = tlog.read_leaf(content)
    except (tlog.TlogError, Tile.DoesNotExist):
        _held.clear()
        return Statement(row.index, problem=Problem.LEAF_CHANGED)
    try:
        openings = tlog.open_fields(bytes(row.openings), leaf.fields, only)
    except tlog.TlogError:
        return Statement(row.index, problem=Problem.OPENING_CHANGED)
    if (row.kind, row.form, row.entry_id, row.registrant_id, row.principal_id, row.version) != (
        leaf.kind,
        leaf.form,
        leaf.entry,
        leaf.registrant,
        leaf.principal,
        leaf.version,
    ):
        return Statement(row.index, problem=Problem.ROW_CHANGED)
    gone = {name: by for name, by in withheld.items() if name in leaf.fields and name not in openings}
    return Statement(row.index, leaf, content, openings, gone)
