# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which dossiers there are, sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.dossiers.errors import DossierUnknown
from safehold.desk.dossiers.models import Dossier, Version

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def access_dossier(case: Case, dossier_id: UUID) -> Dossier:
    """Return a dossier of this case, or of one that is read in it. Raises DossierUnknown."""
    family = cases.list_family(case)
    found = Dossier.objects.filter(case__in=family, id=dossier_id).select_related("case").first()
    if found is None:
        raise DossierUnknown
    return found


def access_version(dossier: Dossier, version_id: UUID) -> Version:
    """Return a version of a dossier. Raises DossierUnknown."""
    found = Version.objects.filter(dossier=dossier, id=version_id).first()
    if found is None:
        raise DossierUnknown
    return found


def list_dossiers(member: Member) -> QuerySet[Dossier]:
    """Return the dossiers of every case that a member works on; those that are due first."""
    if not (member.is_active and member.works_on_cases):
        return Dossier.objects.none()
    found = Dossier.objects.filter(organisation=member.organisation_id).select_related("case")
    return found.order_by("campaign_id", "follow_up_on", "created_on", "id")
