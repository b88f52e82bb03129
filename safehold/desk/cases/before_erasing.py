# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must agree before cases are erased. Rooms above register theirs when the application starts.

What is registered runs in the transaction that erases, with the cases locked, and raises to keep them.
"""

from collections.abc import Callable, Collection
from uuid import UUID

Check = Callable[[Collection[UUID]], None]
_registered: dict[str, Check] = {}


def register(name: str, check: Check) -> None:
    """Have `check` asked before any case is erased, whoever erases it. A name registered twice counts once."""
    _registered[name] = check


def ask_all(case_ids: Collection[UUID]) -> None:
    """Raise what any check raises."""
    for check in _registered.values():
        check(case_ids)
