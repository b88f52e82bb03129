# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What had to be done in a case that went to another organisation has to be done there, and is over for who gave it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from safehold.desk.inbox.tests.sealed_reports import Desk
from safehold.desk.sharing.tests.two_desks import DAY, make_two_desks
from safehold.desk.tasks import actions as tasks
from safehold.desk.tasks.models import Task

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def read(desk: Desk) -> str:
    answer = desk.browser(desk.noor).get(reverse("home:tasks"), {"whose": "everybody"})
    return answer.content.decode()


def test_overdue_and_open_tasks_of_a_case_go_over_with_it() -> None:
    desks = make_two_desks()
    here, there = desks.here.organisation, desks.there.organisation
    overdue = tasks.open_task(
        here.pk,
        "answer-overdue",
        case_id=desks.case.pk,
        about_id=uuid4(),
        due_on=DAY - timedelta(days=9),
        assigned_to_id=desks.here.noor.pk,
        on=DAY - timedelta(days=30),
    )
    taken_back = tasks.open_task(
        here.pk, "consent-withdrawn", case_id=desks.case.pk, about_id=uuid4(), on=DAY
    )
    between = tasks.open_task(here.pk, "share-waits", case_id=desks.case.pk, about_id=uuid4(), on=DAY)
    done = tasks.open_task(here.pk, "reply-promised", case_id=desks.case.pk, on=DAY)
    tasks.mark_done(done, desks.here.noor, DAY)
    assert "An answer is due" in read(desks.here)
    desks.transfer()
    for task in (overdue, taken_back):
        task.refresh_from_db()
        assert (task.organisation_id, task.assigned_to, task.done_on) == (there.pk, None, None)
    assert overdue.due_on == DAY - timedelta(days=9)
    between.refresh_from_db()
    assert (between.organisation_id, between.done_on) == (here.pk, DAY)
    done.refresh_from_db()
    assert done.organisation_id == here.pk
    assert not Task.objects.filter(organisation=here, done_on=None).exists()
    assert "An answer is due" in read(desks.there)
    assert "An answer is due" not in read(desks.here)


def test_what_the_receiver_has_to_do_already_is_not_there_twice() -> None:
    desks = make_two_desks()
    about = uuid4()
    for organisation in (desks.here.organisation, desks.there.organisation):
        tasks.open_task(organisation.pk, "consent-withdrawn", case_id=desks.case.pk, about_id=about, on=DAY)
    desks.transfer()
    left = Task.objects.get(about_id=about, done_on=None)
    assert left.organisation_id == desks.there.organisation.pk


def test_what_comes_up_later_is_given_to_nobody_of_the_organisation_before() -> None:
    """A referral keeps who wrote it; whoever that was does not work on the case any more."""
    desks = make_two_desks()
    case = desks.transfer()
    task = tasks.open_task(
        case.organisation_id,
        "answer-overdue",
        case_id=case.pk,
        about_id=uuid4(),
        assigned_to_id=desks.here.noor.pk,
        on=DAY,
    )
    assert task.assigned_to is None
