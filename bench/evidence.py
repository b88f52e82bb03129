# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What evidence costs: following the custody of 10,000 items, and sealing and hashing what is uploaded.

Peer of following: hashing the same bytes, which is the least that any chain costs. Peer of sealing: the SHA-256 of the
same bytes alone. BENCH_ITEMS and BENCH_MEGABYTES make it smaller.
"""

import hashlib
import io
import os
import resource
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from bench.figures import show
from safehold.core import age, custody
from safehold.core.envelopes import canonical_json

ITEMS = int(os.environ.get("BENCH_ITEMS", "10000"))
MEGABYTES = int(os.environ.get("BENCH_MEGABYTES", "1024"))
EVENTS = ("received", "hashed", "scanned", "stamped", "viewed", "derived", "verified", "exported")
FLOOR_VERIFY_SECONDS = 10
FLOOR_SEALING_MB_S = 200
FLOOR_EXTRA_MB = 40
PIECE = os.urandom(1 << 20)

Chain = tuple[list[custody.Row], list[dict[str, Any]]]


def time_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def make_chain() -> Chain:
    """Rows and details of one item, as a desk leaves them after its file was handed over."""
    item_id, member = uuid4(), uuid4()
    rows: list[custody.Row] = []
    details = []
    for n, event in enumerate(EVENTS):
        what = {"tool": "safehold", "words": "Shown to the caseworker, without its place.", "n": n}
        detail = custody.make_detail(datetime(2026, 11, 23, 12, tzinfo=UTC), os.urandom(16), what)
        last = (n, rows[-1].hash if rows else "")
        digest = custody.hash_detail(detail)
        rows.append(custody.write_row(item_id, last, event, date(2026, 11, 23), member, digest))
        details.append(detail)
    return rows, details


def verify_all(chains: list[Chain], heads: list[custody.DayHead]) -> None:
    custody.verify_heads(heads)
    ends = custody.list_ends(heads)
    for rows, details in chains:
        custody.verify_chain(rows)
        custody.check_against_ends(rows[0].item_id, rows, ends[rows[0].item_id])
        for row, detail in zip(rows, details, strict=True):
            custody.check_detail(row, detail)


def measure_custody() -> None:
    chains = [make_chain() for _ in range(ITEMS)]
    ends = [(rows[-1].item_id, len(rows), rows[-1].hash) for rows, _ in chains]
    heads = [custody.write_head(None, date(2026, 11, 24), ends)]
    documents = [
        document for rows, details in chains for document in (*map(custody.fields_of, rows), *details)
    ]
    bare = time_of(lambda: [hashlib.sha256(canonical_json(each)).digest() for each in documents])
    peer: dict[str, object] = {"name": "hashing the same documents", "value": bare * 10_000 / ITEMS}
    took = time_of(lambda: verify_all(chains, heads)) * 10_000 / ITEMS
    show("evidence_verify_10000_chains_s", took, "s", peer=peer, at_most=FLOOR_VERIFY_SECONDS)


class _Nowhere(io.RawIOBase):
    def write(self, data: Any) -> int:
        return len(data)


def seal_and_hash() -> None:
    """What an upload goes through: hashed first, then sealed, piece by piece."""
    writer = age.SealingWriter(_Nowhere(), [age.recipient_of(age.generate_identity())])
    digest = hashlib.sha256()
    for _ in range(MEGABYTES):
        digest.update(PIECE)
        writer.write(PIECE)
    writer.finish()


def hash_alone() -> None:
    digest = hashlib.sha256()
    for _ in range(MEGABYTES):
        digest.update(PIECE)


def measure_sealing() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    speed = MEGABYTES * 1.048576 / time_of(seal_and_hash)
    extra = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    peer: dict[str, object] = {"name": "SHA-256 alone", "value": MEGABYTES * 1.048576 / time_of(hash_alone)}
    show("evidence_sealing_and_hashing", speed, "MB/s", peer=peer, at_least=FLOOR_SEALING_MB_S)
    show("evidence_sealing_extra_memory", extra, "MB", at_most=FLOOR_EXTRA_MB)


def main() -> None:
    measure_sealing()
    measure_custody()


if __name__ == "__main__":
    main()
