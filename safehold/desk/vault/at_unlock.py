# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What else happens when a member unlocks: work that waited for a key.

Rooms above register here when the application starts, since this room does not know them. A piece of work that
fails never keeps a member from unlocking: it is logged by its kind and tried again at the next unlock.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safehold.desk.vault.actions.unlocked import Unlocked

Work = Callable[["Unlocked", date], object]

logger = logging.getLogger(__name__)
_registered: dict[str, Work] = {}
_for_everybody: set[str] = set()


def register(name: str, work: Work, *, for_everybody: bool = False) -> None:
    """Have `work` done at each unlock of a member who has a vault. A name registered twice counts once.

    for_everybody: also when somebody unlocks who opens no case, such as a registrar.
    """
    _registered[name] = work
    if for_everybody:
        _for_everybody.add(name)


def do_what_waited(unlocked: Unlocked, on: date) -> None:
    """Run all registered work, each on its own."""
    for name, work in _registered.items():
        if not (unlocked.member.opens_cases or name in _for_everybody):
            continue
        try:
            work(unlocked, on)
        except Exception as error:
            logger.error("%s did not finish at an unlock: %s", name, type(error).__name__)  # noqa: TRY400
