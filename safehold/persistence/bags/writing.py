# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes a hand-over as a bag in one ZIP, in one pass: nothing of it lies anywhere but where it is written to.

Files are checked against their SHA-256 while they pass. The manifests come last; their order in an archive means
nothing. The same hand-over gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from safehold.core.custody import AnyRow, DayHead
from safehold.core.handover import layout
from safehold.core.handover.documents import Detail, ItemRecord, write_custody, write_heads, write_item
from safehold.core.handover.readme import README_TEXT
from safehold.persistence.bags.standalone import write_verifier


class ItemBroken(Exception):
    """A file that is to be handed over is not what was taken down when it arrived. The bag was not finished."""

    def __init__(self, item_id: str) -> None:
        super().__init__(f"The file of item {item_id} is not the one that was received.")
        self.item_id = item_id


@dataclass(frozen=True)
class OutgoingItem:
    """An item to hand over. details: one for each row; None keeps one back (not of "hashed" and "stamped").

    pieces: opens the file; what comes after `size_bytes` is padding and is left out. None: there is no file, only what
    is known of it.
    """

    id: str
    name: str
    sha256: str
    size_bytes: int
    rows: Sequence[AnyRow]
    details: Sequence[Detail | None]
    pieces: Callable[[], Iterable[bytes]] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of its file in the bag."""
        return layout.safe_name(self.name) if self.pieces else ""

    @property
    def record(self) -> ItemRecord:
        return ItemRecord(
            id=self.id,
            file=self.file,
            name=self.name,
            sha256=self.sha256,
            size_bytes=self.size_bytes,
            rows=len(self.rows),
            head=self.rows[-1].hash if self.rows else "",
            facts=self.facts,
        )


@dataclass(frozen=True)
class OutgoingStamp:
    """An authority's answer for a batch, as it came. authority: the short name it has in the settings."""

    batch: str
    authority: str
    manifest: bytes
    response: bytes
    roots: bytes


@dataclass(frozen=True)
class HandOver:
    """All that goes into a bag. heads: those that name one of the items. info: for bag-info.txt. pages: the index."""

    items: Sequence[OutgoingItem]
    heads: Sequence[DayHead]
    stamps: Sequence[OutgoingStamp]
    info: Mapping[str, str]
    pages: Mapping[str, bytes]


class Target(Protocol):
    """What a bag is written to: a file, a socket, a SealingWriter."""

    def write(self, data: bytes, /) -> Any: ...


def write_bag(target: Target, hand_over: HandOver, folder: str) -> str:
    """Write a bag as a ZIP with one folder; return its fingerprint. Raises ItemBroken."""
    writer = _BagWriter(target, folder)
    try:
        return _write_all(writer, hand_over)
    except BaseException:
        writer.abandon()
        raise


def _write_all(writer: _BagWriter, hand_over: HandOver) -> str:
    for item in hand_over.items:
        writer.add_item(item)
    writer.add_tag(layout.HEADS, write_heads(hand_over.heads))
    for stamp in hand_over.stamps:
        writer.add_stamp(stamp)
    for name in (layout.INDEX_HTML, layout.INDEX_PDF):
        writer.add_tag(name, hand_over.pages[name])
    writer.add_tag(layout.README, README_TEXT.encode())
    writer.add_tag(layout.VERIFIER, write_verifier())
    return writer.finish(hand_over.info)


class _BagWriter:
    """Adds files to a bag. Without `finish` nobody takes it for one."""

    def __init__(self, target: Target, folder: str) -> None:
        self._sink = _Sink(target)
        self._zip = zipfile.ZipFile(self._sink, "w")
        self._folder = folder
        self._payload: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._payload_bytes = 0

    def add_item(self, item: OutgoingItem) -> None:
        documents = {
            layout.ITEM: write_item(item.record),
            layout.CUSTODY: write_custody(item.id, item.rows, item.details),
        }
        for name, content in documents.items():
            path = layout.item_path(item.id, name)
            self._payload[path] = self._write(path, content)
            self._payload_bytes += len(content)
        if item.pieces:
            path = layout.item_path(item.id, item.file)
            self._pass_on(path, item, item.pieces())
            self._payload[path] = item.sha256
            self._payload_bytes += item.size_bytes

    def add_stamp(self, stamp: OutgoingStamp) -> None:
        """Add an answer; the manifest of its batch once, however many authorities stamped it."""
        batch = layout.batch_path(stamp.batch)
        if batch not in self._tags:
            self.add_tag(batch, stamp.manifest)
        self.add_tag(layout.stamp_path(stamp.batch, stamp.authority, layout.RESPONSE), stamp.response)
        self.add_tag(layout.stamp_path(stamp.batch, stamp.authority, layout.ROOTS), stamp.roots)

    def add_tag(self, path: str, content: bytes) -> None:
        self._tags[path] = self._write(path, content)

    def finish(self, info: Mapping[str, str]) -> str:
        oxum = f"{self._payload_bytes}.{len(self._payload)}"
        self.add_tag(layout.DECLARED, layout.DECLARATION.encode())
        self.add_tag(layout.INFO, layout.write_info({**info, "Payload-Oxum": oxum}).encode())
        self.add_tag(layout.PAYLOAD_MANIFEST, layout.write_sums(self._payload).encode())
        fingerprint = self._write(layout.TAG_MANIFEST, layout.write_sums(self._tags).encode())
        self._zip.close()
        return fingerprint

    def abandon(self) -> None:
        """Write no more: a ZIP that is dropped would end itself, and look whole."""
        self._sink.is_open = False
        self._zip.close()

    def _pass_on(self, path: str, item: OutgoingItem, pieces: Iterable[bytes]) -> None:
        """Write a file as it is opened; raise ItemBroken when it is not the one that was received."""
        left, digest = item.size_bytes, hashlib.sha256()
        with self._open(path, zipfile.ZIP_STORED) as entry:
            for piece in pieces:
                kept = piece[:left]
                left -= len(kept)
                digest.update(kept)
                entry.write(kept)
        if left or digest.hexdigest() != item.sha256:
            raise ItemBroken(item.id)

    def _write(self, path: str, content: bytes) -> str:
        with self._open(path, zipfile.ZIP_DEFLATED) as entry:
            entry.write(content)
        return hashlib.sha256(content).hexdigest()

    def _open(self, path: str, compression: int) -> Any:
        entry = zipfile.ZipInfo(f"{self._folder}/{path}")  # of no day: the bag is dated in bag-info.txt
        entry.compress_type, entry.external_attr = compression, 0o600 << 16
        return self._zip.open(entry, "w", force_zip64=True)


class _Sink(io.RawIOBase):
    """What zipfile writes to: it asks for a file, and a target is one but in name."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.is_open = True

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.is_open:
            self._target.write(bytes(data))
        return len(data)
