# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of evidence: its page of a case, files that are filed, what is searched, and how it ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from safehold.desk.cases.models import CaseFile
    from safehold.desk.vault.actions import Unlocked


def take_in(unlocked: Unlocked, key: bytes, file: CaseFile, on: date) -> None:
    from safehold.desk.evidence.actions import take_in_report_file
    from safehold.desk.evidence.rules import Moment
    from safehold.web import clock

    take_in_report_file(unlocked, key, file, Moment(clock.now(), on))


def end(case_ids: Collection[UUID]) -> None:
    from safehold.desk.evidence.actions import end_with_cases
    from safehold.desk.evidence.rules import Moment
    from safehold.web import clock

    end_with_cases(case_ids, Moment(clock.now(), clock.today()))


class EvidenceConfig(AppConfig):
    name = "safehold.desk.evidence"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_before_erasing, register_case_page
        from safehold.desk.evidence.models import Item, Reading
        from safehold.desk.evidence.queries import texts_of_item, texts_of_reading
        from safehold.desk.inbox.actions import register_at_filing
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.search.actions import register_source

        register_case_page(45, "evidence:case", _("Evidence"), shows=FieldClass.IDENTITY, for_work=True)
        register_at_filing("evidence", take_in)
        register_before_erasing("evidence", end)
        register_source(Item, texts_of_item)
        register_source(Reading, texts_of_reading)
