# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of retention: its page of a case, and the hold that every erasure asks about."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    name = "safehold.desk.retention"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_before_erasing, register_case_page
        from safehold.desk.retention.models import Hold
        from safehold.desk.retention.queries import require_unheld
        from safehold.desk.retention.queries.searched import texts_of_hold
        from safehold.desk.search.actions import register_source

        register_before_erasing("holds", require_unheld)
        register_source(Hold, texts_of_hold)
        register_case_page(70, "retention:case", _("Keeping"), for_work=True)
