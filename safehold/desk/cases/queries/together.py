# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases that were put together: one is read, the others point at it. Nothing of them is rewritten."""

from uuid import UUID

from safehold.desk.cases.models import Case
from safehold.desk.cases.queries.contents import key_of
from safehold.desk.vault.actions import Unlocked


def list_family(case: Case) -> list[Case]:
    """Return a case and those that are read in it, itself first."""
    return [case, *Case.objects.filter(merged_into=case).order_by("opened_on", "id")]


def list_family_ids(case: Case) -> list[UUID]:
    """Return the ids of a case and of those that are read in it."""
    return [each.id for each in list_family(case)]


def keys_of_family(unlocked: Unlocked, case: Case) -> dict[UUID, bytes]:
    """Return the key of a case and of each that is read in it. Raises KeyMissing."""
    return {each.id: key_of(unlocked, each) for each in list_family(case)}
