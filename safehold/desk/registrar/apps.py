# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of the register's office: its key is made, and made anew, when a registrar unlocks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def prepare(unlocked: Unlocked, on: date) -> None:
    from safehold.desk.registrar.actions import prepare_office

    prepare_office(unlocked, on)


class RegistrarConfig(AppConfig):
    name = "safehold.desk.registrar"

    def ready(self) -> None:
        from safehold.desk.vault.actions import register_at_unlock

        register_at_unlock("the key of the register's office", prepare, for_everybody=True)
