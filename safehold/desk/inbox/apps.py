# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of the inbox. When a member unlocks, keys that no sealed text needs any more are deleted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def retire(unlocked: Unlocked, on: date) -> None:
    from safehold.desk.inbox.actions import retire_keys

    retire_keys(unlocked, on)


def forward(unlocked: Unlocked, on: date) -> None:
    from safehold.desk.inbox.actions import forward_arrivals

    forward_arrivals(unlocked, on)


class InboxConfig(AppConfig):
    name = "safehold.desk.inbox"

    def ready(self) -> None:
        from safehold.desk.vault.actions import register_at_unlock

        register_at_unlock("passing on what belongs to others", forward)
        register_at_unlock("deleting ended keys", retire)
