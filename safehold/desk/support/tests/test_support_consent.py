# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people say about consent in conversation, in the ledger of each report of their case."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.consent import queries as ledger
from safehold.desk.consent.errors import NeedsAnotherMember
from safehold.desk.consent.models import LedgerEntry, Override
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, collect_all, make_desk
from safehold.desk.support import actions, queries
from safehold.desk.support.actions import SaidAloud
from safehold.desk.tasks.models import Task

pytestmark = pytest.mark.django_db(databases=["default", "public"])
POLICE = "authority:local-police"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def say(desk: Desk, case: Case, agrees: bool = True, **rest: Any) -> list[LedgerEntry]:
    once = rest.pop("once", uuid4())
    fields: dict[str, Any] = {
        "purpose": "share-authorities",
        "recipient": POLICE,
        "how": "spoken",
        "language": "ug",
    }
    said = SaidAloud(agrees=agrees, **(fields | rest))
    return actions.record_said(desk.unlocked, case, said, DAY, once=once)


def test_what_was_read_aloud_stands_in_the_ledger(desk: Desk) -> None:
    reporter, case = arrive(desk)
    say(desk, case, until=DAY + timedelta(30))
    entry = ledger.find_newest(reporter.mailbox.id, "share-authorities", POLICE)
    assert entry is not None
    assert (entry.act, entry.how, entry.language, entry.until) == (
        "given",
        "spoken",
        "ug",
        DAY + timedelta(30),
    )
    assert entry.text_version.startswith("aloud/")
    row = AuditRow.objects.filter(verb="consent.given").order_by("-sequence")[0]
    assert (row.member_id, row.subject) == (desk.noor.id, str(case.id))


def test_a_double_click_is_one_and_a_withdrawal_from_the_same_form_is_always_written(desk: Desk) -> None:
    _, case = arrive(desk)
    once, subjects = uuid4(), cases.list_consent_subjects(case)
    before = LedgerEntry.objects.count()
    for agrees, entries, allowed in [(True, 1, True), (True, 1, True), (False, 2, False), (False, 3, False)]:
        say(desk, case, agrees, once=once)
        assert LedgerEntry.objects.count() - before <= entries
        assert ledger.allows(subjects, "share-authorities", POLICE, DAY) is allowed
    say(desk, case, True, once=once)
    assert ledger.allows(subjects, "share-authorities", POLICE, DAY)


def test_a_withdrawal_opens_one_task_in_its_case_also_without_keys(desk: Desk) -> None:
    reporter, case = arrive(desk, consents=("contact", "share-authorities"))
    report_id = reporter.mailbox.id
    reporter.close()
    collect_all()
    tasks = Task.objects.filter(kind="consent-withdrawn")
    assert [(task.case_id, task.about_id) for task in tasks] == [(case.id, report_id)]
    assert tasks.get().due_on == tasks.get().opened_on, "it stands in the day of whoever works here"


def test_a_withdrawal_before_anybody_opened_the_report_opens_no_task(desk: Desk) -> None:
    from safehold.desk.inbox.tests.sealed_reports import Reporter

    reporter = Reporter(desk)
    reporter.report()
    collect_all()
    reporter.withdraw("contact")
    collect_all()
    assert ledger.history(reporter.mailbox.id)
    assert not Task.objects.filter(kind="consent-withdrawn").exists()


def test_an_override_of_a_case_is_proposed_and_confirmed_by_two(desk: Desk) -> None:
    _, case = arrive(desk, consents=())
    override = actions.propose_override(desk.unlocked, case, POLICE, CANARY, DAY, once=uuid4())
    with pytest.raises(NeedsAnotherMember):
        actions.confirm_override(desk.unlocked, case, override.id, DAY)
    waits = Task.objects.filter(kind="override-waits", case_id=case.id, done_on=None)
    assert waits.get().due_on == DAY, "the second member hears of it today"
    actions.confirm_override(desk.unlocked_lead, case, override.id, DAY)
    opened = queries.list_overrides(desk.unlocked, case, DAY)
    assert [(each.reason, each.stage) for each in opened] == [(CANARY, "confirmed")]
    assert ledger.allows(cases.list_consent_subjects(case), "share-authorities", POLICE, DAY)
    assert Override.objects.get().purpose == "share-authorities"
    assert not waits.exists()


def test_somebody_who_spoke_to_us_agrees_and_takes_back_without_a_report(desk: Desk) -> None:
    case = case_actions.open_walk_in_case(desk.unlocked, "Somebody who came by", DAY)
    subjects = cases.list_consent_subjects(case)
    say(desk, case)
    assert ledger.allows(subjects, "share-authorities", POLICE, DAY)
    say(desk, case, False, recipient="")
    assert not ledger.allows(subjects, "share-authorities", POLICE, DAY)
    assert [task.case_id for task in Task.objects.filter(kind="consent-withdrawn")] == [case.id]
