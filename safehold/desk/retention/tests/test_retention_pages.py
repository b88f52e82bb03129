# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of keeping, as a lead and a caseworker meet them. No JavaScript."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.retention import actions, queries
from safehold.desk.retention.models import Due, Hold, Tombstone
from safehold.desk.retention.rules import read_certificate
from safehold.desk.retention.tests.full_case import close, due_day
from safehold.web.references import reference_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Case:
    found: Case = arrive(desk)[1]
    return found


@pytest.fixture
def lead(desk: Desk) -> Client:
    return desk.browser(desk.lead)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    _now(monkeypatch, DAY)


def _now(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: day)


def read(client: Client, name: str, *ids: Any, status: int = 200) -> str:
    answer = client.get(reverse(name, args=ids))
    assert answer.status_code == status, answer
    return answer.content.decode()


def post(client: Client, name: str, *ids: Any, **fields: Any) -> Any:
    return client.post(reverse(name, args=ids), fields)


def test_tab_says_until_when_and_a_caseworker_changes_nothing(desk: Desk, case: Case, lead: Client) -> None:
    noor = desk.browser(desk.noor)
    assert "as long as you work on it" in read(noor, "retention:case", case.pk)
    close(case)
    page = read(noor, "retention:case", case.pk)
    assert "Nov. 23, 2028" in page
    assert "See what would end" not in page
    assert post(noor, "retention:hold", case.pk, reason="x").status_code == 403
    assert post(noor, "retention:end", case.pk, reason="asked").status_code == 403
    assert "See what would end" in read(lead, "retention:case", case.pk)


def test_hold_and_release(desk: Desk, case: Case, lead: Client) -> None:
    assert post(lead, "retention:hold", case.pk, reason=" ").status_code == 422
    form = {"reason": "The court of Ottawa asked.", "once": "3f9a2c00-0000-4000-8000-000000000000"}
    for _ in range(2):
        assert post(lead, "retention:hold", case.pk, **form).status_code == 302
    hold = Hold.objects.get()
    noor = read(desk.browser(desk.noor), "retention:case", case.pk)
    assert "The court of Ottawa asked." in noor
    assert "Take the hold off" not in noor
    assert "A hold is on it" in read(lead, "retention:end", case.pk)
    assert reference_of(case.pk) in read(lead, "retention:list")
    assert b"Ottawa" not in bytes(hold.sealed)
    typed = {"reason": "asked", "reference": reference_of(case.pk)}
    assert post(lead, "retention:end", case.pk, **typed).status_code == 422
    assert post(lead, "retention:release", case.pk, hold.pk).status_code == 302
    assert "Holds that were taken off" in read(lead, "retention:case", case.pk)


def test_end_now_takes_a_reason_and_the_reference_and_gives_a_certificate(case: Case, lead: Client) -> None:
    assert "There is no way back" in read(lead, "retention:end", case.pk)
    for wrong in ({}, {"reason": "asked"}, {"reason": "asked", "reference": "AAA-AAA"}, {"reason": "period"}):
        assert post(lead, "retention:end", case.pk, **wrong).status_code == 422
    done = post(lead, "retention:end", case.pk, reason="asked", reference=reference_of(case.pk))
    tombstone = Tombstone.objects.get()
    assert done.headers["Location"] == reverse("retention:certificate", args=[tombstone.pk])
    page = read(lead, "retention:certificate", tombstone.pk)
    assert "The person asked for it" in page
    signed = post(lead, "retention:certificate_file", tombstone.pk)
    assert read_certificate(signed.content).references == [reference_of(case.pk)]
    paper = post(lead, "retention:certificate_file", tombstone.pk, paper="1")
    assert paper.content.startswith(b"%PDF")
    assert reference_of(case.pk) in read(lead, "retention:ended")
    for name in ("retention:case", "home:case", "sharing:case", "support:case", "cases:people"):
        read(lead, name, case.pk, status=404)


def test_a_list_is_seen_then_confirmed_by_its_number(
    case: Case, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(case)
    day = due_day(case, "quiet")
    _now(monkeypatch, day)
    actions.watch(day, {})
    due = Due.objects.get()
    assert reference_of(case.pk) in read(lead, "retention:list")
    assert post(lead, "retention:end_due").status_code == 422
    seen = post(lead, "retention:end_due", due=str(due.pk))
    assert (seen.status_code, b"There is no way back" in seen.content) == (200, True)
    assert post(lead, "retention:end_due", due=str(due.pk), sure="1", number="2").status_code == 422
    assert Case.objects.exists()
    assert post(lead, "retention:end_due", due=str(due.pk), sure="1", number="1").status_code == 302
    assert not Case.objects.exists()
    again = post(lead, "retention:end_due", due=str(due.pk), sure="1", number="1")
    assert again.status_code == 422  # it is not in the list any more


def test_periods_keep_what_was_typed_and_say_their_bounds(
    desk: Desk, case: Case, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = read(lead, "retention:periods")
    assert "None of them is a law" in page
    assert "To confirm" in page
    rules = queries.read_rules(desk.organisation.pk)
    fields: dict[str, Any] = {**rules.months, "mode": "itself", "grace_days": 14}
    wrong = post(lead, "retention:periods", **{**fields, "quiet": "1"})
    assert wrong.status_code == 422
    assert "from 6 to 120" in wrong.content.decode()
    close(case, DAY - timedelta(days=200))
    assert post(lead, "retention:periods", **{**fields, "quiet": "6"}).status_code == 302
    assert Due.objects.get().subject_id == case.pk
    assert "Ends by itself" in read(lead, "retention:list")
    _now(monkeypatch, DAY + timedelta(days=14))
    assert actions.watch(DAY + timedelta(days=14), {}) == 1


def test_empty_pages_teach(lead: Client) -> None:
    assert "Nothing is due" in read(lead, "retention:list")
    assert "Nothing has ended yet" in read(lead, "retention:ended")
