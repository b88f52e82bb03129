# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping files: durable in the store first, then one transaction, and only then the page that says so."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import DatabaseError, IntegrityError

from safehold.core.age import HybridRecipient, seal
from safehold.core.envelopes import FileNote, pack_bytes, sign_document
from safehold.core.receipts import Receipt
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import rules
from safehold.public.reporting.actions.grants import make_grant
from safehold.public.reporting.adapters import limit, open_store
from safehold.public.reporting.capability import Capability
from safehold.public.reporting.errors import CapabilityUnknown, FilesDeferred, FilesTooMany
from safehold.public.reporting.models import FileEnvelope, Mailbox, UploadGrant
from safehold.public.reporting.queries import count_files
from safehold.public.reporting.uploads import UploadSink


@dataclass(frozen=True)
class KeptFile:
    """What came of a file: `again` when the mailbox had this very file already; `count` files lie in it
    now."""

    again: bool
    count: int


def begin_upload(mailbox: Mailbox, receipt: Receipt, on: date) -> Capability:
    """Make a fresh address for files, good until the end of the next day."""
    capability, grant = make_grant(mailbox, receipt, on)
    with atomic_for(UploadGrant, durable=True):
        grant.save(force_insert=True)
    return capability


def check_room(mailbox: Mailbox, announced_bytes: int) -> None:
    """Raise FilesTooMany, or FilesDeferred while the disk is short, before a file is read."""
    if count_files(mailbox) >= limit("MAX_FILES"):
        raise FilesTooMany
    if open_store().free_bytes() < limit("MIN_FREE_BYTES") + announced_bytes:
        raise FilesDeferred


def keep_file(grant: UploadGrant, capability: Capability, sink: UploadSink, on: date) -> KeptFile:
    """Keep what the sink has sealed. Call it only when the whole request has arrived.

    Raises FileMissing, FileEmpty, FileTooLarge, FilesTooMany; CapabilityUnknown when the mailbox was closed
    meanwhile; DatabaseError or OSError when nothing was kept.
    """
    sink.require_file()
    mailbox = grant.mailbox
    mac_key = capability.unwrap(bytes(grant.wrapped_mac_key), bytes(mailbox.files_recipient))
    content_mac = rules.file_mac(mac_key, sink.sha256, sink.name)
    if _is_here(mailbox, content_mac):
        return KeptFile(again=True, count=count_files(mailbox))
    sink.finish()
    file_id = uuid4()
    row = FileEnvelope(
        id=file_id,
        mailbox=mailbox,
        signed_grant=bytes(grant.signed),
        stored_name=uuid4().hex,
        sealed_size_bytes=sink.incoming.size_bytes,
        sealed_note=_seal_note(file_id, mailbox, capability, sink, on),
        content_mac=content_mac,
        received_on=on,
    )
    try:
        sink.incoming.keep(row.stored_name, day_epoch=rules.start_of(on))
        return KeptFile(again=False, count=_save(row))
    except IntegrityError:
        _drop(row)
        if not _is_here(mailbox, content_mac):
            raise
        return KeptFile(again=True, count=count_files(mailbox))
    except BaseException:
        if not _may_stand(row):
            _drop(row)
        raise


def _may_stand(row: FileEnvelope) -> bool:
    """Whether the row may be there although saving it failed: the answer to a commit can get lost.

    Where nobody can tell, the file is left to the sweep: a row without its file would be a file lost.
    """
    try:
        return FileEnvelope.objects.filter(id=row.id).exists()
    except DatabaseError:
        return True


def _is_here(mailbox: Mailbox, content_mac: str) -> bool:
    return FileEnvelope.objects.filter(mailbox=mailbox, content_mac=content_mac).exists()


def _seal_note(file_id: UUID, mailbox: Mailbox, capability: Capability, sink: UploadSink, on: date) -> bytes:
    note = FileNote(
        report_id=str(mailbox.id),
        file_id=str(file_id),
        name=sink.name,
        media_type=sink.media_type,
        size_bytes=sink.size_bytes,
        sha256=sink.sha256,
        sent_on=on.isoformat(),
    )
    return seal(
        pack_bytes(sign_document(note, capability.upload_key)),
        [HybridRecipient(bytes(mailbox.files_recipient))],
    )


def _save(row: FileEnvelope) -> int:
    """Write the row while its mailbox still stands and has room; return the number of files in it."""
    with atomic_for(FileEnvelope, durable=True):
        if not Mailbox.objects.select_for_update().filter(id=row.mailbox_id).exists():
            raise CapabilityUnknown
        count = FileEnvelope.objects.filter(mailbox_id=row.mailbox_id).count()
        if count >= limit("MAX_FILES"):
            raise FilesTooMany
        row.save(force_insert=True)
    return count + 1


def _drop(row: FileEnvelope) -> None:
    open_store().delete(row.stored_name)
