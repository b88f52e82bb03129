# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outside of the reporter's side: the folder of sealed files, the pinned root, the catalogue.

Both processes use this domain. The folder is `sealed` to the public process and `public` to the desk.
"""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.db import connections, router
from django.db.models import Model

from safehold.persistence.stores import DurableStore
from safehold.public.reporting.errors import DeskNotOpen

ROOT_HEX_CHARACTERS = 64


def open_store() -> DurableStore:
    """Return the folder of the reporters' sealed files."""
    store = storages["sealed" if settings.SITE == "public" else "public"]
    assert isinstance(store, DurableStore)
    return store


def limit(name: str) -> int:
    """Return one of the numbers of the public settings; the desk's settings have none of them."""
    return int(getattr(settings, name))


def read_pinned_root() -> bytes:
    """Return the coalition root's public key, 32 bytes; raises DeskNotOpen while there is none."""
    text = str(getattr(settings, "COALITION_ROOT", ""))
    if not text:
        try:
            text = Path(getattr(settings, "COALITION_ROOT_FILE", "")).read_text()
        except OSError:
            raise DeskNotOpen from None
    text = text.strip()
    if len(text) != ROOT_HEX_CHARACTERS:
        raise DeskNotOpen
    return bytes.fromhex(text)


def erase_from_log(model: type[Model]) -> None:
    """Bring an erasure from SQLite's write-ahead log into the database, so that no old page stays behind."""
    connection = connections[router.db_for_write(model)]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
