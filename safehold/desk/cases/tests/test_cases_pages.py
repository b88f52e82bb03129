# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of cases and what is posted to one, over HTTP."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import queries
from safehold.desk.cases.models import Case, Message, Note
from safehold.desk.cases.tests import worker
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, collect_all, make_desk
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.vault import actions as vault

pytestmark = pytest.mark.django_db(databases=["default", "public"])

POSTED = [
    ("reply", {"words": CANARY, "language": "en"}),
    ("notes", {"words": CANARY}),
    ("title", {"title": CANARY}),
    ("state", {"state": "open"}),
    ("assign", {"member": ""}),
    ("triage", {"triage": "urgent"}),
]


def test_titles_are_shown_only_while_unlocked() -> None:
    desk = make_desk()
    arrive(desk, "A man followed me")
    locked = desk.browser(desk.noor, unlocked=False).get("/cases/").content.decode()
    assert "A man followed me" not in locked
    assert "Titles are sealed" in locked
    assert "A man followed me" in desk.browser(desk.noor).get("/cases/").content.decode()


def test_looking_at_the_list_is_one_row_in_the_audit() -> None:
    desk = make_desk()
    browser = desk.browser(desk.noor)
    before = AuditRow.objects.count()
    browser.get("/cases/")
    assert [row.verb for row in AuditRow.objects.order_by("sequence")[before:]] == ["case.listed"]


def test_another_organisation_lists_none_of_ours() -> None:
    desk, elsewhere = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk, "A man followed me")
    page = elsewhere.browser(elsewhere.noor).get("/cases/?state=all").content.decode()
    assert "A man followed me" not in page
    assert str(case.id) not in page
    assert "No case" in page


def test_an_auditor_does_not_enter() -> None:
    desk = make_desk()
    assert desk.browser(desk.auditor).get("/cases/").status_code == 403


@pytest.mark.parametrize("part", [name for name, _ in POSTED])
def test_a_case_is_not_found_by_strangers_and_auditors(part: str) -> None:
    desk, elsewhere = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    fields: dict[str, Any] = dict(POSTED)[part]
    for browser in (elsewhere.browser(elsewhere.noor), desk.browser(desk.auditor)):
        assert browser.post(f"/cases/{case.id}/{part}", fields).status_code == 404
    assert desk.browser(desk.noor).get(f"/cases/{case.id}/{part}").status_code == 405
    assert not Note.objects.exists()


@pytest.mark.parametrize(("part", "fields"), POSTED)
def test_what_is_posted_while_locked_is_carried_to_the_unlock_page(part: str, fields: dict[str, str]) -> None:
    desk = make_desk()
    _, case = arrive(desk)
    answer = desk.browser(desk.noor, unlocked=False).post(f"/cases/{case.id}/{part}", fields)
    assert answer.status_code == 423
    if CANARY in fields.values():
        assert CANARY in answer.content.decode()
    assert not Note.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(("part", "fields"), POSTED)
def test_what_is_posted_leads_back_to_the_case(part: str, fields: dict[str, str]) -> None:
    desk = make_desk()
    _, case = arrive(desk)
    answer = desk.browser(desk.noor).post(f"/cases/{case.id}/{part}", fields)
    assert answer.status_code == 302
    assert answer.headers["Location"].split("#")[0] == f"/cases/{case.id}/"


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        ("reply", {"words": " ", "language": "fr"}),
        ("reply", {"words": CANARY, "language": "tlh"}),
        ("notes", {"words": ""}),
        ("title", {"title": ""}),
        ("state", {"state": "nowhere"}),
        ("assign", {"member": "00000000-0000-0000-0000-000000000000"}),
        ("triage", {"triage": ""}),
        ("notes", {"words": CANARY, "once": "no-id"}),
    ],
)
def test_what_cannot_be_kept_is_asked_again_with_what_was_typed(part: str, fields: dict[str, str]) -> None:
    desk = make_desk()
    _, case = arrive(desk)
    answer = desk.browser(desk.noor).post(f"/cases/{case.id}/{part}", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What you wrote is still here" in page
    if CANARY in fields.values():
        assert CANARY in page


def test_an_answer_that_is_not_wanted_is_refused_kindly_and_not_lost() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.withdraw("contact")
    collect_all()
    answer = desk.browser(desk.noor).post(f"/cases/{case.id}/reply", {"words": CANARY, "language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "They took back their agreement to be answered here" in page
    assert CANARY in page


def test_the_form_sent_twice_from_the_page_keeps_one_note() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    browser = desk.browser(desk.noor)
    page = browser.get(f"/cases/{case.id}/").content.decode()
    once = re.search(r'name="once" value="([0-9a-f-]+)" id="note_once"', page)
    assert once
    for _ in range(2):
        browser.post(f"/cases/{case.id}/notes", {"words": "She called.", "once": once[1]})
    assert Note.objects.count() == 1


def test_a_page_of_fifty_cases_asks_no_more_than_a_page_of_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    desk = make_desk()
    _, case = arrive(desk)
    browser = desk.browser(desk.noor)
    browser.get("/cases/")
    for _ in range(50):
        arrive(desk)
    with django_assert_max_num_queries(30):
        page = browser.get("/cases/").content.decode()
    assert page.count("<tr>") == 51
    assert "Page 1 of 2" in page
    assert Case.objects.count() == 51
    assert queries.access_case(desk.noor, case.id)


def test_renewal_page_says_where_it_stands_and_an_unlocked_look_moves_it_on() -> None:
    desk = make_desk()
    leaver = enlist_and_admit(desk)
    arrive(desk)
    locked, noor = desk.browser(desk.noor, unlocked=False), desk.browser(desk.noor)

    def read(browser: Client = locked) -> str:
        return browser.get("/cases/renewal").content.decode()

    assert "The keys were not changed" in read()
    vault.remove_member(desk.unlocked_lead, leaver, DAY)
    worker.kill()
    assert "is not running" in read()
    assert "is not running" in read(noor)
    identity = worker.start()
    assert "It waits for a member to unlock" in read()
    assert "That waits for a member to unlock" in locked.get("/").content.decode()
    assert "0 of 1 done" in read(noor)
    assert "is being sealed anew" in read()
    assert "Open cases are getting new keys: 0 of 1 done" in locked.get("/").content.decode()
    worker.do_what_is_queued(identity)
    assert "1 open case has a new key" in read()
    assert "new keys" not in noor.get("/").content.decode()


def test_my_day_of_an_unlocked_member_moves_a_renewal_on() -> None:
    desk = make_desk()
    leaver = enlist_and_admit(desk)
    arrive(desk)
    identity, noor = worker.start(), desk.browser(desk.noor)
    vault.remove_member(desk.unlocked_lead, leaver, DAY)
    noor.get("/")
    worker.do_what_is_queued(identity)
    assert "Finished" in noor.get("/cases/renewal").content.decode()


def enlist_and_admit(desk: Desk) -> Member:
    leaver = members.enlist(desk.organisation, "leaver", "Leaver", "caseworker", "x" * 20, DAY)
    vault.enrol_member(leaver, DAY)
    vault.admit_member(desk.unlocked_lead, leaver, DAY)
    return leaver
