# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue over HTTP: works while locked, says no more than it must, and opens only for those it was sent to."""

from datetime import timedelta

import pytest

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases.models import Case
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, Reporter, collect_all, make_desk

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def queue_one(desk: Desk, *, days_ago: int = 0, urgent: bool = False) -> Envelope:
    reporter = Reporter(desk, DAY - timedelta(days=days_ago))
    report_id = reporter.report(urgent=urgent)
    reporter.add_file()
    collect_all()
    return Envelope.objects.get(report_id=report_id)


def test_the_queue_shows_age_urgency_and_files_while_locked() -> None:
    desk = make_desk()
    queue_one(desk, days_ago=5)
    queue_one(desk, urgent=True)
    page = desk.browser(desk.noor, unlocked=False).get("/inbox/").content.decode()
    assert "2 sealed reports" in page
    assert "1 urgent" in page
    assert "5 days" in page
    assert "1 file" in page
    assert page.index("since today") < page.index("5 days")
    assert CANARY not in page


def test_an_empty_queue_teaches() -> None:
    desk = make_desk()
    assert "Nothing waits" in desk.browser(desk.noor).get("/inbox/").content.decode()


def test_another_organisation_sees_an_empty_queue_and_opens_nothing() -> None:
    desk, elsewhere = make_desk(), make_desk("snowpass", founding=False)
    envelope = queue_one(desk)
    tenzin = elsewhere.browser(elsewhere.noor)
    assert str(envelope.id) not in tenzin.get("/inbox/").content.decode()
    assert tenzin.post(f"/inbox/{envelope.id}/open").status_code == 404


def test_an_auditor_does_not_enter_and_opens_nothing() -> None:
    desk = make_desk()
    envelope = queue_one(desk)
    auditor = desk.browser(desk.auditor)
    assert auditor.get("/inbox/").status_code == 403
    assert auditor.post(f"/inbox/{envelope.id}/open").status_code == 404


def test_opening_leads_to_the_case_and_twice_to_the_same() -> None:
    desk = make_desk()
    envelope = queue_one(desk)
    answers = [
        desk.browser(member).post(f"/inbox/{envelope.id}/open").headers["Location"]
        for member in (desk.noor, desk.lead)
    ]
    assert answers == [f"/cases/{Case.objects.get().id}/"] * 2
    assert "Nothing waits" in desk.browser(desk.noor).get("/inbox/").content.decode()


def test_opening_while_locked_asks_for_the_words_and_opens_nothing() -> None:
    desk = make_desk()
    envelope = queue_one(desk)
    assert desk.browser(desk.noor, unlocked=False).post(f"/inbox/{envelope.id}/open").status_code == 423
    assert desk.browser(desk.noor).get(f"/inbox/{envelope.id}/open").status_code == 405
    assert not Case.objects.exists()


def test_a_report_that_was_changed_is_explained_set_aside_and_can_be_tried_again() -> None:
    desk = make_desk()
    envelope = queue_one(desk)
    whole = bytes(envelope.sealed)
    Envelope.objects.update(sealed=whole[:-1])
    noor = desk.browser(desk.noor)
    answer = noor.post(f"/inbox/{envelope.id}/open", follow=True)
    assert answer.redirect_chain == [("/inbox/", 302)]
    assert "This report could not be opened. Something in it was changed" in answer.content.decode()
    assert "Could not be opened" in answer.content.decode()
    Envelope.objects.update(sealed=whole)
    assert noor.post(f"/inbox/{envelope.id}/open").status_code == 302


def test_looking_and_opening_are_written_in_the_audit() -> None:
    desk = make_desk()
    envelope = queue_one(desk)
    noor = desk.browser(desk.noor)
    before = AuditRow.objects.count()
    noor.get("/inbox/")
    noor.post(f"/inbox/{envelope.id}/open")
    verbs = [row.verb for row in AuditRow.objects.order_by("sequence")[before:]]
    assert verbs == ["inbox.listed", "report.opened", "consent.given", "evidence.received", "arrivals.filed"]
