# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who writes into the desk's database swaps what is sealed: nobody is shown it, and the leads are told."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from safehold.desk.audit.models import Alarm
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries
from safehold.desk.cases.models import Case, Note
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, make_desk
from safehold.desk.vault.models import SubjectKey
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])
PAGES = ["home:case", "home:timeline", "home:case_tasks", "cases:people", "cases:incidents", "cases:merge"]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


def make_two() -> tuple[Desk, Case, Case]:
    """Two cases of one organisation, each with a note."""
    desk = make_desk()
    one, other = (cases.open_walk_in_case(desk.unlocked, title, DAY) for title in ("The one", "The other"))
    cases.add_note(desk.unlocked, one, "She lives in the red house.", DAY)
    cases.add_note(desk.unlocked, other, "He lives in the blue house.", DAY)
    return desk, one, other


def swap_notes(one: Case, other: Case) -> None:
    a, b = Note.objects.get(case=one), Note.objects.get(case=other)
    Note.objects.filter(pk=a.pk).update(sealed=b.sealed)
    Note.objects.filter(pk=b.pk).update(sealed=a.sealed)


def move_note(one: Case, other: Case) -> None:
    """The row itself, with its words, goes to another case."""
    Note.objects.filter(case=one).update(position=2)
    Note.objects.filter(case=one).update(case=other)


def swap_titles(one: Case, other: Case) -> None:
    Case.objects.filter(pk=one.pk).update(sealed=other.sealed)
    Case.objects.filter(pk=other.pk).update(sealed=one.sealed)


def swap_keys(one: Case, other: Case) -> None:
    a, b = (SubjectKey.objects.get(subject_id=case.pk) for case in (one, other))
    SubjectKey.objects.filter(pk=a.pk).update(sealed=b.sealed)
    SubjectKey.objects.filter(pk=b.pk).update(sealed=a.sealed)


def look(browser: Client, page: str, case: Case) -> HttpResponse:
    return browser.get(reverse(page, args=[case.pk]))  # type: ignore[return-value]


@pytest.mark.parametrize("change", [swap_notes, move_note, swap_titles, swap_keys])
def test_what_was_swapped_is_not_shown_and_raises_an_alarm(change: Callable[[Case, Case], None]) -> None:
    desk, one, other = make_two()
    change(one, other)
    answer = look(desk.browser(desk.noor), "home:case", other)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Nothing was deleted" in page
    assert "house" not in page
    alarms = Alarm.objects.filter(kind="case-changed")
    assert [alarm.subject for alarm in alarms] == [str(other.pk)]
    assert look(desk.browser(desk.noor), "home:case", other).status_code == 409
    assert alarms.count() == 1, "looking again says it again, and raises no second one"
    assert "Something in a case was changed" in desk.browser(desk.lead).get("/").content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_with_a_swapped_key_no_page_of_a_case_opens(page: str) -> None:
    desk, one, other = make_two()
    swap_keys(one, other)
    answer = look(desk.browser(desk.noor), page, one)
    assert answer.status_code == 409
    assert Alarm.objects.filter(kind="case-changed").exists()


def test_a_case_that_is_as_it_was_raises_none_also_with_another_read_in_it() -> None:
    desk, one, other = make_two()
    cases.merge_cases(desk.unlocked, other, one, DAY)
    cases.report_tampering(desk.unlocked, one, DAY)
    assert not Alarm.objects.filter(kind="case-changed").exists()
    swap_titles(one, other)
    cases.report_tampering(desk.unlocked, Case.objects.get(pk=one.pk), DAY)
    assert Alarm.objects.filter(kind="case-changed").count() == 2


def test_a_snapshot_holds_a_case_that_is_read_in_it_without_its_words() -> None:
    desk, one, other = make_two()
    cases.merge_cases(desk.unlocked, other, one, DAY)
    key = desk.unlocked.case_key(one.pk, one.key_version)
    snapshot = queries.take_snapshot(key, one)
    assert snapshot[f"cases.case {other.pk}"]["document"] is None
    assert snapshot[f"cases.case {one.pk}"]["document"] == {"title": "The one"}
