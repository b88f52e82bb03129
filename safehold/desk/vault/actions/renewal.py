# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A thing that was sealed under a new key lets go of the old one."""

from collections.abc import Collection, Mapping
from uuid import UUID

from safehold.desk.vault.models import SubjectKey
from safehold.persistence.transactions import atomic_for


def replace_case_keys(newest: Mapping[UUID, int]) -> None:
    """Delete all keys of each case that are older than this version, in the transaction that sealed it under that."""
    with atomic_for(SubjectKey):
        for version in set(newest.values()):
            subjects = [subject_id for subject_id, its_newest in newest.items() if its_newest == version]
            SubjectKey.objects.filter(subject_id__in=subjects, version__lt=version).delete()


def take_subject_away(subject_id: UUID, organisation_id: UUID) -> None:
    """Delete every key of a thing that this organisation's vaults hold, in the caller's transaction; needs no key.

    Whoever copied one before still has it: seal the thing under another key, too.
    """
    with atomic_for(SubjectKey):
        SubjectKey.objects.filter(subject_id=subject_id, vault__organisation=organisation_id).delete()


def destroy_keys(subject_ids: Collection[UUID]) -> int:
    """Delete every key of some things, in all versions and in every vault; return how many. Nothing opens them again.

    In the caller's transaction, which holds the vaults of whoever has them; afterwards, `erase_from_log`.
    """
    with atomic_for(SubjectKey):
        return SubjectKey.objects.filter(subject_id__in=list(subject_ids)).delete()[0]


def mark_due(subject_id: UUID) -> None:
    """Note that a thing must get a new key, since somebody else was given the one it has; needs no key."""
    with atomic_for(SubjectKey):
        SubjectKey.objects.filter(subject_id=subject_id).update(is_due=True)
