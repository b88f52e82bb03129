# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes the checksums of the register's data files into the log, so that a file can be held against it later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.models import Leaf
from safehold.desk.registrar.rules import draft_leaf
from safehold.persistence.transactions import atomic_for

EXPORT = "export"


def log_exports(files: Sequence[tuple[str, str, int]], on: date) -> int | None:
    """Append a leaf for each file (name, SHA-256 in hex, length) that the log does not know so; return how many.

    None where this desk keeps no register.
    """
    office = queries.find_office()
    if office is None:
        return None
    with atomic_for(Leaf):
        queries.hold_head(office)
        logged = queries.list_exports()
        drafts = [
            draft_leaf(EXPORT, on, f"{EXPORT}/1", {"name": name, "sha256": digest, "bytes": size})
            for name, digest, size in files
            if logged.get(name) != digest
        ]
        if drafts:
            leaves = append(office, drafts)
            audit.append(office.organisation_id, "register.exported", str(leaves[0].position), on=on)
    return len(drafts)
