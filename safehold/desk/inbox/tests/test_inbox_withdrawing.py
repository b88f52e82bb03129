# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking something back needs no key, can only close, and does not wait for anybody to open anything."""

import pytest

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import CaseReport
from safehold.desk.consent import queries as consent
from safehold.desk.consent.models import LedgerEntry
from safehold.desk.inbox import actions
from safehold.desk.inbox.tests.sealed_reports import (
    DAY,
    Reporter,
    arrive,
    collect_all,
    make_desk,
    open_report,
)
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import Outgoing
from safehold.public.reporting import queries as crossing
from safehold.public.reporting.models import Withdrawal

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_a_withdrawal_is_applied_once_by_nobody() -> None:
    reporter, _ = arrive(make_desk())
    reporter.withdraw("contact")
    assert actions.apply_withdrawals(DAY) == 1
    assert actions.apply_withdrawals(DAY) == 0
    entry = consent.history(reporter.mailbox.id)[-1]
    assert (entry.act, entry.how, entry.recorded_by) == ("withdrawn", "dialogue", None)
    row = AuditRow.objects.order_by("-sequence")[0]
    assert (row.verb, row.member_id) == ("consent.withdrawn", None)


def test_the_audit_names_the_case_and_not_whoever_opened_it() -> None:
    desk = make_desk()
    reporter, case = arrive(desk, consents=("contact",))
    reporter.write("And the figures.", consents=("statistics",), kind="grant")
    collect_all()
    actions.file_arrivals(desk.unlocked, case, DAY)
    reporter.withdraw("contact")
    reporter.close()
    collect_all()
    rows = AuditRow.objects.filter(verb__regex="^(consent|mailbox)")
    assert {(row.subject, row.member_id) for row in rows} == {(str(case.id), None)}
    assert {row.verb for row in rows} == {"consent.given", "consent.withdrawn", "mailbox.closed"}
    assert LedgerEntry.objects.filter(act="given", recorded_by=desk.noor.id).count() == 2


def test_killed_before_it_is_marked_it_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reporter, _ = arrive(make_desk())
    reporter.withdraw("contact")
    with monkeypatch.context() as patched:
        patched.setattr("safehold.public.reporting.actions.mark_withdrawal_collected", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.apply_withdrawals(DAY)
    actions.apply_withdrawals(DAY)
    assert LedgerEntry.objects.filter(act="withdrawn").count() == 1
    assert not crossing.list_uncollected_withdrawals(9)


def test_what_is_withdrawn_before_the_report_is_opened_stays_withdrawn() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    report_id = reporter.report(consents=("contact", "compare"))
    reporter.withdraw("compare")
    collect_all()
    open_report(desk, report_id)
    assert (consent.holds(report_id, "contact"), consent.holds(report_id, "compare")) == (True, False)


def test_a_withdrawal_collects_the_report_it_speaks_of_first() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    report_id = reporter.report()
    reporter.withdraw("contact")
    assert actions.apply_withdrawals(DAY) == 1
    open_report(desk, report_id)
    assert not consent.holds(report_id, "contact")


def test_a_closed_mailbox_takes_no_more_answers() -> None:
    reporter, _ = arrive(make_desk())
    report_id = reporter.mailbox.id
    reporter.close()
    collect_all()
    assert CaseReport.objects.get(id=report_id).mailbox_closed_on == DAY
    assert not consent.holds(report_id, "contact")
    assert "mailbox.closed" in AuditRow.objects.values_list("verb", flat=True)


def test_a_mailbox_closed_before_the_report_is_opened_is_closed_afterwards() -> None:
    desk = make_desk()
    reporter = Reporter(desk)
    report_id = reporter.report()
    actions.collect(DAY)
    reporter.close()
    actions.apply_withdrawals(DAY)
    open_report(desk, report_id)
    assert CaseReport.objects.get(id=report_id).mailbox_closed_on == DAY
    assert not consent.holds(report_id, "contact")


def test_a_mailbox_closed_before_anything_was_collected_leaves_nothing_to_do() -> None:
    reporter = Reporter(make_desk())
    reporter.report()
    reporter.close()
    collect_all()
    assert not crossing.list_uncollected_withdrawals(9)
    assert not LedgerEntry.objects.exists()


def test_a_control_row_cannot_open_anything() -> None:
    reporter, _ = arrive(make_desk(), consents=())
    for scope in ("given:contact", "everything", ""):
        Withdrawal.objects.create(report_id=reporter.mailbox.id, scope=scope, on_day=DAY)
    actions.apply_withdrawals(DAY)
    assert not any(consent.current(reporter.mailbox.id).values())
    assert not crossing.list_uncollected_withdrawals(9)


def test_a_closed_mailbox_leaves_no_answer_that_its_code_opens() -> None:
    """Somebody who finds the code later and copies the desk would read what the person destroyed."""
    desk = make_desk()
    reporter, case = arrive(desk, consents=("contact",))
    cases.send_reply(desk.unlocked, case, "an answer", "en", DAY)
    vault.deliver_outgoing(DAY)
    assert all(bytes(row.body) for row in Outgoing.objects.filter(kind="reply"))
    reporter.close()
    collect_all()
    assert [bytes(row.body) for row in Outgoing.objects.filter(kind="reply")] == [b""]
