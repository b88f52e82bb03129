# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calendar: an address shown once, days without names, and nothing that is sealed."""

import re
from datetime import date, timedelta
from uuid import uuid4

import icalendar
import pytest
from django.test import Client

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.members import actions as members
from safehold.desk.tasks import actions, rules
from safehold.desk.tasks.models import Calendar, Task
from safehold.desk.vault import actions as vault
from safehold.persistence.transactions import atomic_for
from safehold.web.references import reference_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WORDS = "Call the aunt of Gülnar before Friday"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def add(desk: Desk, case: Case, due_on: date | None) -> Task:
    with atomic_for(Task):
        _, key = cases.hold_case(desk.unlocked, case)
        return actions.add_task(desk.unlocked, key, case.id, WORDS, due_on, None, desk.noor, DAY)


def address_on(page: str) -> str:
    found = re.search(r"http://testserver(/tasks/calendar/[\w-]+\.ics)", page)
    assert found
    return found[1]


def test_no_sealed_word_leaves() -> None:
    """Only a kind, a reference and a day are in the calendar; no word of the case, its title or anybody's name."""
    desk = make_desk()
    _, case = arrive(
        desk, "A man followed me in Ürümchi", who_did_it="Officer Wang", safe_contact="Only here"
    )
    cases.rename_case(desk.unlocked, case, "Threats against Gülnar", DAY)
    add(desk, case, DAY)
    actions.open_task(
        desk.organisation.id,
        "answer-overdue",
        case_id=case.id,
        due_on=DAY,
        assigned_to_id=desk.noor.id,
        on=DAY,
    )
    page = Client().get(f"/tasks/calendar/{actions.make_calendar(desk.noor, DAY)}.ics")
    text = page.content.decode()
    for secret in ("Gülnar", "aunt", "followed", "rümchi", "Wang", "Only here", "Friday", *names_of(desk)):
        assert secret not in text
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    reference = reference_of(case.id)
    assert {str(event["SUMMARY"]) for event in events} == {
        f"A task of your own · {reference}",
        f"An answer is due · {reference}",
    }
    assert {event.decoded("DTSTART") for event in events} == {DAY}
    assert {event.decoded("DTSTAMP").time().isoformat() for event in events} == {"00:00:00"}
    lines = set(re.findall(r"(?m)^([A-Z-]+)[;:]", text))
    assert lines == {
        *(
            "BEGIN",
            "END",
            "PRODID",
            "VERSION",
            "METHOD",
            "X-WR-CALNAME",
            "REFRESH-INTERVAL",
            "X-PUBLISHED-TTL",
        ),
        *("UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "TRANSP", "CLASS"),
    }


def names_of(desk: Desk) -> list[str]:
    return [desk.noor.display_name, desk.noor.username, str(desk.organisation), str(desk.noor.id)]


def test_the_feed_needs_no_sign_in_and_is_kept_nowhere() -> None:
    desk = make_desk()
    answer = Client().get(f"/tasks/calendar/{actions.make_calendar(desk.noor, DAY)}.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in answer.content.decode()


def test_only_a_members_own_open_tasks_with_a_day_are_in_it() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    kept, done = add(desk, case, DAY + timedelta(days=4)), add(desk, case, DAY)
    add(desk, case, None)
    actions.mark_done(done, desk.noor, DAY)
    actions.open_task(desk.organisation.id, "share-waits", about_id=uuid4(), due_on=DAY, on=DAY)
    text = Client().get(f"/tasks/calendar/{actions.make_calendar(desk.noor, DAY)}.ics").content.decode()
    assert re.findall(r"UID:([\w-]+)@", text) == [str(kept.id)]


def test_the_address_is_shown_once_and_only_its_hash_is_kept() -> None:
    desk = make_desk()
    noor = desk.browser(desk.noor)
    assert "Make an address" in noor.get("/tasks/calendar").content.decode()
    address = address_on(noor.post("/tasks/calendar/new").content.decode())
    capability = address.removeprefix("/tasks/calendar/").removesuffix(".ics")
    assert capability not in noor.get("/tasks/calendar").content.decode()
    assert Calendar.objects.get().capability_hash == rules.capability_hash(capability) != capability
    assert Client().get(address).status_code == 200


def test_a_new_address_ends_the_old_one_and_an_ended_one_is_not_found() -> None:
    desk = make_desk()
    noor = desk.browser(desk.noor)
    old = address_on(noor.post("/tasks/calendar/new").content.decode())
    new = address_on(noor.post("/tasks/calendar/new").content.decode())
    assert [Client().get(each).status_code for each in (old, new)] == [404, 200]
    noor.post("/tasks/calendar/end")
    assert Client().get(new).status_code == 404
    assert Client().get("/tasks/calendar/.ics").status_code == 404
    assert (
        Client().get(f"/tasks/calendar/{Calendar(capability_hash='').capability_hash}x.ics").status_code
        == 404
    )


def test_who_has_left_has_no_calendar() -> None:
    desk = make_desk()
    capability = actions.make_calendar(desk.noor, DAY)
    members.set_active(desk.lead, desk.noor, False, DAY)
    assert Client().get(f"/tasks/calendar/{capability}.ics").status_code == 404


def test_the_words_of_kinds_are_in_the_members_language() -> None:
    desk = make_desk()
    desk.noor.language = "fr"
    desk.noor.save(update_fields=["language"])
    body = Client().get(f"/tasks/calendar/{actions.make_calendar(desk.noor, DAY)}.ics").content.decode()
    assert "BEGIN:VCALENDAR" in body and "BEGIN:VEVENT" not in body


@pytest.mark.parametrize("how", ["closed", "removed"])
def test_an_address_does_not_come_back_with_the_account(how: str) -> None:
    desk = make_desk()
    address = f"/tasks/calendar/{actions.make_calendar(desk.noor, DAY)}.ics"
    assert Client().get(address).status_code == 200
    if how == "closed":
        members.set_active(desk.lead, desk.noor, False, DAY)
    else:
        vault.remove_member(desk.unlocked_lead, desk.noor, DAY)
    assert not Calendar.objects.exists()
    assert Client().get(address).status_code == 404
    members.set_active(desk.lead, desk.noor, True, DAY)
    assert Client().get(address).status_code == 404
