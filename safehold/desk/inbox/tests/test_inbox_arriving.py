# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Later messages, grants and files: believed for their signature alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from safehold.core import receipts
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case, Message
from safehold.desk.consent import queries as consent
from safehold.desk.inbox import actions, queries
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, collect_all, make_desk
from safehold.public.reporting.models import Envelope as PublicEnvelope
from safehold.public.reporting.models import FileEnvelope as PublicFile
from safehold.public.reporting.models import Mailbox

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def collect_and_file(desk: Desk, case: Case) -> actions.Filed:
    collect_all()
    return actions.file_arrivals(desk.unlocked, case, DAY)


def said(desk: Desk, case: Case) -> list[str]:
    return [message.words for message in cases.open_contents(desk.unlocked, case).messages]


def test_an_answer_is_filed_once() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.write("Yes.")
    assert collect_and_file(desk, case) == actions.Filed(messages=1)
    assert collect_and_file(desk, case) == actions.Filed()
    assert said(desk, case) == ["Yes."]
    assert not any(bytes(envelope.sealed) for envelope in Envelope.objects.all())


def test_a_case_with_something_sealed_in_it_is_marked_until_it_is_read() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.write("Yes.")
    collect_all()
    case.refresh_from_db()
    assert case.unread_on == DAY
    actions.file_arrivals(desk.unlocked, case, DAY)
    case.refresh_from_db()
    assert case.unread_on is None


@pytest.mark.parametrize("state", ["waiting", "closed"])
def test_a_case_that_waited_or_was_closed_is_open_again_when_they_write(state: str) -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    case_actions.change_state(case, state, desk.noor, DAY)
    reporter.write("It happened again.")
    collect_and_file(desk, case)
    opened = cases.open_contents(desk.unlocked, cases.access_case(desk.noor, case.id))
    assert (opened.row.state, opened.row.closed_on, opened.history[-1].by) == ("open", None, None)


def test_a_different_report_under_the_same_code_is_an_addition_with_all_its_answers() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.report("And then this.", where="Montréal")
    collect_and_file(desk, case)
    message = cases.open_contents(desk.unlocked, case).messages[0]
    assert message.words == "And then this."
    assert message.document is not None
    assert message.document["where"] == "Montréal"


def test_a_message_signed_by_somebody_else_is_refused_kept_and_never_shown() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    forger = replace(reporter, receipt=receipts.generate())
    Mailbox.objects.update(lookup_id=forger.receipt.lookup_id)
    forger.write("Meet us at the back door.", consents=("share-authorities",), kind="grant")
    assert collect_and_file(desk, case) == actions.Filed(refused=1)
    assert said(desk, case) == []
    assert not consent.holds(forger.mailbox.id, "share-authorities")
    kept = Envelope.objects.get(kind="grant")
    assert kept.refused_on == DAY
    assert kept.sealed
    assert queries.count_refused([kept.report_id]) == 1
    assert collect_and_file(desk, case) == actions.Filed()


def test_a_message_of_another_case_does_not_fit_here() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    other, _ = arrive(desk)
    other.write("I am somebody else.")
    moved = PublicEnvelope.objects.get(kind="answer")
    first = Mailbox.objects.exclude(id=other.mailbox.id).get()
    PublicEnvelope.objects.filter(id=moved.id).update(mailbox=first)
    assert collect_and_file(desk, case) == actions.Filed(refused=1)


def test_a_copy_of_a_message_is_filed_once_and_grants_nothing_again() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.write("You may.", consents=("compare",), kind="grant")
    first = PublicEnvelope.objects.get(kind="grant")
    collect_and_file(desk, case)
    reporter.withdraw("compare")
    collect_all()
    first.pk, first.collected_on, first.content_mac = uuid4(), None, "0" * 64
    first.save(force_insert=True)
    collect_and_file(desk, case)
    assert Message.objects.count() == 1
    assert not consent.holds(reporter.mailbox.id, "compare")


def test_a_grant_opens_and_a_withdrawal_closes() -> None:
    desk = make_desk()
    reporter, case = arrive(desk, consents=())
    report_id = reporter.mailbox.id
    assert not consent.holds(report_id, "contact")
    reporter.write("", consents=("contact",), kind="grant")
    collect_and_file(desk, case)
    assert consent.holds(report_id, "contact")
    reporter.withdraw("contact")
    collect_all()
    assert not consent.holds(report_id, "contact")


