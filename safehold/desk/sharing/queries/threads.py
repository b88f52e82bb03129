# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What two organisations share, opened with the key of the share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from safehold.desk.sharing import rules
from safehold.desk.sharing.errors import ShareClosed, ThreadLocked
from safehold.desk.sharing.models import Entry, Share
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing


@dataclass(frozen=True)
class OpenedEntry:
    row: Entry
    words: str = field(repr=False)
    is_ours: bool


@dataclass(frozen=True)
class OpenedShare:
    """What was shared, and what both wrote since, in order. `content`: without what the reader's role hides."""

    row: Share
    content: dict[str, Any] = field(repr=False)
    messages: list[OpenedEntry]
    works: list[OpenedEntry]


def key_of(unlocked: Unlocked, share: Share) -> bytes:
    """Return the key that a share's entries are under. Raises ShareClosed or ThreadLocked."""
    try:
        return unlocked.case_key(share.pk, share.key_version)
    except KeyMissing:
        raise (ThreadLocked if share.is_open else ShareClosed) from None


def open_share(unlocked: Unlocked, share: Share) -> OpenedShare:
    """Open everything in a share. Raises ShareClosed, ThreadLocked or RowTampered."""
    key = key_of(unlocked, share)
    rows = list(share.entries.select_related("organisation", "author", "doing").order_by("position"))
    content = next((row.open(key) for row in rows if row.kind == Entry.Kind.CONTENT), {})
    return OpenedShare(
        row=share,
        content=rules.narrow(content, unlocked.member.role),
        messages=_open(unlocked, key, (row for row in rows if row.kind == Entry.Kind.MESSAGE)),
        works=_open(unlocked, key, (row for row in rows if row.kind == Entry.Kind.WORK)),
    )


def _open(unlocked: Unlocked, key: bytes, rows: Iterable[Entry]) -> list[OpenedEntry]:
    ours = unlocked.organisation_id
    return [OpenedEntry(row, str(row.open(key)["words"]), row.organisation_id == ours) for row in rows]
