# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of search. When a member unlocks, search keys that nothing needs any more are deleted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def drop_old_keys(unlocked: Unlocked, on: date) -> None:  # noqa: ARG001
    from safehold.desk.search.actions import drop_old_keys

    drop_old_keys(unlocked)


class SearchConfig(AppConfig):
    name = "safehold.desk.search"

    def ready(self) -> None:
        from safehold.desk.vault.actions import register_at_unlock

        register_at_unlock("deleting ended search keys", drop_old_keys)
