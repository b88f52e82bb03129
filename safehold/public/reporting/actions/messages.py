# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Later words of a reporter: signed by the receipt's key, sealed to the organisation's intake key, kept
once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError

from safehold.core.age import seal
from safehold.core.envelopes import MessageDocument, canonical_json, pack_bytes, sign_document
from safehold.core.receipts import Receipt
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import rules
from safehold.public.reporting.models import Envelope, Mailbox
from safehold.public.reporting.queries import Coalition, Desk


def add_message(
    mailbox: Mailbox,
    receipt: Receipt,
    *,
    kind: Envelope.Kind,
    words: str = "",
    consents: Sequence[str] = (),
    nonce: str,
    coalition: Coalition,
    on: date,
) -> bool:
    """Keep an answer or a grant; return False when this very form has arrived before.

    nonce: made with the form, so that the same words on purpose are two messages and a double click is one.
    Raises DeskNotOpen, and DatabaseError when nothing was kept.
    """
    content = canonical_json(
        {"kind": str(kind), "words": words, "consents": sorted(consents), "nonce": nonce}
    )
    content_mac = receipt.mac(b"message\n" + content)
    envelope = seal_message(
        mailbox,
        receipt,
        coalition.access(mailbox.organisation_id),
        kind=kind,
        words=words,
        document=None,
        consents=consents,
        urgent=False,
        content_mac=content_mac,
        on=on,
    )
    try:
        with atomic_for(Envelope, durable=True):
            envelope.save(force_insert=True)
    except IntegrityError:
        if mailbox.envelopes.filter(content_mac=content_mac).exists():
            return False
        raise
    return True


def seal_message(
    mailbox: Mailbox,
    receipt: Receipt,
    desk: Desk,
    *,
    kind: Envelope.Kind,
    words: str,
    document: dict[str, Any] | None,
    consents: Sequence[str],
    urgent: bool,
    content_mac: str,
    on: date,
) -> Envelope:
    """Sign and seal a message into an envelope that is not yet saved."""
    message = MessageDocument(
        report_id=str(mailbox.id),
        kind=str(kind),
        words=words,
        document=document,
        consents=list(consents),
        consent_text_version=rules.CONSENT_TEXT_VERSION,
        sent_on=on.isoformat(),
    )
    key = desk.intake_key(on)
    return Envelope(
        mailbox=mailbox,
        kind=kind,
        key_id=key.key_id,
        urgent=urgent,
        sealed=seal(pack_bytes(sign_document(message, receipt.signing_key)), [key.recipient]),
        content_mac=content_mac,
        received_on=on,
    )
