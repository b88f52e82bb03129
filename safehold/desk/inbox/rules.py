# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the inbox. Nothing is believed because of where it lay: a report must be the one its envelope
names, and everything later must be signed by the key that stands inside that report. Pure: bytes and keys in,
documents out.
"""

import hashlib
from datetime import date
from uuid import UUID

from safehold.core.age import AgeError, open_sealed, parse_identity
from safehold.core.envelopes import (
    EnvelopeError,
    FileNote,
    MessageDocument,
    ReportDocument,
    UploadGrant,
    unpack_bytes,
    unpack_document,
    verify_document,
)

SIGNATURE_BYTES = 64
MAILBOX = "mailbox"
"""The scope of the withdrawal that closes a mailbox."""


class EnvelopeRefused(Exception):
    """The sealed report cannot be opened, or is not what its envelope says. It is kept, sealed, for
    examination."""


class KeyGone(EnvelopeRefused):
    """It was sealed to a key that this desk does not have: deleted after its time, or never ours."""


class ArrivalRefused(Exception):
    """A later message or file does not carry the person's signature, or belongs to another report."""


def withdrawal_source(withdrawal_id: UUID) -> str:
    """Return how the ledger names the control row that an entry came from."""
    return f"withdrawal:{withdrawal_id}"


def age_in_days(received_on: date, on: date) -> int:
    return max((on - received_on).days, 0)


def read_report(packed: bytes, report_id: UUID) -> ReportDocument:
    """Read an opened envelope as the report that its row names. Raises EnvelopeRefused."""
    try:
        document = unpack_document(packed, ReportDocument)
    except EnvelopeError:
        raise EnvelopeRefused from None
    if document.report_id != str(report_id):
        raise EnvelopeRefused
    return document


def read_message(packed: bytes, report: ReportDocument) -> tuple[MessageDocument, bytes]:
    """Read an opened envelope as a message by whoever wrote `report`; return it with its signature.

    Raises ArrivalRefused.
    """
    try:
        signed = unpack_bytes(packed)
        document = verify_document(signed, MessageDocument, bytes.fromhex(report.reporter_verify_key))
    except EnvelopeError:
        raise ArrivalRefused from None
    if document.report_id != report.report_id:
        raise ArrivalRefused
    return document, signed[:SIGNATURE_BYTES]


def said_on(sent_on: str, received_on: date) -> date:
    """Return the day a signed message was written: what it says itself, but never later than it arrived."""
    try:
        return min(date.fromisoformat(sent_on), received_on)
    except ValueError:
        return received_on


def hash_signature(signature: bytes) -> str:
    """Return what tells a message from a copy of it, and tells nothing else."""
    return hashlib.sha256(signature).hexdigest()


def read_file_note(
    sealed_note: bytes, signed_grant: bytes, file_id: UUID, report: ReportDocument
) -> FileNote:
    """Open and check a file's note: the person's key signed the grant, the grant's key signed the note.

    Raises ArrivalRefused, also when the note names another file or report or came after the grant had ended.
    """
    try:
        grant = verify_document(signed_grant, UploadGrant, bytes.fromhex(report.reporter_verify_key))
        packed = open_sealed(sealed_note, [parse_identity(report.files_secret)])
        note = verify_document(unpack_bytes(packed), FileNote, bytes.fromhex(grant.verify_key))
    except (EnvelopeError, AgeError):
        raise ArrivalRefused from None
    belongs = grant.report_id == note.report_id == report.report_id and note.file_id == str(file_id)
    if not belongs or note.sent_on > grant.valid_until:
        raise ArrivalRefused
    return note
