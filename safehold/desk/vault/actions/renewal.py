# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A thing that was sealed under a new key lets go of the old one."""

from collections.abc import Mapping
from uuid import UUID

from safehold.desk.vault.models import SubjectKey
from safehold.persistence.transactions import atomic_for


def replace_case_keys(newest: Mapping[UUID, int]) -> None:
    """Delete all keys of each case that are older than this version, in the transaction that sealed it under that."""
    with atomic_for(SubjectKey):
        for version in set(newest.values()):
            subjects = [subject_id for subject_id, its_newest in newest.items() if its_newest == version]
            SubjectKey.objects.filter(subject_id__in=subjects, version__lt=version).delete()
