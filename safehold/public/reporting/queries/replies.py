# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to a reporter: opened with the receipt's key, and shown only when the desk's signed list vouches
for them.

Whoever can write to this database could put an answer here. So nothing of an answer is used before its
signature by a listed reply key, its report and its id are checked.
"""

from dataclasses import dataclass

from safehold.core.age import AgeError, derive_identity, open_sealed
from safehold.core.envelopes import EnvelopeError, ReplyDocument, unpack_bytes, verify_document
from safehold.core.receipts import Receipt
from safehold.public.reporting.models import Mailbox, Reply
from safehold.public.reporting.queries.coalition import Desk


@dataclass(frozen=True)
class Answers:
    """The answers that may be shown, oldest first, and how many could not be checked."""

    checked: tuple[ReplyDocument, ...]
    unchecked: int


def read_replies(mailbox: Mailbox, receipt: Receipt, desk: Desk | None) -> Answers:
    """Open and check every answer in a mailbox."""
    identity = derive_identity(receipt.identity_seed)
    keys = desk.reply_verify_keys() if desk else []
    checked: list[ReplyDocument] = []
    unchecked = 0
    for reply in mailbox.replies.order_by("position", "delivered_on"):
        try:
            signed = unpack_bytes(open_sealed(bytes(reply.sealed), [identity]))
        except (AgeError, EnvelopeError):
            unchecked += 1
            continue
        document = _vouched(signed, keys)
        if document is not None and _belongs(document, reply, mailbox):
            checked.append(document)
        else:
            unchecked += 1
    return Answers(tuple(checked), unchecked)


def _vouched(signed: bytes, verify_keys: list[bytes]) -> ReplyDocument | None:
    for key in verify_keys:
        try:
            return verify_document(signed, ReplyDocument, key)
        except EnvelopeError:
            continue
    return None


def _belongs(document: ReplyDocument, reply: Reply, mailbox: Mailbox) -> bool:
    return document.report_id == str(mailbox.id) and document.reply_id == str(reply.id)
