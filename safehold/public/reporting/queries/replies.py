# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to a reporter: opened with the receipt's key, and shown only when the desk's signed list vouches
for them.

Whoever can write to this database could put an answer here. So nothing of an answer is used before its
signature by a listed reply key, its day, its report and its id are checked. A key that has ended still vouches for
the answers of its own days: one that a removed member took away dates no answer later than their leaving.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safehold.core.age import AgeError, Identity, derive_identity, open_sealed
from safehold.core.envelopes import EnvelopeError, ReplyDocument, unpack_bytes, verify_document
from safehold.core.keylists import ReplyKey
from safehold.core.receipts import Receipt
from safehold.public.reporting.models import Mailbox, Reply
from safehold.public.reporting.queries.coalition import Desk


@dataclass(frozen=True)
class Answer:
    """One answer whose signature held."""

    words: str
    language: str
    signed_as: str
    sent_on: date

    def __repr__(self) -> str:
        return "Answer(hidden)"


@dataclass(frozen=True)
class Answers:
    """The answers that may be shown, in the order of arrival, and how many could not be checked."""

    checked: tuple[Answer, ...]
    unchecked: int


def read_replies(mailbox: Mailbox, receipt: Receipt, desk: Desk | None) -> Answers:
    """Open and check every answer in a mailbox."""
    identity = derive_identity(receipt.identity_seed)
    keys = desk.reply_keys() if desk else ()
    replies = list(mailbox.replies.order_by("position", "delivered_on"))
    checked = [answer for reply in replies if (answer := _read(reply, mailbox, identity, keys))]
    return Answers(tuple(checked), len(replies) - len(checked))


def _read(reply: Reply, mailbox: Mailbox, identity: Identity, keys: Iterable[ReplyKey]) -> Answer | None:
    try:
        signed = unpack_bytes(open_sealed(bytes(reply.sealed), [identity]))
    except (AgeError, EnvelopeError):
        return None
    document, sent_on = _vouched(signed, keys)
    if document is None or (document.report_id, document.reply_id) != (str(mailbox.id), str(reply.id)):
        return None
    return Answer(document.words, document.language, document.signed_as, sent_on)


def _vouched(signed: bytes, keys: Iterable[ReplyKey]) -> tuple[ReplyDocument | None, date]:
    """Return what a key signed that was in use on the day it names."""
    for key in keys:
        try:
            document = verify_document(signed, ReplyDocument, bytes.fromhex(key.verify_key))
            sent_on = date.fromisoformat(document.sent_on)
        except (EnvelopeError, ValueError):
            continue
        if key.valid_from <= sent_on < key.valid_until:
            return document, sent_on
    return None, date.min
