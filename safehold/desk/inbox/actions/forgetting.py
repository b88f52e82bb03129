# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the inbox still holds of reports whose case ends, or that could not be opened.

A row without content stays for each sealed text: should a copy of the public side from before come back, what it holds
of them is known, and is not taken in again as something new.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safehold.desk.inbox import adapters
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class Forgotten:
    """How many texts were emptied, and the names under which files still lie in the desk's store."""

    texts: int
    stored_names: list[str]


def forget_reports(report_ids: Collection[UUID], on: date) -> Forgotten:
    """Empty every sealed text of some reports and delete the rows of their files; needs no key.

    Call it in the transaction that ends them. `delete_files` comes after it.
    """
    with atomic_for(Envelope):
        texts = Envelope.objects.filter(report_id__in=list(report_ids))
        waiting = texts.filter(opened_on=None)
        waiting.update(opened_on=on)
        count = texts.update(sealed=b"", urgent=False, refused_on=None)
        files = FileEnvelope.objects.filter(report_id__in=list(report_ids))
        names = list(files.values_list("stored_name", flat=True))
        files.delete()
    return Forgotten(count, names)


def set_aside_late(report_ids: Collection[UUID], on: date) -> list[UUID]:
    """Note, of what came to reports that had ended, that nobody can file it: it stays as it came. Return which reports.

    The files are not kept: what opens them was sealed in the report, and is gone. `forget_late_files` says which.
    """
    with atomic_for(Envelope):
        late = Envelope.objects.filter(report_id__in=list(report_ids), opened_on=None, refused_on=None)
        found = sorted(set(late.values_list("report_id", flat=True)))
        late.update(refused_on=on)
    return found


def forget_late_files(report_ids: Collection[UUID]) -> list[tuple[UUID, str]]:
    """Delete the rows of files that came to reports that had ended; return their reports and names in the store."""
    with atomic_for(FileEnvelope):
        late = FileEnvelope.objects.filter(report_id__in=list(report_ids))
        found = list(late.values_list("report_id", "stored_name"))
        late.delete()
    return found


def forget_file(file_id: UUID, on: date) -> None:
    """Note that the bytes of one file are not kept any more. Its row stays: the file is not collected again.

    Call it in the transaction that ends the file. `delete_files` comes after it.
    """
    with atomic_for(FileEnvelope):
        FileEnvelope.objects.filter(id=file_id).update(destroyed_on=on)


def delete_files(stored_names: Collection[str]) -> None:
    """Delete sealed files from the desk's store, durably. One that is not there is deleted. Raises OSError."""
    for stored_name in stored_names:
        adapters.delete_file(stored_name)
