# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks beside their cases: lists, the tasks of a case, one task; and the day that begins with them."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases.models import Case
from safehold.desk.home import actions, queries
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.members import actions as members
from safehold.desk.referrals.tests.desk_with_case import make_desk_with_case
from safehold.desk.tasks import actions as tasks
from safehold.desk.tasks.models import Task
from safehold.web.references import reference_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WORDS = "Call the aunt of Gülnar"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def add(desk: Desk, case: Case, words: str = WORDS, due_on: date | None = DAY) -> Task:
    return actions.add_task(desk.unlocked, case, words, due_on, None, desk.noor, DAY)


def test_a_list_shows_words_and_titles_only_while_unlocked() -> None:
    desk = make_desk()
    _, case = arrive(desk, "A man followed me")
    add(desk, case)
    page = desk.browser(desk.noor).get("/tasks/").content.decode()
    assert WORDS in page and "A man followed me" in page and "Today" in page
    locked = desk.browser(desk.noor, unlocked=False).get("/tasks/").content.decode()
    assert WORDS not in locked and "A man followed me" not in locked
    assert "A task of your own" in locked and reference_of(case.id) in locked
    assert "Words and titles are sealed" in locked


def test_seeing_titles_is_one_row_in_the_audit_and_seeing_kinds_is_none() -> None:
    desk = make_desk()
    add(desk, arrive(desk)[1])
    noor, locked = desk.browser(desk.noor), desk.browser(desk.noor, unlocked=False)
    before = AuditRow.objects.count()
    locked.get("/tasks/")
    noor.get("/tasks/")
    assert [row.verb for row in AuditRow.objects.order_by("sequence")[before:]] == ["case.listed"]


def words_on(browser: Client, address: str) -> list[str]:
    """Return the words of the tasks that a page lists, in order."""
    page = browser.get(address).content.decode()
    return re.findall(r'<td id="task-[^"]*"><a [^>]*><bdi>([^<]+)', page)


def test_tabs_part_mine_from_everybodys_and_nobodys() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    mine = add(desk, case, "mine")
    theirs = add(desk, case, "theirs")
    tasks.give_task(theirs, desk.lead, desk.noor, DAY)
    tasks.give_task(add(desk, case, "nobodys"), None, desk.noor, DAY)
    noor = desk.browser(desk.noor)
    shown = {
        whose: words_on(noor, f"/tasks/?whose={whose}") for whose in ("mine", "everybody", "nobody", "x")
    }
    assert shown["mine"] == shown["x"] == ["mine"]
    assert (set(shown["everybody"]), shown["nobody"]) == ({"mine", "theirs", "nobodys"}, ["nobodys"])
    tasks.mark_done(mine, desk.noor, DAY)
    assert "Not done after all" in noor.get("/tasks/?done=on").content.decode()


def test_what_is_overdue_stands_first_then_what_presses_then_the_clock() -> None:
    desk = make_desk()
    (_, routine), (_, urgent) = arrive(desk), arrive(desk, urgent=True)
    for case, words, days in (
        (routine, "routine today", 0),
        (urgent, "urgent tomorrow", 1),
        (routine, "routine late", -9),
        (urgent, "urgent late", -1),
        (routine, "routine tomorrow", 1),
    ):
        add(desk, case, words, DAY + timedelta(days=days))
    assert words_on(desk.browser(desk.noor), "/tasks/") == [
        "urgent late",
        "routine late",
        "urgent tomorrow",
        "routine today",
        "routine tomorrow",
    ]


def test_who_has_left_is_named_beside_what_nobody_has() -> None:
    desk = make_desk()
    add(desk, arrive(desk)[1])
    members.set_active(desk.lead, desk.noor, False, DAY)
    page = desk.browser(desk.lead).get("/tasks/?whose=nobody").content.decode()
    assert f"it was with {desk.noor.display_name}, who has left" in page


def test_a_task_is_written_down_in_its_case_once() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    noor, address = desk.browser(desk.noor), f"/cases/{case.id}/tasks"
    assert "Nothing to do in this case" in noor.get(address).content.decode()
    fields = {
        "words": WORDS,
        "due_on": DAY.isoformat(),
        "every": "2",
        "unit": "weeks",
        "member": str(desk.noor.id),
        "once": str(uuid4()),
    }
    for _click in range(2):
        assert noor.post(address, fields).headers["Location"] == address
    task = Task.objects.get()
    assert (task.id, task.due_on, task.assigned_to) == (UUID(fields["once"]), DAY, desk.noor)
    assert task.repeat == (2, "weeks")
    page = noor.get(address).content.decode()
    assert WORDS in page and "every 2 weeks" in page


