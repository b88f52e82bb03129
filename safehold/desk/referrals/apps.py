# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of referrals: its page of a case, its searched texts, and what ends when a consent is taken
back."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "safehold.desk.referrals"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_case_page
        from safehold.desk.consent.actions import register_at_withdrawal
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.referrals.actions import close_withdrawn
        from safehold.desk.referrals.queries.searched import TEXTS_OF
        from safehold.desk.search.actions import register_source

        register_case_page(40, "referrals:case", _("Referrals"), shows=FieldClass.IDENTITY, for_work=True)
        register_at_withdrawal("referrals", close_withdrawn)
        for model, texts_of in TEXTS_OF.items():
            register_source(model, texts_of)
