# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of cases, still wrapped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import QuerySet

from safehold.desk.vault.models import SubjectKey


def list_subject_keys(subject_ids: Collection[UUID], vault_ids: Sequence[UUID]) -> list[SubjectKey]:
    """Return the sealed keys of these subjects, in all their versions, in these vaults."""
    return list(SubjectKey.objects.filter(subject_id__in=subject_ids, vault__in=vault_ids))


def count_subjects(organisation_id: UUID) -> int:
    """Return how many things have a key in the newest vault."""
    return SubjectKey.objects.filter(vault__organisation=organisation_id, vault__retired_on=None).count()


def list_due_subjects(organisation_id: UUID) -> set[UUID]:
    """Return the ids of the things that must get a new key, since something that opened them has ended."""
    return set(due_subjects(organisation_id))


def due_subjects(organisation_id: UUID) -> QuerySet[SubjectKey, UUID]:
    """The same for use inside another room's query: there may be a hundred thousand."""
    due = SubjectKey.objects.filter(vault__organisation=organisation_id, is_due=True)
    return due.values_list("subject_id", flat=True)


def list_kept_versions(subject_ids: Collection[UUID]) -> set[tuple[UUID, int]]:
    """Return which versions of these subjects' keys some vault holds."""
    rows = SubjectKey.objects.filter(subject_id__in=subject_ids)
    return set(rows.values_list("subject_id", "version"))
