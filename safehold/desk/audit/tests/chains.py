# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chains in memory, and the files that are made of them."""

import dataclasses
from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.desk.audit import rules
from safehold.desk.audit.rules import Row

DAY = date(2026, 11, 23)
HOUSE, OTHER = uuid4(), uuid4()


def make_chain(length: int, organisation_id: UUID = HOUSE, subject: str = "") -> list[Row]:
    rows = [
        Row(organisation_id, sequence, DAY, None, "case.read", f"{subject}{sequence}", "", "")
        for sequence in range(1, length + 1)
    ]
    return compute(rows)


def compute(rows: Sequence[Row], start: int = 1) -> list[Row]:
    """Give rows the places and hashes of a chain; those before `start` keep theirs."""
    done = list(rows[: start - 1])
    for sequence, row in enumerate(rows[start - 1 :], start):
        previous = done[-1].hash if done else rules.first_hash(row.organisation_id)
        placed = dataclasses.replace(row, sequence=sequence, previous_hash=previous)
        done.append(dataclasses.replace(placed, hash=rules.hash_of(placed)))
    return done


def export(rows: Sequence[Row], head: rules.Head | None = None, organisation_id: UUID = HOUSE) -> bytes:
    newest = (rows[-1].sequence, rows[-1].hash) if rows else (0, "")
    return b"".join(rules.write_export(organisation_id, "north", rows, head or newest))


def sign(row: Row, root: Ed25519PrivateKey, on: date = DAY) -> bytes:
    """Sign a checkpoint at a row."""
    checkpoint = rules.Checkpoint(
        organisation_id=row.organisation_id,
        slug="north",
        sequence=row.sequence,
        hash=row.hash,
        on_day=on,
        root_key=root.public_key().public_bytes_raw().hex(),
    )
    return rules.sign_checkpoint(checkpoint, root.sign)
