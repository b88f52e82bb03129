# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole chain as lines of JSON, to be checked where no database is.

The first line names the format and the organisation, the last one the head; between them stands one line per link,
oldest first. A file without its last line was cut on its way. Ids and verbs only.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from safehold.core.envelopes import EnvelopeError, canonical_json
from safehold.desk.audit.errors import ChainBroken, ExportCut, ExportMalformed, Fault
from safehold.desk.audit.rules.chain import Head, Link, check_head, fields_of, follow

FORMAT = "safehold/audit-export/1"
HASH_BYTES = 32
LONGEST_LINE_BYTES = 4096


@dataclass(frozen=True)
class Row:
    """A link outside the database."""

    organisation_id: UUID
    sequence: int
    on_day: date
    member_id: UUID | None
    verb: str
    subject: str
    previous_hash: str
    hash: str


class Chain:
    """A chain that was followed from its first link to its head. Keeps 32 bytes of each link."""

    def __init__(self, organisation_id: UUID, slug: str, hashes: bytes, last_day: date | None) -> None:
        self.organisation_id = organisation_id
        self.slug = slug
        self.last_day = last_day
        self._hashes = hashes

    def __len__(self) -> int:
        return len(self._hashes) // HASH_BYTES

    @property
    def head(self) -> Head:
        return len(self), self.hash_at(len(self))

    def hash_at(self, sequence: int) -> str:
        """Return the hash of a link in hex; "" before the first and after the last."""
        if not 1 <= sequence <= len(self):
            return ""
        return self._hashes[(sequence - 1) * HASH_BYTES : sequence * HASH_BYTES].hex()

    def check_holds(self, kept: Head) -> None:
        """Raise ChainBroken unless this chain contains a link that was once its head."""
        sequence, digest = kept
        if sequence > len(self):
            raise ChainBroken(len(self) + 1, Fault.CUT)
        if sequence and self.hash_at(sequence) != digest:
            raise ChainBroken(sequence, Fault.FORKED)

    def check_continues(self, earlier: "Chain") -> None:
        """Raise ChainBroken unless this chain begins with all of an earlier one."""
        shared = min(len(self), len(earlier)) * HASH_BYTES
        if self._hashes[:shared] != earlier._hashes[:shared]:
            parted = next(n for n in range(1, len(self) + 1) if self.hash_at(n) != earlier.hash_at(n))
            raise ChainBroken(parted, Fault.FORKED)
        self.check_holds(earlier.head)


def write_export(organisation_id: UUID, slug: str, links: Iterable[Link], head: Head) -> Iterator[bytes]:
    """Yield the lines of an export. links: oldest first, up to and with `head`."""
    start = {"format": FORMAT, "organisation_id": str(organisation_id), "organisation": slug}
    yield canonical_json(start) + b"\n"
    for link in links:
        fields = {name: value for name, value in fields_of(link).items() if name != "organisation_id"}
        yield canonical_json(fields | {"hash": link.hash}) + b"\n"
    yield canonical_json({"head": {"sequence": head[0], "hash": head[1]}}) + b"\n"


def is_export(start: bytes) -> bool:
    """Whether a file that starts so claims to be an export."""
    return start.startswith(b"{") and f'"format":"{FORMAT}"'.encode() in start.partition(b"\n")[0]


def read_export(lines: Iterable[bytes]) -> Chain:
    """Follow an export from its first line to its last.

    Raises ExportMalformed for a line that no desk writes, ExportCut when the last line is not there, ChainBroken.
    """
    numbered = enumerate(lines, 1)
    start = _read(*next(numbered, (1, b"")), _start)
    rows = _Rows(start["organisation_id"], numbered)
    hashes, last_day = bytearray(), None
    for link in follow(rows, start["organisation_id"]):
        hashes += bytes.fromhex(link.hash)
        last_day = link.on_day
    if rows.head is None:
        raise ExportCut
    chain = Chain(start["organisation_id"], start["organisation"], bytes(hashes), last_day)
    check_head(chain.head, rows.head)
    return chain


class _Rows:
    """The rows of an export, one pass; `head` is what the last line says, once it was reached."""

    def __init__(self, organisation_id: UUID, numbered: Iterator[tuple[int, bytes]]) -> None:
        self._organisation_id = organisation_id
        self._numbered = numbered
        self.head: Head | None = None

    def __iter__(self) -> Iterator[Row]:
        for number, line in self._numbered:
            if self.head is not None:
                raise ExportMalformed(number)
            found = _read(number, line, self._row_or_head)
            if isinstance(found, Row):
                yield found
            else:
                self.head = found

    def _row_or_head(self, document: dict[str, Any]) -> "Row | Head":
        if "head" in document:
            head = document.pop("head")
            sequence, digest = head.pop("sequence"), head.pop("hash")
            if document or head or type(sequence) is not int:
                raise ValueError
            return sequence, _hash(digest) if sequence else str(digest)
        return Row(
            organisation_id=self._organisation_id,
            sequence=_number(document.pop("sequence")),
            on_day=date.fromisoformat(document.pop("on_day")),
            member_id=UUID(member) if (member := document.pop("member_id")) else None,
            verb=_text(document.pop("verb")),
            subject=_text(document.pop("subject")),
            previous_hash=_hash(document.pop("previous_hash")),
            hash=_hash(document.pop("hash")),
        )


def _start(document: dict[str, Any]) -> dict[str, Any]:
    if document.pop("format") != FORMAT:
        raise ValueError
    return {
        "organisation_id": UUID(document.pop("organisation_id")),
        "organisation": _text(document.pop("organisation")),
    }


def _read(number: int, line: bytes, shape: Callable[[dict[str, Any]], Any]) -> Any:
    """Read one line; raise ExportMalformed for anything but the one spelling of what `shape` takes, whole."""
    try:
        document = json.loads(line)
        if len(line) > LONGEST_LINE_BYTES or canonical_json(document) != line.rstrip(b"\r\n"):
            raise ValueError  # noqa: TRY301
        found = shape(document)
        if document:
            raise ValueError  # noqa: TRY301
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, EnvelopeError):
        raise ExportMalformed(number) from None
    return found


def _number(value: object) -> int:
    if type(value) is not int:
        raise ValueError
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError
    return value


def _hash(value: object) -> str:
    if type(value) is not str or len(value) != 2 * HASH_BYTES or bytes.fromhex(value).hex() != value:
        raise ValueError
    return value
