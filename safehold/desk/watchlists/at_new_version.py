# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What else happens when a list has a new version: rooms above have their cases screened again.

They register here when the application starts, since this room does not know them. Their work runs after the version
stands, in the process that imported it, and holds no key. A kill in between has it run again: at least once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class NewVersion:
    """`number`: its place among all imports. `organisation_id`: whose screening sees the list; None: everybody's."""

    list_id: UUID
    list_name: str
    number: int
    organisation_id: UUID | None
    counts: dict[str, int]
    on: date


Work = Callable[[NewVersion], object]
_registered: dict[str, Work] = {}


def register(name: str, work: Work) -> None:
    """Have `work` done for each new version. A name registered twice counts once."""
    _registered[name] = work


def list_works() -> dict[str, Work]:
    """Return what is registered, by name."""
    return dict(_registered)
