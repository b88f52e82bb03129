# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sending a report: sealed first, then one durable transaction, then the receipt. Nothing else is written.

The lookup id of a receipt is unique. The same content again is the same report; different content under the
same receipt is kept as an addition. When two requests race, the database lets one row stand and the other
request reads it.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import uuid4

from django.db import IntegrityError

from safehold.core.age import derive_identity, generate_identity, recipient_of, seal
from safehold.core.envelopes import pack_document
from safehold.core.receipts import Receipt
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import rules
from safehold.public.reporting.actions.grants import make_grant
from safehold.public.reporting.actions.messages import seal_message
from safehold.public.reporting.capability import Capability
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.models import Envelope, Mailbox
from safehold.public.reporting.queries import Coalition, Desk, find_mailbox


class Outcome(StrEnum):
    """What happened to what was sent."""

    ARRIVED = "arrived"
    AGAIN = "again"
    ADDED = "added"


@dataclass(frozen=True)
class Arrival:
    """The answer to a sender: where it lies, and the address for files."""

    mailbox: Mailbox
    outcome: Outcome
    capability: Capability


def submit_report(
    draft: rules.Draft, receipt: Receipt, *, language: str, coalition: Coalition, on: date
) -> Arrival:
    """Keep a report, durably, exactly once.

    Raises DeskNotOpen when the organisation chosen cannot receive, and DatabaseError when nothing was kept.
    """
    if desk := coalition.find(draft.organisation_id):
        with suppress(IntegrityError):
            return _open_mailbox(draft, receipt, language, desk, on)
    mailbox = find_mailbox(receipt)
    if mailbox is None:
        raise DeskNotOpen
    return _send_again(mailbox, draft, receipt, coalition, on)


def _open_mailbox(draft: rules.Draft, receipt: Receipt, language: str, desk: Desk, on: date) -> Arrival:
    """Seal outside the transaction, then write mailbox, envelope and grant in one."""
    files_identity = generate_identity()
    files_recipient = recipient_of(files_identity).key
    mailbox = Mailbox(
        id=uuid4(),
        lookup_id=receipt.lookup_id,
        organisation_id=desk.id,
        files_recipient=files_recipient,
        received_on=on,
    )
    mailbox.binding_mac = rules.binding_mac(receipt, mailbox.id, desk.id, files_recipient)
    report = rules.compose_report(
        draft,
        report_id=mailbox.id,
        language=language,
        reporter_recipient=recipient_of(derive_identity(receipt.identity_seed)).key,
        reporter_verify_key=receipt.verify_key,
        files_secret=files_identity.secret_text(),
        on=on,
    )
    key = desk.intake_key(on)
    envelope = Envelope(
        mailbox=mailbox,
        kind=Envelope.Kind.REPORT,
        key_id=key.key_id,
        urgent=draft.urgent,
        sealed=seal(pack_document(report), [key.recipient]),
        content_mac=receipt.mac(rules.content_of(draft)),
        received_on=on,
    )
    capability, grant = make_grant(mailbox, receipt, on)
    with atomic_for(Mailbox, durable=True):
        mailbox.save(force_insert=True)
        envelope.save(force_insert=True)
        grant.save(force_insert=True)
    return Arrival(mailbox, Outcome.ARRIVED, capability)


def _send_again(
    mailbox: Mailbox, draft: rules.Draft, receipt: Receipt, coalition: Coalition, on: date
) -> Arrival:
    """Answer a retry, or keep what differs as an addition; and make a new address for files."""
    capability, grant = make_grant(mailbox, receipt, on)
    addition = None
    content_mac = receipt.mac(rules.content_of(draft))
    if not mailbox.envelopes.filter(content_mac=content_mac).exists():
        addition = seal_message(
            mailbox,
            receipt,
            coalition.access(mailbox.organisation_id),
            kind=Envelope.Kind.ADDITION,
            words=draft.words,
            document=rules.fields_of(draft),
            consents=draft.consents,
            urgent=draft.urgent,
            content_mac=content_mac,
            on=on,
        )
    try:
        with atomic_for(Mailbox, durable=True):
            grant.save(force_insert=True)
            if addition is not None:
                addition.save(force_insert=True)
    except IntegrityError:
        if addition is None or not mailbox.envelopes.filter(content_mac=content_mac).exists():
            raise
        return _send_again(mailbox, draft, receipt, coalition, on)
    return Arrival(mailbox, Outcome.ADDED if addition else Outcome.AGAIN, capability)
