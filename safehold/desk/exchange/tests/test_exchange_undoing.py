# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What counts as work when an import is taken back: what somebody did, and not what the desk opened by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from safehold.desk.cases.models import Case
from safehold.desk.exchange.tests.tables import ROW, as_csv, bring_in, changed, undo
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, make_desk
from safehold.desk.search.models import SourceTokens
from safehold.desk.tasks import actions as tasks
from safehold.desk.tasks.models import Task

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def opened_by_the_desk(desk: Desk, case: Case) -> Task:
    return tasks.open_task(
        desk.organisation.id, "retention-due", case_id=case.pk, about_id=case.pk, due_on=DAY, on=DAY
    )


def test_a_task_that_the_desk_opened_goes_with_the_case() -> None:
    desk = make_desk()
    batch = bring_in(desk, as_csv(ROW))
    case = Case.objects.get()
    task = opened_by_the_desk(desk, case)
    done = tasks.open_task(desk.organisation.id, "reply-promised", case_id=case.pk, about_id=case.pk, on=DAY)
    tasks.close_tasks(desk.organisation.id, case.pk, DAY, kinds=["reply-promised"])
    undone = undo(desk, batch)
    assert (undone.taken_back, undone.kept) == (1, 0)
    assert not Case.objects.exists()
    assert not Task.objects.filter(pk__in=[task.pk, done.pk]).exists()
    page = desk.browser(desk.noor).get(reverse("home:tasks"), {"whose": "everybody"}).content.decode()
    assert "Decide what to keep" not in page


def test_an_update_is_taken_back_though_the_desk_opened_a_task() -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW))
    batch = bring_in(desk, as_csv(changed("Title", "Another")))
    opened_by_the_desk(desk, Case.objects.get())
    assert (undo(desk, batch).taken_back, Case.objects.count()) == (1, 1)


@pytest.mark.parametrize("how", ["done", "given", "put off"])
def test_a_task_that_somebody_touched_is_work(how: str) -> None:
    desk = make_desk()
    batch = bring_in(desk, as_csv(ROW))
    task = opened_by_the_desk(desk, Case.objects.get())
    if how == "done":
        tasks.mark_done(task, desk.noor, DAY)
    elif how == "given":
        tasks.give_task(task, desk.noor, desk.noor, DAY)
    else:
        tasks.postpone_task(task, DAY + timedelta(days=3), desk.noor, DAY)
    assert (undo(desk, batch).kept, Case.objects.count()) == (1, 1)


def test_a_case_is_found_by_the_number_that_a_table_gave_it_until_that_is_taken_back() -> None:
    def look() -> list[Any]:
        answer = browser.post(reverse("home:search"), {"words": "HC-7731"})
        return [each.line.case.pk for each in answer.context["page"].lines]

    desk = make_desk()
    browser = desk.browser(desk.noor)
    batch = bring_in(desk, as_csv(changed("Your number", "HC-7731")))
    assert look() == [Case.objects.get().pk]
    undo(desk, batch)
    assert look() == []
    assert not SourceTokens.objects.exists()
