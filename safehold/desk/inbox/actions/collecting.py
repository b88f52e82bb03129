# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collecting: sealed rows and files are copied here byte for byte, and only then marked collected over there.

Each step may be the last before a power cut. The bytes of a file are durable before its row names them; the
row is committed before the public row is marked; the id is the public one. So whatever was interrupted is
done again by the next run, and nothing is there twice. No key is needed and nothing is opened.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db import DataError, IntegrityError

from safehold.desk.cases import actions as cases
from safehold.desk.consent import queries as consent
from safehold.desk.inbox import adapters
from safehold.desk.inbox.errors import FileNotCopied
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.members import queries as members
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as crossing

if TYPE_CHECKING:
    from safehold.public.reporting.models import Envelope as PublicEnvelope
    from safehold.public.reporting.models import FileEnvelope as PublicFile

log = logging.getLogger(__name__)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Collected:
    """What one run brought over. `left`: rows for an unknown organisation, or files that could not be
    copied."""

    envelopes: int
    files: int
    left: int

    def __bool__(self) -> bool:
        return bool(self.envelopes or self.files)


def collect(on: date, limit: int = 200) -> Collected:
    """Copy all sealed texts and files that wait on the public side, `limit` at a time; idempotent."""
    envelopes, left_texts = collect_texts(on, limit)
    files, left_files = _collect_files(on, limit)
    if left_texts or left_files:
        log.warning("left %d texts and %d files on the public side", left_texts, left_files)
    return Collected(envelopes, files, left_texts + left_files)


def collect_texts(on: date, limit: int = 200) -> tuple[int, int]:
    """Copy sealed texts alone; return how many were copied and how many were left."""
    known = _organisation_ids()
    copied, left = 0, set[UUID]()
    while rows := crossing.list_uncollected_envelopes(limit, left):
        for row in rows:
            if row.mailbox.organisation_id in known and _is_kept(_keep_text, row, on):
                reporting.mark_envelope_collected(row.id, on)
                copied += 1
            else:
                left.add(row.id)
    return copied, len(left)


def _collect_files(on: date, limit: int) -> tuple[int, int]:
    known = _organisation_ids()
    copied, left = 0, set[UUID]()
    while rows := crossing.list_uncollected_files(limit, left):
        for row in rows:
            if row.mailbox.organisation_id in known and _is_kept(_keep_file, row, on):
                reporting.mark_file_collected(row.id, on)
                copied += 1
            else:
                left.add(row.id)
    return copied, len(left)


def _is_kept(keep: Callable[[Row, date], None], row: Row, on: date) -> bool:
    """Whether a row is kept here now. One that nobody could keep must not stop those behind it."""
    try:
        keep(row, on)
    except (FileNotCopied, IntegrityError, DataError, TypeError, ValueError) as error:
        log.warning("a row was left on the public side: %s", type(error).__name__)
        return False
    return True


def _keep_text(row: PublicEnvelope, on: date) -> None:
    with atomic_for(Envelope, durable=True):
        _, is_new = Envelope.objects.get_or_create(
            id=row.id,
            defaults={
                "organisation_id": row.mailbox.organisation_id,
                "report_id": row.mailbox_id,
                "kind": row.kind,
                "key_id": row.key_id,
                "urgent": row.urgent,
                "ledger_position": consent.newest_position(row.mailbox_id),
                "sealed": bytes(row.sealed),
                "received_on": row.received_on,
                "collected_on": on,
            },
        )
        if is_new:
            cases.note_arrival(row.mailbox_id, row.received_on)


def _keep_file(row: PublicFile, on: date) -> None:
    size_bytes = _copy_once(row.id, row.stored_name, row.received_on)
    with atomic_for(FileEnvelope, durable=True):
        _, is_new = FileEnvelope.objects.get_or_create(
            id=row.id,
            defaults={
                "organisation_id": row.mailbox.organisation_id,
                "report_id": row.mailbox_id,
                "signed_grant": bytes(row.signed_grant),
                "stored_name": row.stored_name,
                "sealed_size_bytes": size_bytes,
                "sealed_note": bytes(row.sealed_note),
                "received_on": row.received_on,
                "collected_on": on,
            },
        )
        if is_new:
            cases.note_arrival(row.mailbox_id, row.received_on)


def _copy_once(file_id: UUID, stored_name: str, received_on: date) -> int:
    """Copy a file that no row here names yet. Raises FileNotCopied rather than touch another file's bytes."""
    named = FileEnvelope.objects.filter(stored_name=stored_name).first()
    if named is None and not FileEnvelope.objects.filter(id=file_id).exists():
        return adapters.copy_file(stored_name, received_on)
    if named is None or named.id != file_id:
        raise FileNotCopied
    return named.sealed_size_bytes


def _organisation_ids() -> set[UUID]:
    return {organisation.id for organisation in members.list_organisations()}
