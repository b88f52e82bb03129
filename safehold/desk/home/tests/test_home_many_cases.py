# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A day with many open cases: no more questions to the database, and no counting without end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safehold.desk.cases.models import Case, CaseReport
from safehold.desk.consent import actions as consent
from safehold.desk.home import queries
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.tasks import actions as tasks

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def make_rows(desk: Desk, count: int, *, triage: str = "routine", agrees: bool = True) -> None:
    """Cases whose titles nobody opens, each with a report that waits for an answer."""
    cases = [
        Case(
            organisation=desk.organisation,
            triage=triage,
            opened_on=DAY,
            waits_since=DAY - timedelta(days=number),
            assigned_to=desk.noor,
            sealed=b"sealed",
        )
        for number in range(count)
    ]
    Case.objects.bulk_create(cases)
    for case in cases:
        report = CaseReport.objects.create(id=case.id, case=case, received_on=DAY, sealed=b"sealed")
        if agrees:
            consent.record(
                desk.organisation.id,
                report.id,
                "contact",
                "given",
                how="form",
                on=DAY,
                source_id=str(case.id),
            )


def test_parts_are_counted_as_far_as_a_page_says() -> None:
    desk = make_desk()
    make_rows(desk, 103)
    make_rows(desk, 9, triage="urgent")
    day = queries.plan_day(desk.noor, None, DAY)
    assert (day.urgent.total, day.urgent.is_more, day.urgent.is_least) == (9, True, False)
    assert (day.waiting.total, day.waiting.is_least) == (100, True)
    assert (day.mine.total, day.mine.is_least, day.mine.lines) == (100, True, [])
    assert [line.waits_days for line in day.waiting.lines] == list(range(102, 94, -1))
    page = desk.browser(desk.noor, unlocked=False).get("/").content.decode()
    assert "<b>100+</b>wait for us" in page and "There are more." in page


def test_who_wants_no_answer_stands_among_mine_and_does_not_wait() -> None:
    desk = make_desk()
    make_rows(desk, 2)
    make_rows(desk, 3, agrees=False)
    day = queries.plan_day(desk.noor, None, DAY)
    assert (len(day.waiting.lines), len(day.mine.lines)) == (2, 3)


def test_many_cases_and_tasks_ask_no_more_than_few() -> None:
    desk = make_desk()
    _, case = arrive(desk)

    def ask() -> int:
        with CaptureQueriesContext(connection) as asked:
            queries.plan_day(desk.noor, desk.unlocked, DAY)
        return len(asked)

    make_rows(desk, 2)
    tasks.open_task(
        desk.organisation.id, "reply-promised", case_id=case.id, about_id=case.id, due_on=DAY, on=DAY
    )
    few = ask()
    for kind in ("reassess-risk", "share-waits", "retention-due"):
        tasks.open_task(desk.organisation.id, kind, case_id=case.id, about_id=case.id, due_on=DAY, on=DAY)
    make_rows(desk, 40)
    assert ask() <= few
