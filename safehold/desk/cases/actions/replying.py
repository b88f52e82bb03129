# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answering the person. A reply is signed, sealed to the recipient inside their own report, and left in the
outbox.

It is refused when they did not agree to be answered, took that back, or closed the mailbox.
"""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from safehold.core.age import HybridRecipient, seal
from safehold.core.envelopes import HandedReply, ReplyDocument, encode, pack_bytes
from safehold.desk.cases import queries, reply_papers
from safehold.desk.cases.actions.positions import hold_case, next_position, trace
from safehold.desk.cases.errors import ContactNotAgreed, ContactWithdrawn, MailboxClosed, NothingToAnswer
from safehold.desk.cases.models import Case, CaseReport, Message
from safehold.desk.cases.queries import contents
from safehold.desk.consent import queries as consent
from safehold.desk.consent.rules import CONTACT
from safehold.desk.search import actions as search
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def send_reply(
    unlocked: Unlocked,
    case: Case,
    words: str,
    language: str,
    on: date,
    *,
    reply_id: UUID | None = None,
    report_id: UUID | None = None,
) -> None:
    """Sign, seal and post a reply to a report of a case, or of one that is read in it: to the newest unless named.

    reply_id: from the form, so that a double click sends one reply; other words under an id that is taken are
    another reply. Raises a ReplyRefused: NothingToAnswer, ContactNotAgreed, ContactWithdrawn or MailboxClosed.
    """
    with atomic_for(Message):
        case, key = hold_case(unlocked, _find_answered(case, report_id))
        report = _find_report(unlocked, case, report_id)
        kept = Message.objects.filter(id=reply_id).first() if reply_id else None
        if kept and kept.case_id == case.pk and contents.open_message(key, kept).words == words:
            return
        require_contact(report.row.id)
        message = Message(
            id=reply_id if reply_id and not kept else uuid4(),
            case=case,
            report=report.row,
            direction=Message.Direction.TO_REPORTER,
            kind="reply",
            position=next_position(Message.objects.filter(case=case)),
            on_day=on,
            author=unlocked.member,
        )
        fields: dict[str, Any] = {"words": words, "language": language, "document": None, "consents": []}
        message.seal(key, fields)
        message.save(force_insert=True)
        Case.objects.filter(id=case.id).update(waits_since=None)
        search.index_row(unlocked, key, message)
        reply = ReplyDocument(
            report_id=str(report.row.id),
            reply_id=str(message.id),
            words=words,
            language=language,
            signed_as=unlocked.member.organisation.name_in(language),
            sent_on=on.isoformat(),
        )
        sealed = _seal_reply(unlocked, report, reply)
        vault.post("reply", report.row.id, 0, sealed, on, id=message.id)
        trace(case.organisation_id, "reply.sent", case.id, unlocked.member, on)


def _find_answered(case: Case, report_id: UUID | None) -> Case:
    """Return which of the cases that are read together holds the report to answer."""
    reports = CaseReport.objects.filter(case__in=queries.list_family(case)).select_related("case")
    if report_id is not None:
        reports = reports.filter(id=report_id)
    newest = reports.order_by("received_on", "id").last()
    if newest is None:
        raise NothingToAnswer
    return newest.case


def _find_report(unlocked: Unlocked, case: Case, report_id: UUID | None) -> contents.OpenedReport:
    reports = queries.open_reports(unlocked, case)
    return next((each for each in reports if each.row.id == report_id), reports[-1])


def require_contact(report_id: UUID) -> None:
    """Raise a ReplyRefused unless the person agrees to be answered and can still read the answer."""
    if consent.mailbox_closed_on(report_id):
        raise MailboxClosed
    if consent.holds(report_id, CONTACT):
        return
    raise ContactWithdrawn if consent.was_ever_withdrawn(report_id, CONTACT) else ContactNotAgreed


def _seal_reply(unlocked: Unlocked, report: contents.OpenedReport, reply: ReplyDocument) -> bytes:
    signed = unlocked.sign_reply(reply)
    if papers := reply_papers.list_papers(report.row.id):
        signed = encode(HandedReply(reply=signed, hand_overs=papers))
    return seal(pack_bytes(signed), [HybridRecipient(report.document.reporter_recipient)])
