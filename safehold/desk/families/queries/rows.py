# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which files there are, sealed; their days; and on what footing a member helps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case, State
from safehold.desk.families.errors import FamilyUnknown
from safehold.desk.families.models import FamilyFile, Helper, KeptDeadline

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

NEAR_DAYS = 30


def access_family(case: Case, family_id: UUID) -> FamilyFile:
    """Return a file of this case, or of one that is read in it. Raises FamilyUnknown."""
    together = cases.list_family(case)
    found = FamilyFile.objects.filter(case__in=together, id=family_id).select_related("case").first()
    if found is None:
        raise FamilyUnknown
    return found


def list_families(member: Member, on: date) -> QuerySet[FamilyFile]:
    """Return the files of every case that a member works on: those whose next day comes first."""
    if not (member.is_active and member.works_on_cases):
        return FamilyFile.objects.none()
    found = FamilyFile.objects.filter(case__organisation=member.organisation_id).select_related("case")
    next_on = Min("deadlines__due_on", filter=Q(deadlines__due_on__gte=on))
    return found.annotate(next_on=next_on).order_by("next_on", "opened_on", "id")


def list_deadlines(file: FamilyFile) -> list[KeptDeadline]:
    return list(KeptDeadline.objects.filter(file=file).order_by("due_on", "id"))


def count_near(member: Member, on: date) -> int:
    """Return in how many files of the member's organisation a day ends within a month."""
    if not (member.is_active and member.works_on_cases):
        return 0
    near = KeptDeadline.objects.filter(
        case__organisation=member.organisation_id, due_on__range=(on, on + timedelta(days=NEAR_DAYS))
    )
    return near.exclude(case__state=State.CLOSED).values("file").distinct().count()


def due_alerts(on: date) -> QuerySet[KeptDeadline]:
    """Return the days that are to be said by now, in cases that are not closed."""
    found = KeptDeadline.objects.filter(next_alert_on__lte=on).exclude(case__state=State.CLOSED)
    return found.select_related("case").order_by("next_alert_on", "id")


def list_alerted(on: date) -> list[UUID]:
    """Return the organisations that have such days."""
    found = due_alerts(on).order_by("case__organisation").values_list("case__organisation", flat=True)
    return list(found.distinct())


def find_helper(member: Member) -> Helper | None:
    """Return what a member said of how they help; None while they have not."""
    return Helper.objects.filter(member=member).first()
