# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What ends with a member's account. Rooms above register theirs when the application starts.

What is registered runs in the transaction that closes the account, however it is closed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

_registered: dict[str, Callable[["Member"], None]] = {}


def register(name: str, work: Callable[["Member"], None]) -> None:
    """Have `work` done whenever an account is closed. A name registered twice counts once."""
    _registered[name] = work


def run_all(member: "Member") -> None:
    for work in _registered.values():
        work(member)
