# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The daily job lists what is due, and ends only what a lead let end."""

from datetime import date, timedelta

import pytest

from safehold.catalog.retention import load_retention
from safehold.desk.audit import queries as chains
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.retention import actions, queries
from safehold.desk.retention.errors import CaseHeld, CertificateChanged, LeadNeeded, NotDue, OutOfBounds
from safehold.desk.retention.models import Due, Tombstone
from safehold.desk.retention.rules import ITSELF, CertificateForged, read_certificate
from safehold.desk.retention.tests.full_case import close, due_day
from safehold.desk.tasks.models import Task
from safehold.desk.vault import queries as keys

pytestmark = pytest.mark.django_db(databases=["default", "public"])
PERIODS = {"quiet": 6}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Case:
    _reporter, case = arrive(desk)
    close(case)
    found: Case = case
    return found


def tasks_of(case: Case) -> list[str]:
    return list(Task.objects.filter(case_id=case.pk, done_on=None).values_list("kind", flat=True))


def test_nothing_is_due_before_its_day_and_then_it_is_listed_once_with_a_task(desk: Desk, case: Case) -> None:
    day = due_day(case, "quiet")
    actions.watch(day - timedelta(days=1), {})
    assert not Due.objects.exists()
    for _ in range(2):
        actions.watch(day, {})
    due = Due.objects.get()
    assert (due.subject_id, due.kind, due.ends_on, due.noted_on) == (case.pk, "quiet", day, day)
    assert tasks_of(case) == ["retention-due"]
    actions.watch(day + timedelta(days=900), {})
    assert Case.objects.filter(pk=case.pk).exists()  # a lead decides, unless they chose otherwise
    assert not Tombstone.objects.exists()


def test_an_opened_case_is_struck_from_the_list(desk: Desk, case: Case) -> None:
    day = due_day(case, "quiet")
    actions.watch(day, {})
    cases.change_state(case, "open", desk.noor, day)
    actions.watch(day, {})
    assert not Due.objects.exists()
    assert tasks_of(case) == []


def test_a_lead_confirms_and_it_ends(desk: Desk, case: Case) -> None:
    day = due_day(case, "quiet")
    actions.watch(day, {})
    due = Due.objects.get()
    with pytest.raises(LeadNeeded):
        actions.destroying.destroy_one(due, desk.noor, day)
    assert actions.destroy_due(desk.unlocked, [due.pk], day) == ([], [])
    ended, kept = actions.destroy_due(desk.unlocked_lead, [due.pk], day)
    assert (len(ended), kept) == (1, [])
    assert actions.destroy_due(desk.unlocked_lead, [due.pk], day) == ([], [])
    assert not Case.objects.exists()
    assert not Due.objects.exists()
    assert ended[0].reason == "period"


def test_what_changed_since_it_was_listed_does_not_end(desk: Desk, case: Case) -> None:
    day = due_day(case, "quiet")
    actions.watch(day, {})
    due = Due.objects.get()
    close(case, day)  # opened and closed again meanwhile
    ended, kept = actions.destroy_due(desk.unlocked_lead, [due.pk], day)
    assert ended == []
    assert [type(why) for _due, why in kept] == [NotDue]


def test_by_itself_only_after_the_days_of_grace_and_without_a_key(desk: Desk, case: Case) -> None:
    actions.set_policy(desk.lead, PERIODS, ITSELF, 14, DAY)
    day = due_day(case, "quiet")
    assert actions.watch(day, {}) == 0
    assert actions.watch(day + timedelta(days=13), {}) == 0
    assert actions.watch(day + timedelta(days=14), {}) == 1
    tombstone = Tombstone.objects.get()
    assert queries.describe(tombstone)["by"] == ""
    assert tombstone.destroyed_by is None


def test_grace_begins_anew_when_the_rules_change(desk: Desk, case: Case) -> None:
    day = due_day(case, "quiet")
    actions.watch(day, {})
    later = day + timedelta(days=300)
    actions.set_policy(desk.lead, {}, ITSELF, 14, later)
    assert actions.watch(later, {}) == 0
    assert actions.watch(later + timedelta(days=14), {}) == 1


def test_a_hold_stops_it_and_after_its_release_grace_begins_anew(desk: Desk, case: Case) -> None:
    actions.set_policy(desk.lead, PERIODS, ITSELF, 14, DAY)
    day = due_day(case, "quiet")
    actions.watch(day, {})
    hold = actions.place_hold(desk.unlocked_lead, case, "A court asked.", day)
    assert tasks_of(case) == []
    late = day + timedelta(days=500)
    assert actions.watch(late, {}) == 0
    assert not Due.objects.exists()
    with pytest.raises(CaseHeld):
        actions.destroy_now(desk.unlocked_lead, case, "asked", late)
    actions.release_hold(desk.unlocked_lead, hold, late)
    assert actions.watch(late, {}) == 0
    assert actions.watch(late + timedelta(days=14), {}) == 1


def test_periods_stay_within_the_catalogue(desk: Desk) -> None:
    quiet = load_retention().find("quiet")
    assert quiet
    for periods, mode, grace in (
        ({"quiet": quiet.least_months - 1}, "ask", 30),
        ({"quiet": quiet.most_months + 1}, "ask", 30),
        ({"forever": 12}, "ask", 30),
        ({}, "at once", 30),
        ({}, "itself", 0),
    ):
        with pytest.raises(OutOfBounds):
            actions.set_policy(desk.lead, periods, mode, grace, DAY)
    with pytest.raises(LeadNeeded):
        actions.set_policy(desk.noor, {}, "ask", 30, DAY)
    policy = actions.set_policy(desk.lead, {"quiet": 12}, "ask", 30, DAY)
    type(policy).objects.update(periods={"quiet": 0}, grace_days=0, mode="itself")
    rules = queries.read_rules(desk.organisation.pk)
    assert (rules.months["quiet"], rules.grace_days) == (quiet.default_months, 30)


def test_a_report_that_could_not_be_opened_ends_too(desk: Desk) -> None:
    from safehold.desk.inbox.tests.sealed_reports import Reporter, collect_all

    report_id = Reporter(desk).report()
    collect_all()
    Envelope.objects.filter(report_id=report_id).update(refused_on=DAY)
    months = queries.read_rules(desk.organisation.pk).months["refused"]
    day = date(DAY.year + months // 12, DAY.month, DAY.day)
    actions.watch(day, {})
    due = Due.objects.get()
    ended, _ = actions.destroy_due(desk.unlocked_lead, [due.pk], day)
    assert [each.kind for each in ended] == ["refused"]
    assert bytes(Envelope.objects.get().sealed) == b""
    assert not Task.objects.filter(done_on=None).exists()


def test_certificate_is_signed_by_the_root_and_not_when_it_was_changed(desk: Desk, case: Case) -> None:
    tombstone = actions.destroy_now(desk.unlocked_lead, case, "withdrawn", DAY)
    content = actions.sign_certificate(desk.unlocked_lead, tombstone, DAY)
    root = keys.find_root_key(desk.organisation.pk)
    said = read_certificate(content, root)
    assert (said.reason, said.organisation) == ("withdrawn", "harbour")
    with pytest.raises(CertificateForged):
        read_certificate(content.replace(b"withdrawn", b"period"), root)
    with pytest.raises(LeadNeeded):
        actions.sign_certificate(desk.unlocked, tombstone, DAY)
    tombstone.document = bytes(tombstone.document).replace(b"withdrawn", b"period")
    with pytest.raises(CertificateChanged):
        actions.sign_certificate(desk.unlocked_lead, tombstone, DAY)
    assert chains.check_organisation(desk.organisation.pk) > 0
