# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only way to open a transaction.

A bare `transaction.atomic()` opens it on the alias `default`, whatever the model inside: on the wrong alias a
rolled-back block keeps its rows. Naming the model removes the choice; a lint rule refuses the bare form.

SQLite lets one writer in at a time and leaves the others to ask again and again, so that under load some wait for
seconds while later ones pass. Writers therefore stand in line at a lock file beside the database, where the kernel
wakes the next one at once. The lock belongs to an open file: a killed process leaves it free.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


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
    handle = os.open(f"{name}.queue", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
