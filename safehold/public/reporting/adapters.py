# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outside of the reporter's side: the folder of sealed files, the pinned root, the catalogue.

Both processes use this domain. The folder is `sealed` to the public process and `public` to the desk.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from safehold.persistence.stores import DurableStore
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.rules import is_stored_name

logger = logging.getLogger(__name__)
ROOT_HEX_CHARACTERS = 64


def open_store() -> DurableStore:
    """Return the folder of the reporters' sealed files."""
    store = storages["sealed" if settings.SITE == "public" else "public"]
    assert isinstance(store, DurableStore)
    return store


def limit(name: str) -> int:
    """Return one of the numbers of the public settings; the desk's settings have only some of them."""
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


def discard_file(stored_name: str) -> None:
    """Delete a sealed file that no row names any more. What cannot be deleted now is left for the sweep.

    A name that is none of ours was written by somebody else, and leads to nothing of ours.
    """
    if not is_stored_name(stored_name):
        return
    try:
        open_store().delete(stored_name)
    except OSError as error:
        logger.warning("a sealed file is left for the sweep: %s", type(error).__name__)
