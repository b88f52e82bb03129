# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of families: its page of a case, and its searched texts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FamiliesConfig(AppConfig):
    name = "safehold.desk.families"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_case_page
        from safehold.desk.families.queries.searched import TEXTS_OF
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.search.actions import register_source

        register_case_page(42, "families:case", _("Family"), shows=FieldClass.IDENTITY, for_work=True)
        for model, texts_of in TEXTS_OF.items():
            register_source(model, texts_of)
