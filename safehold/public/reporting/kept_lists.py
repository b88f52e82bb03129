# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The newest signed lists that passed, in a folder outside the database: what a restart remembers.

One file for each version of a list, so that processes that write at the same moment never put an older one in a newer
one's place. What is read here is checked again from the pinned root down, as everything else is. A folder that cannot
be written or read never stops a report: it is logged once, by its kind.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from django.conf import settings

from safehold.persistence.stores import DurableStore

logger = logging.getLogger(__name__)
_said: set[tuple[str, str]] = set()


def keep(kind: str, organisation_id: UUID | None, version: int, signed: bytes, issued_on: date) -> None:
    """Keep a list that passed, durably, and drop the versions below it."""
    folder, name = _folder(), _name(kind, organisation_id)
    midnight = datetime(issued_on.year, issued_on.month, issued_on.day, tzinfo=UTC)
    try:
        with folder.receiving() as incoming:
            incoming.write(signed)
            incoming.keep(f"{name}.{version}", day_epoch=int(midnight.timestamp()))
        for older in _versions(folder, name):
            if older < version:
                folder.delete(f"{name}.{older}")
    except OSError as error:
        _say_once("written", error)


def list_kept(kind: str, organisation_id: UUID | None) -> Iterator[bytes]:
    """Yield what is kept of a list, the highest version first; what passes is for the caller to find out."""
    folder, name = _folder(), _name(kind, organisation_id)
    try:
        for version in sorted(_versions(folder, name), reverse=True):
            with folder.open_sealed(f"{name}.{version}") as file:
                yield file.read()
    except OSError as error:
        _say_once("read", error)


def _folder() -> DurableStore:
    return DurableStore(settings.LISTS_FOLDER)


def _name(kind: str, organisation_id: UUID | None) -> str:
    return f"{kind}-{organisation_id}" if organisation_id else kind


def _versions(folder: DurableStore, name: str) -> list[int]:
    split = (each.rpartition(".") for each in folder.list_names())
    return [
        int(number) for stem, _, number in split if stem == name and number.isascii() and number.isdigit()
    ]


def _say_once(verb: str, error: OSError) -> None:
    said = (verb, type(error).__name__)
    if said not in _said:
        _said.add(said)
        logger.error("the folder of kept lists cannot be %s: %s; reports are taken as before", *said)
