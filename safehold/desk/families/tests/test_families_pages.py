# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A family's file over HTTP: the gate first, then people, ways, days that end, papers and what stands in the way."""

from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from icalendar import Calendar

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Act, Case
from safehold.desk.families import actions, queries
from safehold.desk.families.errors import GateClosed
from safehold.desk.families.models import FamilyFile, KeptDeadline
from safehold.desk.families.rules import DO_NOT_CONTACT, Contents
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, make_desk
from safehold.desk.tasks.models import Task
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])

NAME = f"Sister {CANARY}"


@pytest.fixture
def desk() -> Desk:
    made = make_desk()
    actions.say_footing(made.noor, "unpaid", "", DAY)
    return made


@pytest.fixture
def case(desk: Desk) -> Any:
    return arrive(desk, "My sister waits")[1]


@pytest.fixture
def browser(desk: Desk) -> Client:
    return desk.browser(desk.noor)


def read(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, answer.content.decode()
    return unescape(answer.content.decode())


def post(browser: Client, address: str, status: int = 302, **typed: Any) -> Any:
    answer = browser.post(address, typed)
    assert answer.status_code == status, unescape(answer.content.decode())
    return answer


def begin(browser: Client, case: Case) -> str:
    post(browser, f"/families/{case.id}/add", title="The sisters")
    return f"/families/{case.id}/{FamilyFile.objects.get().id}"


def add_sister(browser: Client, file: str) -> str:
    post(
        browser,
        f"{file}/parts/people",
        name=NAME,
        role="child",
        is_abroad="yes",
        born="2010-05",
        contact="do-not",
    )
    return read(browser, file)


def contents(desk: Desk) -> Contents:
    return queries.open_family(desk.unlocked, FamilyFile.objects.select_related("case").get()).contents


def give_days(browser: Client, file: str, landed: date) -> None:
    post(browser, f"{file}/ways", pathway="pp-abroad", reasons="Protected here, and the sister is a child.")
    post(browser, f"{file}/facts", date_principal_pr=landed.isoformat())


def test_nobody_opens_a_file_before_they_say_whether_they_are_paid(desk: Desk, case: Case) -> None:
    lead = desk.browser(desk.lead)
    answer = lead.get(f"/families/{case.id}/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/families/footing?next=")
    with pytest.raises(GateClosed):
        actions.open_new(desk.unlocked_lead, case, actions.NewFamily("x"), DAY)
    post(lead, "/families/footing", 422, footing="consultant")
    answer = post(
        lead, "/families/footing", footing="consultant", licence="R 500000", next=f"/families/{case.id}/"
    )
    assert answer["Location"] == f"/families/{case.id}/"
    assert "R 500000" in read(lead, "/families/")


def test_a_person_is_not_to_be_contacted_until_somebody_says_otherwise(
    desk: Desk, case: Case, browser: Client
) -> None:
    file = begin(browser, case)
    form = read(browser, f"{file}/parts/people")
    assert '<option value="do-not" selected>' in form
    page = add_sister(browser, file)
    assert NAME in page
    assert "Do not contact" in page
    assert contents(desk).people[0].contact == DO_NOT_CONTACT


def test_every_way_holds_everybody_and_only_a_person_chooses(desk: Desk, case: Case, browser: Client) -> None:
    file = begin(browser, case)
    add_sister(browser, file)
    post(browser, f"{file}/parts/people", name="Their father", role="principal", is_abroad="no")
    for way in queries.compare_pathways(contents(desk), DAY):
        assert way.assessment is not None
        assert {each.person for each in way.assessment.ages} <= {each.id for each in contents(desk).people}
        assert not way.is_chosen
    page = read(browser, f"{file}/ways")
    assert "everybody who is in the file is in each of them" in page
    page = post(browser, f"{file}/ways", 422, pathway="pp-abroad", reasons="").content.decode()
    assert "Write why." in page
    assert contents(desk).pathway == ""


def test_a_day_that_comes_closer_opens_a_task_at_180_90_30_and_7_days_without_a_key(
    desk: Desk, case: Case, browser: Client
) -> None:
    file, today = begin(browser, case), clock.today()
    add_sister(browser, file)
    give_days(browser, file, today)
    window = KeptDeadline.objects.order_by("-due_on").first()
    assert window is not None
    assert window.due_on in {today + timedelta(days=365), today + timedelta(days=366)}
    actions.raise_alerts(window.due_on - timedelta(days=181))
    assert not Task.objects.filter(about_id=window.id).exists()
    for days in (180, 90, 30, 7):
        on = window.due_on - timedelta(days=days)
        actions.raise_alerts(on)
        actions.raise_alerts(on)
        (task,) = Task.objects.filter(about_id=window.id, done_on=None)
        assert (task.due_on, task.case_id) == (window.due_on, case.id)
        Task.objects.filter(about_id=window.id).update(done_on=on)
    window.refresh_from_db()
    assert window.next_alert_on is None
    assert Task.objects.filter(about_id=window.id).count() == 4


def test_a_day_that_moves_keeps_its_place_and_one_that_is_met_is_over(
    desk: Desk, case: Case, browser: Client
) -> None:
    file, today = begin(browser, case), clock.today()
    add_sister(browser, file)
    give_days(browser, file, today - timedelta(days=300))
    clock_id = contents(desk).clocks[f"d1||{contents(desk).people[0].id}"]
    actions.raise_alerts(today)
    assert Task.objects.filter(about_id=clock_id, done_on=None).exists()
    post(browser, f"{file}/facts", date_principal_pr=(today - timedelta(days=100)).isoformat())
    moved = KeptDeadline.objects.get(id=clock_id)
    assert moved.due_on > today + timedelta(days=250)
    assert not Task.objects.filter(about_id=clock_id, done_on=None).exists()
    sister = contents(desk).people[0].id
    post(browser, f"{file}/parts/events", kind="applied", when=today.isoformat(), person=sister)
    assert not KeptDeadline.objects.filter(id=clock_id).exists()
    assert "Met" in read(browser, file)


def test_a_letter_that_comes_twice_has_two_days_and_the_older_one_does_not_hide_the_newer(
    desk: Desk, case: Case, browser: Client
) -> None:
    file, today = begin(browser, case), clock.today()
    add_sister(browser, file)
    give_days(browser, file, today)
    sister = contents(desk).people[0].id
    for on in (today - timedelta(days=90), today):
        post(browser, f"{file}/parts/events", kind="biometrics_letter", when=on.isoformat(), person=sister)
    days = {each.due_on: each.next_alert_on for each in KeptDeadline.objects.all()}
    assert days[today - timedelta(days=60)] is None
    assert days[today + timedelta(days=30)] == today


def test_the_calendar_holds_days_and_no_name(desk: Desk, case: Case, browser: Client) -> None:
    file = begin(browser, case)
    add_sister(browser, file)
    give_days(browser, file, clock.today())
    answer = browser.get(f"{file}/calendar.ics")
    body = answer.content.decode()
    events = list(Calendar.from_ical(body).walk("VEVENT"))
    assert events
    assert len(list(events[0].walk("VALARM"))) == 4
    for hidden in (CANARY, "sisters", "R176", "pp-abroad"):
        assert hidden not in body


def test_a_paper_that_is_not_safe_to_ask_for_has_another_in_its_place(
    desk: Desk, case: Case, browser: Client
) -> None:
    file = begin(browser, case)
    add_sister(browser, file)
    give_days(browser, file, clock.today())
    papers = queries.list_needed_papers(contents(desk), queries.assess_file(contents(desk), DAY))
    assert any(each.is_alternative for each in papers)
    paper = papers[0]
    address = f"{file}/papers/{paper.person}/{paper.key}"
    post(browser, address, state="unsafe", words=f"The office asks who wants it. {CANARY}")
    page = read(browser, file)
    assert "Not safe to ask for" in page
    assert "The office asks who wants it." in page
    read(browser, f"{file}/papers/{paper.person}/another", 404)


def test_an_exit_ban_is_told_in_the_case_once(desk: Desk, case: Case, browser: Client) -> None:
    file = begin(browser, case)
    add_sister(browser, file)
    told: dict[str, Any] = {
        "kind": "exit-ban",
        "on": "2026-10-02",
        "words": "Stopped at the airport.",
        "tell": "on",
    }
    post(browser, f"{file}/parts/obstacles", **told)
    (obstacle,) = contents(desk).obstacles
    post(browser, f"{file}/parts/obstacles/{obstacle.id}", **told, is_over="on")
    (incident,) = case_rows.list_incidents(desk.unlocked, case)
    assert str(incident.row.id) == obstacle.incident
    assert [each.tactic for each in Act.objects.all()] == ["PRX-EXIT"]
    assert contents(desk).obstacles[0].is_over


def test_nothing_of_a_family_stands_in_the_clear_and_every_deed_is_in_the_audit(
    desk: Desk, case: Case, browser: Client
) -> None:
    file = begin(browser, case)
    add_sister(browser, file)
    give_days(browser, file, clock.today())
    for row in FamilyFile.objects.values_list():
        assert not any(CANARY in str(value) or "pp-abroad" in str(value) for value in row)
    assert {field.name for field in KeptDeadline._meta.concrete_fields} == {
        "id",
        "file",
        "case",
        "due_on",
        "next_alert_on",
    }
    verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert {"family.footing", "family.opened", "family.changed", "family.pathway"} <= verbs
    post(browser, f"{file}/remove")
    assert not KeptDeadline.objects.exists()
    assert not Task.objects.filter(kind="family-deadline", done_on=None).exists()


def test_bad_input_keeps_what_was_typed(case: Case, browser: Client) -> None:
    file = begin(browser, case)
    page = post(
        browser, f"{file}/parts/people", 422, name=NAME, role="child", born="long ago"
    ).content.decode()
    assert CANARY in page
    assert "We could not read this day." in page
    page = post(browser, f"{file}/parts/stages", 422, stage="s1", on="soon").content.decode()
    assert "soon" in page
    read(browser, f"{file}/parts/none", 404)
    read(browser, f"{file}/parts/people/{UUID(int=0)}", 404)


def test_an_auditor_writes_nothing(desk: Desk, case: Case) -> None:
    unlocked = desk.unlocked
    row = actions.open_new(unlocked, case, actions.NewFamily("x"), DAY)
    actions.say_footing(desk.auditor, "unpaid", "", DAY)
    unlocked.member = desk.auditor
    with pytest.raises(PermissionDenied):
        actions.choose_pathway(unlocked, row, "fam", "why", DAY)