def test_a_grant_read_after_a_withdrawal_that_followed_it_opens_nothing() -> None:
    desk = make_desk()
    reporter, case = arrive(desk, consents=())
    reporter.write("", consents=("contact",), kind="grant")
    reporter.withdraw("contact")
    actions.apply_withdrawals(DAY)
    collect_and_file(desk, case)
    assert not consent.holds(reporter.mailbox.id, "contact")


def test_a_grant_held_back_on_its_way_does_not_undo_a_later_withdrawal() -> None:
    desk = make_desk()
    reporter, case = arrive(desk, consents=())
    reporter.write("", consents=("contact",), kind="grant")
    held = PublicEnvelope.objects.get(kind="grant")
    PublicEnvelope.objects.filter(id=held.id).delete()
    reporter.on = DAY + timedelta(days=2)
    reporter.withdraw("contact")
    collect_all(reporter.on)
    held.received_on = DAY + timedelta(days=3)
    held.save(force_insert=True)
    collect_and_file(desk, case)
    assert not consent.holds(reporter.mailbox.id, "contact")


def test_a_file_is_known_by_its_signed_note() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.add_file("ئۈنئالغۇ.m4a", b"x" * 1234)
    assert collect_and_file(desk, case) == actions.Filed(files=1)
    file = cases.open_contents(desk.unlocked, case).files[0]
    assert (file.name, file.size_bytes, file.media_type) == ("ئۈنئالغۇ.m4a", 1234, "image/jpeg")


def another_id(row: FileEnvelope, _other: FileEnvelope) -> None:
    FileEnvelope.objects.filter(id=row.id).update(id=uuid4())


def another_report(row: FileEnvelope, other: FileEnvelope) -> None:
    FileEnvelope.objects.filter(id=other.id).update(report_id=row.report_id)
    FileEnvelope.objects.filter(id=row.id).delete()


def another_grant(row: FileEnvelope, other: FileEnvelope) -> None:
    FileEnvelope.objects.filter(id=row.id).update(signed_grant=other.signed_grant)


def another_note(row: FileEnvelope, other: FileEnvelope) -> None:
    FileEnvelope.objects.filter(id=row.id).update(sealed_note=other.sealed_note)


@pytest.mark.parametrize("tamper", [another_id, another_report, another_grant, another_note])
def test_a_file_whose_signatures_do_not_fit_is_refused(tamper: Any) -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    other, _ = arrive(desk)
    reporter.add_file("mine.jpg")
    other.add_file("theirs.jpg")
    collect_all()
    rows = {row.report_id: row for row in FileEnvelope.objects.all()}
    tamper(rows[reporter.mailbox.id], rows[other.mailbox.id])
    assert actions.file_arrivals(desk.unlocked, case, DAY) == actions.Filed(refused=1)
    assert not cases.open_contents(desk.unlocked, case).files


def test_a_file_signed_after_its_grant_ended_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    monkeypatch.setattr("safehold.public.reporting.rules.upload_ends", lambda on: on - timedelta(days=1))
    monkeypatch.setattr(
        "safehold.desk.inbox.tests.sealed_reports.access_grant",
        lambda capability, on: reporter.mailbox.upload_grants.get(capability_hash=capability.hash),
    )
    reporter.add_file()
    assert PublicFile.objects.exists()
    assert collect_and_file(desk, case) == actions.Filed(refused=1)


def test_a_mailbox_moved_to_another_organisation_leaves_no_row_in_its_records() -> None:
    desk, other = make_desk(), make_desk("elsewhere", founding=False)
    reporter, case = arrive(desk)
    reporter.write("And the figures.", consents=("statistics",), kind="grant")
    Mailbox.objects.filter(id=reporter.mailbox.id).update(organisation_id=other.organisation.pk)
    before = AuditRow.objects.filter(organisation_id=other.organisation.pk).count()
    assert collect_and_file(desk, case).messages == 1
    assert {entry.organisation_id for entry in consent.history(case.reports.get().pk)} == {
        case.organisation_id
    }
    assert AuditRow.objects.filter(organisation_id=other.organisation.pk).count() == before
