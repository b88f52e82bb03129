# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to a file of a report when it is put into its case.

Rooms above register theirs when the application starts, since this room does not know them. What is registered runs in
the transaction that files it, with the case locked and its key in hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safehold.desk.cases.models import CaseFile
    from safehold.desk.vault.actions import Unlocked

    AtFiling = Callable[[Unlocked, bytes, CaseFile, date], object]

_registered: dict[str, AtFiling] = {}


def register(name: str, hook: AtFiling) -> None:
    """Have `hook` called with each file that is filed. A name registered twice counts once."""
    _registered[name] = hook


def tell_all(unlocked: Unlocked, key: bytes, file: CaseFile, on: date) -> None:
    for hook in _registered.values():
        hook(unlocked, key, file, on)
