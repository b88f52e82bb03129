# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The manifest that is stamped: which files, with their SHA-256 and size, and how to check it. Never a bare hash.

Canonical JSON (RFC 8785), items sorted by id. Its bytes are what is stamped: they are kept as they were written. The
batch id is random, so that no two manifests have one hash, and a hash says nothing about a file to who sees it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from safehold.core.envelopes.canonical import canonical_json, read_canonical_json
from safehold.core.envelopes.errors import EnvelopeMalformed
from safehold.core.timestamps.errors import ManifestMalformed

MANIFEST_FORMAT = "safehold.timestamp-manifest/1"
ABOUT = (
    "Each item is a file: its id, the SHA-256 of its bytes in hex, its size in bytes. A time stamping authority "
    "(RFC 3161) stamped the SHA-256 of this manifest's bytes; to check it: "
    "openssl ts -verify -in response.tsr -data manifest.json -CAfile roots.pem"
)
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, order=True)
class StampedItem:
    """A file that a manifest names."""

    id: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """A batch of files that were stamped together."""

    batch: str
    items: tuple[StampedItem, ...]


def write_manifest(batch: UUID | str, items: Iterable[StampedItem]) -> bytes:
    """Return the bytes to stamp. Raises ManifestMalformed: no item, an item twice, or what is no SHA-256."""
    manifest = Manifest(str(batch), tuple(sorted(items)))
    _check(manifest)
    rows = [{"id": each.id, "sha256": each.sha256, "size": each.size} for each in manifest.items]
    return canonical_json({"format": MANIFEST_FORMAT, "about": ABOUT, "batch": manifest.batch, "items": rows})


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest; raise ManifestMalformed for anything that `write_manifest` would not write."""
    try:
        document = read_canonical_json(content)
        manifest = Manifest(document["batch"], tuple(_item(each) for each in document["items"]))
        is_one = write_manifest(manifest.batch, manifest.items) == content
    except (EnvelopeMalformed, KeyError, TypeError):
        raise ManifestMalformed from None
    if not is_one:
        raise ManifestMalformed
    return manifest


def hash_manifest(content: bytes) -> str:
    """Return what is stamped of a manifest: its SHA-256, in hex."""
    return hashlib.sha256(content).hexdigest()


def _item(row: Any) -> StampedItem:
    return StampedItem(row["id"], row["sha256"], row["size"])


def _check(manifest: Manifest) -> None:
    ids = {each.id for each in manifest.items}
    is_sound = (
        type(manifest.batch) is str
        and 0 < len(ids) == len(manifest.items)
        and all(_is_sound(each) for each in manifest.items)
    )
    if not is_sound:
        raise ManifestMalformed


def _is_sound(item: StampedItem) -> bool:
    texts = type(item.id) is str and type(item.sha256) is str and _HEX.fullmatch(item.sha256)
    return bool(texts) and type(item.size) is int and item.size >= 0
