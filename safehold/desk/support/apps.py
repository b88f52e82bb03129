# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of support: its pages of a case, its searched texts, and the task that a withdrawal opens."""

from datetime import date
from uuid import UUID

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def open_task(organisation_id: UUID, subject_id: UUID, _purpose: str, _recipient: str, on: date) -> None:
    """Have somebody look at what was shared. A subject that is in no case has shared nothing."""
    from safehold.desk.cases.queries import find_case_of_subject
    from safehold.desk.tasks import actions as tasks

    if case_id := find_case_of_subject(subject_id):
        tasks.open_task(
            organisation_id, "consent-withdrawn", case_id=case_id, about_id=subject_id, due_on=on, on=on
        )


class SupportConfig(AppConfig):
    name = "safehold.desk.support"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_case_page
        from safehold.desk.consent.actions import register_at_withdrawal
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.search.actions import register_source
        from safehold.desk.support.queries.searched import TEXTS_OF

        register_case_page(30, "support:case", _("Support"), shows=FieldClass.SAFETY)
        register_case_page(35, "support:consent", _("Consent"))
        register_at_withdrawal("a task for each withdrawal", open_task)
        for model, texts_of in TEXTS_OF.items():
            register_source(model, texts_of)
