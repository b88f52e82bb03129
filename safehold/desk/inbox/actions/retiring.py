# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which weekly keys are still needed, so that the others can be deleted for good."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.backups import queries as backups
from safehold.desk.inbox import named_keys, queries
from safehold.desk.vault import actions as vault
from safehold.desk.vault.rules import RETIRED_AFTER_END
from safehold.public.reporting import queries as crossing

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def retire_keys(unlocked: Unlocked, on: date) -> int:
    """Delete the ended keys of the member's organisation that no sealed text names; return how many.

    The public side is asked first: what is collected meanwhile is seen there or here. A key to which something was
    sealed in the last thirty days is still in use, whatever the lists say.
    """
    named = crossing.list_key_ids()
    named |= queries.list_key_ids() | queries.list_key_ids_since(on - RETIRED_AFTER_END)
    named |= named_keys.list_named()
    named |= backups.list_kept_key_ids(on)
    return vault.retire_intake_keys(unlocked, on, named)
