# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to a reporter: opened with the receipt's key, and shown only when the desk's signed list vouches
for them.

Whoever can write to this database could put an answer here. So nothing of an answer is used before its
signature by a listed reply key, its day, its report and its id are checked. A key that has ended still vouches for
the answers of its own days: one that a removed member took away dates no answer later than their leaving.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from safehold.core.age import AgeError, Identity, derive_identity, open_sealed
from safehold.core.envelopes import (
    Document,
    EnvelopeError,
    HandedReply,
    HandOverDocument,
    ReplyDocument,
    decode,
    unpack_bytes,
    verify_document,
)
from safehold.core.keylists import ReplyKey
from safehold.core.receipts import Receipt
from safehold.public.reporting.models import Mailbox, Reply
from safehold.public.reporting.queries.coalition import Coalition, Desk

_D = TypeVar("_D", bound=Document)
MOST_HAND_OVERS = 8
"""So many times a report can be handed on and its answers still be shown."""


@dataclass(frozen=True)
class Answer:
    """One answer whose signature held.

    handed_by, written_by: set when the desk that was written to said, signed, that another one answers now.
    """

    words: str
    language: str
    signed_as: str
    sent_on: date
    handed_by: Desk | None = None
    written_by: Desk | None = None

    def __repr__(self) -> str:
        return "Answer(hidden)"


@dataclass(frozen=True)
class Answers:
    """The answers that may be shown, in the order of arrival, and how many could not be checked."""

    checked: tuple[Answer, ...]
    unchecked: int


def read_replies(
    mailbox: Mailbox, receipt: Receipt, desk: Desk | None, coalition: Coalition | None = None
) -> Answers:
    """Open and check every answer in a mailbox.

    desk: the one that was written to. coalition: where another one is looked up to which it handed the report.
    """
    identity = derive_identity(receipt.identity_seed)
    replies = list(mailbox.replies.order_by("position", "delivered_on"))
    checked = [answer for reply in replies if (answer := _read(reply, mailbox, identity, desk, coalition))]
    return Answers(tuple(checked), len(replies) - len(checked))


def _read(
    reply: Reply, mailbox: Mailbox, identity: Identity, desk: Desk | None, coalition: Coalition | None
) -> Answer | None:
    try:
        content = unpack_bytes(open_sealed(bytes(reply.sealed), [identity]))
    except (AgeError, EnvelopeError):
        return None
    signed, hand_overs = _take_apart(content)
    found = _follow(hand_overs, desk, mailbox, coalition)
    if found is None:
        return None
    writer, handed_on = found
    document, sent_on = _vouched(signed, writer.reply_keys())
    if document is None or (document.report_id, document.reply_id) != (str(mailbox.id), str(reply.id)):
        return None
    if sent_on < handed_on:
        return None
    handed = {"handed_by": desk, "written_by": writer} if hand_overs else {}
    return Answer(document.words, document.language, document.signed_as, sent_on, **handed)


def _take_apart(content: bytes) -> tuple[bytes, list[bytes]]:
    """Return the signed reply, and the statements that came with it."""
    try:
        handed = decode(content, HandedReply)
    except EnvelopeError:
        return content, []
    return handed.reply, handed.hand_overs


def _follow(
    hand_overs: list[bytes], desk: Desk | None, mailbox: Mailbox, coalition: Coalition | None
) -> tuple[Desk, date] | None:
    """Return the desk that answers and since when, following each statement from the desk that was written to.

    Each is signed by a listed key of the desk before, about this very report, and names a desk that is listed, too.
    """
    handed_on = date.min
    for signed in hand_overs[:MOST_HAND_OVERS]:
        document, day = _vouched_hand_over(signed, desk.reply_keys()) if desk else (None, date.min)
        if document is None or desk is None or coalition is None or day < handed_on:
            return None
        if (document.report_id, document.from_id) != (str(mailbox.id), desk.organisation.id):
            return None
        desk, handed_on = coalition.find(UUID(document.to_id)), day
    if desk is None or len(hand_overs) > MOST_HAND_OVERS:
        return None
    return desk, handed_on


def _vouched(signed: bytes, keys: Iterable[ReplyKey]) -> tuple[ReplyDocument | None, date]:
    """Return what a key signed that was in use on the day it names."""
    return _verified(signed, ReplyDocument, keys, lambda document: document.sent_on)


def _vouched_hand_over(signed: bytes, keys: Iterable[ReplyKey]) -> tuple[HandOverDocument | None, date]:
    return _verified(signed, HandOverDocument, keys, lambda document: document.handed_on)


def _verified(
    signed: bytes, kind: type[_D], keys: Iterable[ReplyKey], day_of: Callable[[_D], str]
) -> tuple[_D | None, date]:
    for key in keys:
        try:
            document = verify_document(signed, kind, bytes.fromhex(key.verify_key))
            day = date.fromisoformat(day_of(document))
        except (EnvelopeError, ValueError):
            continue
        if key.valid_from <= day < key.valid_until:
            return document, day
    return None, date.min
