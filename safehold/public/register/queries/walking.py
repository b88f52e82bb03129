# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole log once through, for the data files: checked like every page, for much less than a page costs.

Pages prove each leaf alone. Here all of them are read, so their hashes are added up and must give the signed root,
which is compared at the end: nothing may be believed before the walk is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import msgspec

from safehold.core import tlog
from safehold.public.register.errors import LogDamaged
from safehold.public.register.models import Leaf
from safehold.public.register.queries.books import Book, list_withheld
from safehold.public.register.rules import Telling

AT_ONCE = 1000


class _Leaf(msgspec.Struct):
    kind: str
    form: str
    on: date
    version: int
    entry: UUID | None
    registrant: UUID | None
    principal: UUID | None
    fields: dict[str, bytes]


_read_leaf = msgspec.json.Decoder(_Leaf).decode


@dataclass(frozen=True)
class Passed:
    """A leaf as it was passed: its bytes, its openings as they lie here, and what it tells."""

    content: bytes = field(repr=False)
    openings: bytes = field(repr=False)
    withheld: dict[str, tuple[int, ...]]
    telling: Telling
    version: int
    entry: UUID | None
    registrant: UUID | None
    principal: UUID | None

    @property
    def index(self) -> int:
        return self.telling.index


def walk_leaves(book: Book) -> Iterator[list[Passed]]:
    """Return every leaf that the checkpoint covers, in order, many at once.

    Raises LogDamaged: where an opening does not fit, and at the end when the leaves are not those that were signed.
    """
    frontier = tlog.Frontier()
    for start in range(0, book.size, AT_ONCE):
        stop = min(start + AT_ONCE, book.size)
        rows = Leaf.objects.filter(index__gte=start, index__lt=stop).order_by("index")
        found = [
            (index, bytes(leaf), bytes(opened))
            for index, leaf, opened in rows.values_list("index", "content", "openings")
        ]
        if [index for index, _, _ in found] != list(range(start, stop)):
            raise LogDamaged
        frontier.extend_hashes([tlog.hash_leaf(content) for _, content, _ in found])
        withheld = list_withheld(book, list(range(start, stop)))
        yield [_pass(*each, withheld.get(each[0], {})) for each in found]
    if frontier.root() != book.checkpoint.root:
        raise LogDamaged


def _pass(index: int, content: bytes, opened: bytes, withheld: dict[str, tuple[int, ...]]) -> Passed:
    try:
        leaf = _read_leaf(content)
        openings = tlog.open_fields(opened, leaf.fields)
    except (msgspec.DecodeError, tlog.TlogError):
        raise LogDamaged from None
    gone = {name: by for name, by in withheld.items() if name in leaf.fields and name not in openings}
    values = {name: opening.value for name, opening in openings.items()}
    telling = Telling(index, leaf.kind, leaf.on, leaf.form, values, frozenset(gone))
    return Passed(content, opened, gone, telling, leaf.version, leaf.entry, leaf.registrant, leaf.principal)
