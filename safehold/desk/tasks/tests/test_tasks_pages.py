# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done with one task, over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest

from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, make_desk
from safehold.desk.tasks import actions
from safehold.desk.tasks.models import Task

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def open_one(desk: Desk) -> Task:
    return actions.open_task(desk.organisation.id, "answer-overdue", about_id=uuid4(), due_on=DAY, on=DAY)


def test_done_and_taken_back_lead_to_where_one_was() -> None:
    desk = make_desk()
    task, noor = open_one(desk), desk.browser(desk.noor)
    answer = noor.post(f"/tasks/{task.id}/done", {"back": "/?x=1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/?x=1")
    task.refresh_from_db()
    assert (task.done_on, task.done_by) == (DAY, desk.noor)
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example", ""):
        answer = noor.post(f"/tasks/{task.id}/undone", {"back": elsewhere})
        assert answer.headers["Location"] == "/tasks/"
    task.refresh_from_db()
    assert task.done_on is None


def test_a_task_is_put_off_and_given() -> None:
    desk = make_desk()
    task, noor = open_one(desk), desk.browser(desk.noor)
    later = DAY + timedelta(days=3)
    noor.post(f"/tasks/{task.id}/postpone", {"due_on": later.isoformat()})
    noor.post(f"/tasks/{task.id}/give", {"member": str(desk.lead.id)})
    task.refresh_from_db()
    assert (task.due_on, task.assigned_to) == (later, desk.lead)
    noor.post(f"/tasks/{task.id}/give", {"member": ""})
    task.refresh_from_db()
    assert task.assigned_to is None


def test_what_cannot_be_read_is_asked_again_with_what_was_typed() -> None:
    desk = make_desk()
    task, noor = open_one(desk), desk.browser(desk.noor)
    answer = noor.post(f"/tasks/{task.id}/postpone", {"due_on": "next week", "back": "/"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Write the day as year, month, day" in page
    assert 'value="next week"' in page and 'name="back" value="/"' in page
    answer = noor.post(f"/tasks/{task.id}/give", {"member": str(desk.auditor.id)})
    assert answer.status_code == 422
    assert "cannot be given tasks here" in answer.content.decode()


def test_another_organisations_task_is_not_found_and_a_locked_member_changes_nothing() -> None:
    desk, other = make_desk(), make_desk("snowpass", founding=False)
    task = open_one(desk)
    for name in ("done", "undone", "postpone", "give"):
        assert other.browser(other.noor).post(f"/tasks/{task.id}/{name}").status_code == 404
        assert desk.browser(desk.auditor).post(f"/tasks/{task.id}/{name}").status_code == 404
        assert desk.browser(desk.noor, unlocked=False).post(f"/tasks/{task.id}/{name}").status_code == 423
        assert desk.browser(desk.noor).get(f"/tasks/{task.id}/{name}").status_code == 405
    task.refresh_from_db()
    assert task.done_on is None
