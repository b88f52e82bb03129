# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of cases. Work on them that waits for a key is handed over when a member unlocks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def hand_over(unlocked: Unlocked, on: date) -> None:
    from safehold.desk.cases.actions import hand_over_renewals
    from safehold.web import clock

    hand_over_renewals(unlocked, on, clock.now())


class CasesConfig(AppConfig):
    name = "safehold.desk.cases"

    def ready(self) -> None:
        from safehold.desk.cases.case_pages import register as register_case_page
        from safehold.desk.cases.queries.searched import TEXTS_OF
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.search.actions import register_source
        from safehold.desk.vault.actions import register_at_unlock

        register_at_unlock("new keys for open cases", hand_over)
        register_case_page(10, "cases:incidents", _("Incidents"), shows=FieldClass.WORDS)
        register_case_page(20, "cases:people", _("People and bodies"), shows=FieldClass.IDENTITY)
        for model, texts_of in TEXTS_OF.items():
            register_source(model, texts_of)
