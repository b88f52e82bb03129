# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened at a row of custody: the part that is sealed. A row in the clear has its hash only.

    {format, salt: 16 random bytes in hex, at: exact time in UTC, what: {...}}

The salt keeps the hash from telling: without it, whoever guesses what happened could try it. `what` holds texts, whole
numbers, true, false, lists and objects; no fractions (canonical JSON has one spelling for each document).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from safehold.core.custody.chain import AnyRow
from safehold.core.custody.errors import DetailForged
from safehold.core.envelopes.canonical import canonical_json
from safehold.core.envelopes.errors import EnvelopeMalformed

DETAIL_FORMAT = "safehold.custody-detail/1"
SALT_BYTES = 16


def make_detail(at: datetime, salt: bytes, what: Mapping[str, Any]) -> dict[str, Any]:
    """Return the detail of a row. at: now, in UTC. salt: 16 random bytes. Raises ValueError for other ones."""
    if at.utcoffset() != timedelta(0) or len(salt) != SALT_BYTES:
        raise ValueError("A detail takes a time in UTC and 16 bytes of salt.")
    time = at.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    return {"format": DETAIL_FORMAT, "salt": salt.hex(), "at": time, "what": dict(what)}


def hash_detail(detail: Mapping[str, Any]) -> str:
    """Return the hash of a detail that its row carries, in hex. Raises EnvelopeMalformed."""
    return hashlib.sha256(canonical_json(dict(detail))).hexdigest()


def check_detail(row: AnyRow, detail: Mapping[str, Any]) -> None:
    """Raise DetailForged unless a row was written with this detail."""
    try:
        is_its_own = hash_detail(detail) == row.detail_sha256
    except EnvelopeMalformed:
        is_its_own = False
    if not is_its_own:
        raise DetailForged(str(row.item_id), row.position)


def hashed_facts(sha256: str, size_bytes: int) -> dict[str, Any]:
    """Return what a "hashed" row says: a hand-over is checked against it."""
    return {"sha256": sha256, "size_bytes": size_bytes}


def stamped_facts(
    batch: str, authority: str, manifest_sha256: str, response_sha256: str, stamped_at: str
) -> dict[str, Any]:
    """Return what a "stamped" row says: a hand-over without this very stamp is named."""
    return {
        "batch": batch,
        "authority": authority,
        "manifest_sha256": manifest_sha256,
        "response_sha256": response_sha256,
        "stamped_at": stamped_at,
    }


def exported_facts(items: Iterable[UUID | str], to: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an "exported" row says: which items went out together, and to whom. A bag without one is named."""
    return {**more, "items": sorted(str(each) for each in items), "to": to}
