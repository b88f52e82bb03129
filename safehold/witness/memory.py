# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a witness remembers: for each log the last checkpoint it cosigned, which only ever grows, and what it refused.

Reading what was cosigned last, deciding and storing happen in one transaction that nobody else can enter. It is on the
disk before anybody is answered.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from safehold.core.tlog import EMPTY_ROOT, AddCheckpoint, Checkpoint, Seen
from safehold.witness.errors import MemoryMissing

PATIENCE_SECONDS = 10
MOST_REFUSED = 100
"""How many refused checkpoints are kept of one log. The first ones tell the story."""

TABLES = """
CREATE TABLE cosigned (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL CHECK (size >= 0), root BLOB NOT NULL CHECK (length(root) = 32),
    note BLOB NOT NULL
);
CREATE TRIGGER cosigned_only_grows BEFORE UPDATE ON cosigned
    WHEN NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root) OR NEW.origin <> OLD.origin
    BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER cosigned_stays BEFORE DELETE ON cosigned
    BEGIN SELECT RAISE(ABORT, 'a witness never forgets'); END;
CREATE TABLE refused (
    origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL, reason TEXT NOT NULL,
    refused_at INTEGER NOT NULL, UNIQUE (origin, size, root)
);
"""


@dataclass(frozen=True)
class Refused:
    """A checkpoint that its log signed and that was not shown to continue what was cosigned."""

    origin: str
    size: int
    root: bytes
    note: bytes
    reason: str
    refused_at: int


class Memory:
    """One SQLite file."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise MemoryMissing(
                f"{path} is gone. A witness that forgot what it cosigned must never cosign again: retire this key, and "
                "make a new witness in a new folder."
            )
        self._path = path

    @classmethod
    def make(cls, path: Path) -> Memory:
        """Make an empty memory."""
        path.touch(mode=0o600, exist_ok=False)
        memory = cls(path)
        with closing(memory._connect()) as connection:
            connection.executescript(TABLES)
        return memory

    @contextmanager
    def alone(self) -> Iterator[Turn]:
        """Give the one turn in which what was cosigned may change; it is durable on leaving, unless it raised."""
        with closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Turn(connection)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def newest_note(self, origin: str) -> bytes | None:
        """Return the last checkpoint that was cosigned, with the cosignature."""
        with closing(self._connect()) as connection:
            row = connection.execute("SELECT note FROM cosigned WHERE origin = ?", [origin]).fetchone()
        return bytes(row[0]) if row else None

    def list_cosigned(self) -> list[tuple[str, int, bytes]]:
        """Return origin, size and root of each log."""
        with closing(self._connect()) as connection:
            return connection.execute("SELECT origin, size, root FROM cosigned ORDER BY origin").fetchall()

    def list_refused(self) -> list[Refused]:
        """Return what was refused, the oldest first."""
        with closing(self._connect()) as connection:
            rows = connection.execute("SELECT * FROM refused ORDER BY refused_at, rowid").fetchall()
        return [Refused(*row) for row in rows]

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=rw",
            timeout=PATIENCE_SECONDS,
            isolation_level=None,
            uri=True,
        )
        connection.execute("PRAGMA synchronous = EXTRA")  # FULL may lose the last commit when power is lost
        return connection


class Turn:
    """What can be read and changed while nobody else can."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def seen(self, origin: str) -> Seen:
        """Return what was cosigned last."""
        row = self._connection.execute(
            "SELECT size, root FROM cosigned WHERE origin = ?", [origin]
        ).fetchone()
        return Seen(*row) if row else Seen(0, EMPTY_ROOT)

    def remember(self, checkpoint: Checkpoint, note: bytes) -> None:
        """Store what is cosigned now. The database refuses to go back."""
        self._connection.execute(
            "INSERT INTO cosigned VALUES (?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE SET "
            "size = excluded.size, root = excluded.root, note = excluded.note",
            [checkpoint.origin, checkpoint.size, checkpoint.root, note],
        )

    def keep_refused(self, request: AddCheckpoint, reason: str, at: int) -> None:
        """Keep a checkpoint that its log signed and that does not continue: it may be what proves a fork."""
        checkpoint = request.checkpoint
        self._connection.execute(
            "INSERT OR IGNORE INTO refused SELECT ?, ?, ?, ?, ?, ? "
            "WHERE (SELECT count(*) FROM refused WHERE origin = ?) < ?",
            [
                checkpoint.origin,
                checkpoint.size,
                checkpoint.root,
                request.note,
                reason,
                at,
                checkpoint.origin,
                MOST_REFUSED,
            ],
        )
