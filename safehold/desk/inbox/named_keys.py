# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Intake keys that sealed things of rooms above still name, so that they are not deleted.

Rooms above register here when the application starts, since this room does not know them.
"""

from collections.abc import Callable

KeyIds = Callable[[], set[str]]

_registered: dict[str, KeyIds] = {}


def register(name: str, key_ids: KeyIds) -> None:
    """Have these keys kept. A name registered twice counts once."""
    _registered[name] = key_ids


def list_named() -> set[str]:
    """Return the ids of all keys that a room above needs."""
    return set().union(*(key_ids() for key_ids in _registered.values()))
