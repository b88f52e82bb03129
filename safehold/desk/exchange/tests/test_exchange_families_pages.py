# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A spreadsheet of families: looked at first, imported into files with their clocks, told again, and taken back."""

from datetime import date
from typing import Any

import pytest

from safehold.desk.cases.models import Case
from safehold.desk.exchange import actions as exchange
from safehold.desk.exchange import queries as batches
from safehold.desk.exchange.tests.tables import as_csv, as_xlsx, bring_in, undo
from safehold.desk.families import actions, queries
from safehold.desk.families.models import FamilyFile, KeptDeadline
from safehold.desk.families.rules import DO_NOT_CONTACT, Contents
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, make_desk

pytestmark = pytest.mark.django_db(databases=["default", "public"])

HEADER = ["Your number", "Title", "Pathway", "Family members", "Principal PR date"]
FATHER, SISTER = "The father, principal, 1979-03", "The sister, child, 2008-02-29"
ROW = ["F-1", "Demo family", "pp-abroad", f"{FATHER}; {SISTER}", "2026-03-01"]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def say_unpaid(desk: Desk) -> None:
    actions.say_footing(desk.lead, "unpaid", "", DAY)


def contents(desk: Desk) -> Contents:
    return queries.open_family(desk.unlocked, FamilyFile.objects.select_related("case").get()).contents


def test_who_has_not_said_whether_they_are_paid_imports_no_family(desk: Desk) -> None:
    batch = exchange.keep_table(desk.unlocked_lead, "f.csv", as_csv(ROW, header=HEADER), "", DAY)
    plan = batches.plan_batch(desk.unlocked_lead, batches.open_table(desk.unlocked_lead, batch), DAY)
    assert [each.problems for each in plan.refused] == [("footing-missing",)]


def test_what_cannot_be_read_is_said_and_nothing_is_imported_of_it(desk: Desk) -> None:
    say_unpaid(desk)
    wrong = ["F-2", "Another", "by boat", "The father, uncle", "some day"]
    batch = exchange.keep_table(desk.unlocked_lead, "f.csv", as_csv(ROW, wrong, header=HEADER), "", DAY)
    plan = batches.plan_batch(desk.unlocked_lead, batches.open_table(desk.unlocked_lead, batch), DAY)
    assert plan.create == 1
    assert set(plan.refused[0].problems) == {"way-unknown", "family-day-unclear", "family-people-unclear"}
    assert not FamilyFile.objects.exists()


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_a_family_comes_in_with_its_clocks_and_is_taken_back(desk: Desk, write: Any) -> None:
    say_unpaid(desk)
    batch = bring_in(desk, write(ROW, header=HEADER))
    found = contents(desk)
    assert [(each.name, each.role, each.contact) for each in found.people] == [
        ("The father", "principal", DO_NOT_CONTACT),
        ("The sister", "child", DO_NOT_CONTACT),
    ]
    assert date(2027, 3, 1) in {each.due_on for each in KeptDeadline.objects.all()}
    assert actions.raise_alerts(DAY) > 0  # the desk's own work: nobody touched the case
    assert (undo(desk, batch).taken_back, FamilyFile.objects.count(), Case.objects.count()) == (1, 0, 0)


def test_the_same_number_again_tells_more_and_leaves_nobody_out(desk: Desk) -> None:
    say_unpaid(desk)
    bring_in(desk, as_csv(ROW, header=HEADER))
    before = contents(desk)
    told = [*ROW[:3], "The aunt, other", "2026-04-01"]
    batch = bring_in(desk, as_csv(told, header=HEADER))
    assert [each.name for each in contents(desk).people] == ["The father", "The sister", "The aunt"]
    assert date(2027, 4, 1) in {each.due_on for each in KeptDeadline.objects.all()}
    assert undo(desk, batch).taken_back == 1
    assert contents(desk) == before
    assert date(2027, 3, 1) in {each.due_on for each in KeptDeadline.objects.all()}