def test_what_is_missing_is_said_and_nothing_typed_is_lost() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    noor, address = desk.browser(desk.noor), f"/cases/{case.id}/tasks"
    answer = noor.post(
        address, {"words": WORDS, "due_on": "", "every": "300", "unit": "months", "member": "x"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WORDS in page and 'value="300"' in page
    for said in ("Choose a number from 1 to 99.", "Choose the first day", "cannot be given tasks here"):
        assert said in page
    assert not Task.objects.exists()


def test_the_words_of_a_task_are_found() -> None:
    desk = make_desk()
    add(desk, arrive(desk)[1])
    page = desk.browser(desk.noor).post("/search/", {"words": "Gülnar"}, follow=True).content.decode()
    assert "<mark>" in page or "Gülnar" in page


def test_one_task_can_be_put_off_by_one_button_and_says_what_to_do() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    task = tasks.open_task(
        desk.organisation.id, "reply-promised", case_id=case.id, due_on=DAY - timedelta(days=4), on=DAY
    )
    noor = desk.browser(desk.noor)
    page = noor.get(f"/tasks/{task.id}/").content.decode()
    assert "Write to the person" in page and "4 days late" in page
    assert re.findall(r'name="due_on" value="([^"]*)"', page)[:3] == [
        "2026-11-24",
        "2026-11-30",
        "2026-12-23",
    ]
    other = make_desk("snowpass", founding=False)
    assert other.browser(other.noor).get(f"/tasks/{task.id}/").status_code == 404


def test_a_task_leads_to_the_page_on_which_it_is_done() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    leads = {
        kind: queries.address_of(
            tasks.open_task(desk.organisation.id, kind, case_id=case.id, about_id=uuid4(), on=DAY)
        )
        for kind in ("answer-overdue", "reassess-risk", "consent-withdrawn", "reply-promised")
    }
    assert leads == {
        "answer-overdue": f"/referrals/{case.id}/",
        "reassess-risk": f"/support/{case.id}/",
        "consent-withdrawn": f"/support/{case.id}/consent",
        "reply-promised": f"/cases/{case.id}/",
    }


def test_the_day_begins_with_what_is_due_for_me_and_for_nobody() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    add(desk, case, "due")
    add(desk, case, "later", DAY + timedelta(days=1))
    tasks.give_task(add(desk, case, "with the lead"), desk.lead, desk.noor, DAY)
    tasks.open_task(desk.organisation.id, "share-waits", about_id=uuid4(), due_on=DAY, on=DAY)
    day = queries.plan_day(desk.noor, desk.unlocked, DAY)
    assert [line.words or line.task.kind for line in day.tasks.lines] == ["due", "share-waits"]
    assert (day.tasks.total, day.tasks.is_more) == (2, False)
    page = desk.browser(desk.noor).get("/").content.decode()
    assert "due" in page and "with the lead" not in page


def test_an_overdue_answer_stands_on_the_day_once() -> None:
    here = make_desk_with_case()
    here.send(follow_up_on=DAY)
    later = DAY + timedelta(days=5)
    on_the_day = queries.plan_day(here.desk.noor, here.unlocked, DAY)
    assert [line.task.kind for line in on_the_day.tasks.lines] == ["answer-overdue"]
    assert on_the_day.silent.lines == []
    after = queries.plan_day(here.desk.noor, here.unlocked, later)
    assert after.tasks.lines == []
    [line] = after.silent.lines
    assert (line.days_late, line.case, line.address) == (5, here.case, f"/referrals/{here.case.id}/")
    assert line.name and line.title


def test_the_case_page_says_what_comes_next() -> None:
    here = make_desk_with_case()
    noor, address = here.desk.browser(here.desk.noor), f"/cases/{here.case.id}/"
    assert "No task is open in this case." in noor.get(address).content.decode()
    add(here.desk, here.case, WORDS, DAY - timedelta(days=3))
    here.send(follow_up_on=DAY - timedelta(days=1))
    page = noor.get(address).content.decode()
    for shown in (
        WORDS,
        "3 days late",
        "1 referral is open",
        "1 is overdue",
        "No risk was judged yet",
        "Timeline",
    ):
        assert shown in page, shown
