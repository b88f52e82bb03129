# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two folders of sealed files: the public site's, which is read, and the desk's, which is written."""

from datetime import date
from pathlib import Path

from safehold.desk.inbox.errors import FileNotCopied
from safehold.persistence.stores import open_store, sync_folder
from safehold.public.reporting.rules import is_stored_name, start_of


def copy_file(stored_name: str, received_on: date) -> int:
    """Copy one sealed file, durably and byte for byte; return its size in bytes. Raises FileNotCopied."""
    if not is_stored_name(stored_name):
        raise FileNotCopied
    try:
        source = open_store("public").open_sealed(stored_name)
    except FileNotFoundError:
        raise FileNotCopied from None
    with source:
        return open_store("desk").copy_in(source, stored_name, day_epoch=start_of(received_on))


def list_names_in_store() -> set[str]:
    """Return the names of the sealed files in the desk's store."""
    return set(open_store("desk").list_names())


def delete_file(stored_name: str) -> None:
    """Delete one sealed file from the desk's store, durably. Raises OSError."""
    if is_stored_name(stored_name):
        store = open_store("desk")
        store.delete(stored_name)
        if Path(store.location).exists():
            sync_folder(Path(store.location))
