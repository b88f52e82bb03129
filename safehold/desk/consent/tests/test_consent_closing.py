# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A withdrawal closes what stood on the consent, in its own transaction, and nothing of that is forgotten."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError

from safehold.desk.audit.models import Alarm
from safehold.desk.consent import actions, queries
from safehold.desk.consent.models import LedgerEntry, Subject, UnfinishedClosing
from safehold.desk.consent.rules import SHARE_AUTHORITIES
from safehold.desk.consent.tests.agreeing import DAY, POLICE, organisation, say
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import arrive, collect_all, make_desk

pytestmark = pytest.mark.django_db(databases=["default", "public"])
Call = tuple[UUID, UUID, str, str, date]


@pytest.fixture(autouse=True)
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What the registered work was called with; nothing else is registered."""
    monkeypatch.setattr("safehold.desk.consent.at_withdrawal._registered", {})
    seen: list[Call] = []
    actions.register_at_withdrawal("shares", lambda *call: seen.append(call))
    return seen


def test_a_withdrawal_runs_what_is_registered_once(calls: list[Call]) -> None:
    subject = uuid4()
    say(subject, "given")
    assert not calls
    for _ in range(2):
        say(subject, "withdrawn", POLICE, source_id="spoken:once")
    assert calls == [(organisation().id, subject, SHARE_AUTHORITIES, POLICE, DAY)]


def test_a_person_who_takes_it_back_with_their_code_closes_it_without_keys(calls: list[Call]) -> None:
    reporter, _ = arrive(make_desk(), consents=("contact", "share-authorities"))
    reporter.withdraw("share-authorities")
    collect_all()
    assert [(call[1], call[2], call[3]) for call in calls] == [(reporter.mailbox.id, "share-authorities", "")]


def test_a_closed_mailbox_takes_back_also_what_was_agreed_to_in_conversation() -> None:
    reporter, _ = arrive(make_desk(), consents=("contact",))
    report_id = reporter.mailbox.id
    for purpose in ("store", "publish"):
        say(report_id, "given", purpose=purpose)
    reporter.close()
    collect_all()
    assert not queries.holds(report_id, "publish", DAY)
    assert not any(queries.current(report_id, DAY).values())
    assert queries.holds(report_id, "store", DAY)
    assert not LedgerEntry.objects.filter(purpose="sanctions-file").exists()


def test_work_that_fails_keeps_the_withdrawal_alarms_a_lead_and_is_done_later(calls: list[Call]) -> None:
    subject, is_broken = uuid4(), [True]

    def write_and_fail(*_: object) -> None:
        Subject.objects.create(id=uuid4())
        if is_broken[0]:
            raise ValueError

    actions.register_at_withdrawal("fails", write_and_fail)
    actions.register_at_withdrawal("after it", lambda *call: calls.append(call))
    say(subject, "given")
    say(subject, "withdrawn")
    assert not queries.holds(subject, SHARE_AUTHORITIES, DAY)
    assert len(calls) == 2
    assert UnfinishedClosing.objects.get().work == "fails"
    assert Alarm.objects.get().kind == "closing-unfinished"
    assert Subject.objects.count() == 1, "what it had begun is taken back"
    assert actions.finish_closings(DAY) == 0
    is_broken[0] = False
    assert (actions.finish_closings(DAY), actions.finish_closings(DAY)) == (1, 0)
    assert len(calls) == 2


def test_when_the_database_fails_nothing_is_written_and_the_withdrawal_comes_again(
    monkeypatch: pytest.MonkeyPatch, calls: list[Call]
) -> None:
    reporter, _ = arrive(make_desk(), consents=("contact",))

    def fail(*_: object) -> None:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setitem(
            __import__("safehold.desk.consent.at_withdrawal", fromlist=["x"])._registered, "db", fail
        )
        reporter.withdraw("contact")
        with pytest.raises(OperationalError):
            inbox.apply_withdrawals(DAY)
    assert queries.holds(reporter.mailbox.id, "contact", DAY)
    assert inbox.apply_withdrawals(DAY) == 1
    assert not queries.holds(reporter.mailbox.id, "contact", DAY)
