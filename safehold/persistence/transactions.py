# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only way to open a transaction.

A bare `transaction.atomic()` opens it on the alias `default`, whatever the model inside: on the wrong alias a
rolled-back block keeps its rows. Naming the model removes the choice; a lint rule refuses the bare form.

SQLite lets one writer in at a time and leaves the others to ask again and again, so that under load some wait for
seconds while later ones pass. Writers therefore stand in line at a lock file beside the database, where the kernel
wakes the next one at once. The lock belongs to an open file: a killed process leaves it free. One that is stopped does
not: then those behind it are told so after a while, instead of standing there for ever.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

LONGEST_WAIT_SECONDS = 20
"""As long as SQLite itself waits for a lock (settings.SQLITE_OPTIONS)."""


class TurnDidNotCome(OperationalError):
    """Another writer held the database for too long; nothing was written. Pages answer it as a database that fails."""


@contextmanager
def atomic_for(model: type[models.Model], *, durable: bool = False) -> Iterator[None]:
    """Open a transaction on the database that holds `model`.

    durable: refuse to run inside another transaction, for writes that a person is told about.
    """
    alias = router.db_for_write(model)
    with _turn_to_write(connections[alias]), transaction.atomic(using=alias, durable=durable):
        yield


@contextmanager
def _turn_to_write(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Wait for this writer's turn on an SQLite file; do nothing elsewhere, and inside a transaction."""
    name = str(connection.settings_dict["NAME"])
    if (
        connection.vendor != "sqlite"
        or connection.in_atomic_block
        or ":memory:" in name
        or "mode=memory" in name
    ):
        yield
        return
    place = _Place(f"{name}.queue")
    try:
        place.wait()
        yield
    finally:
        place.leave()


class _Place:
    """A place in the line. Where somebody is before us, a thread of its own waits: `flock` knows no time limit."""

    def __init__(self, path: str) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        self._mutex = threading.Lock()
        self._is_ours = self._is_left = False

    def wait(self) -> None:
        """Return when it is this writer's turn. Raises TurnDidNotCome."""
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._is_ours = True
        except BlockingIOError:
            waiting = threading.Thread(target=self._stand_in_line, daemon=True)
            waiting.start()
            waiting.join(LONGEST_WAIT_SECONDS)
        if not self._is_ours:
            raise TurnDidNotCome

    def _stand_in_line(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        with self._mutex:
            self._is_ours = True
            if self._is_left:
                os.close(self._handle)

    def leave(self) -> None:
        """Let the next one in. A turn that comes after this is given back at once."""
        with self._mutex:
            self._is_left = True
            if self._is_ours:
                os.close(self._handle)
