# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of dossiers: its page of a case, its searched texts, and what a consent taken back ends."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "safehold.desk.dossiers"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_case_page
        from safehold.desk.consent.actions import register_at_withdrawal
        from safehold.desk.dossiers.actions import close_withdrawn
        from safehold.desk.dossiers.queries.searched import TEXTS_OF
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.search.actions import register_source

        register_case_page(45, "dossiers:case", _("Dossiers"), shows=FieldClass.IDENTITY, for_work=True)
        register_at_withdrawal("dossiers", close_withdrawn)
        for model, texts_of in TEXTS_OF.items():
            register_source(model, texts_of)
