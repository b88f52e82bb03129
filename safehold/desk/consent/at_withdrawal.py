# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What else happens when somebody takes a consent back, or when it ends: open shares are closed, a task is opened.

Rooms above register here when the application starts, since this room does not know them. Their work runs in the
transaction of the withdrawal and holds no key.

Whoever asks for consent locks in this order: the case, the subject (`require`), rows of their own. Work that is
registered here locks rows of its own only, never a case.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

Work = Callable[[UUID, UUID, str, str, date], object]
"""Takes the organisation's id, the subject's id, the purpose, the recipient ("" for all) and the day."""

_registered: dict[str, Work] = {}


def register(name: str, work: Work) -> None:
    """Have `work` done at each withdrawal and end. A name registered twice counts once: never rename one."""
    _registered[name] = work


def list_works() -> dict[str, Work]:
    """Return what is registered, by name."""
    return dict(_registered)
