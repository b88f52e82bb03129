# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two folders of sealed files: the public site's, which is read, and the desk's, which is written."""

from datetime import date

from django.core.files.storage import storages

from safehold.desk.inbox.errors import FileNotCopied
from safehold.persistence.stores import DurableStore
from safehold.public.reporting.rules import is_stored_name, start_of


def copy_file(stored_name: str, received_on: date) -> int:
    """Copy one sealed file, durably and byte for byte; return its size in bytes. Raises FileNotCopied."""
    if not is_stored_name(stored_name):
        raise FileNotCopied
    try:
        source = _store("public").open_sealed(stored_name)
    except FileNotFoundError:
        raise FileNotCopied from None
    with source:
        return _store("sealed").copy_in(source, stored_name, day_epoch=start_of(received_on))


def list_stored_names() -> set[str]:
    """Return the names of the sealed files in the desk's store."""
    return set(_store("sealed").list_names())


def _store(alias: str) -> DurableStore:
    store = storages[alias]
    assert isinstance(store, DurableStore)
    return store
