# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Updates that did not come: with a day only where the Regulations' number is confirmed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.core.influence import Answer
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, adapters, queries
from safehold.desk.registrar.models import Entry
from safehold.desk.registrar.queries import Missing
from safehold.desk.registrar.tests.office import House
from safehold.desk.registrar.tests.test_registrar_agreements import confirm_law
from safehold.desk.registrar.tests.test_registrar_office import WHY

pytestmark = pytest.mark.django_db(databases=["default", "public"])
PAST = (DAY - timedelta(days=1)).isoformat()


def missing(house: House, after: int) -> list[Missing]:
    key = queries.open_key(house.first, house.office)
    return queries.list_missing(key, house.office, adapters.read_scheme(), DAY + timedelta(days=after))


def test_named_end_that_is_past_is_listed_and_has_no_day_while_the_number_is_unknown(house: House) -> None:
    house.accept()
    entry = house.accept(changed={"ended_on": PAST})
    (found,) = missing(house, 400)
    assert (found.entry, found.due_on, found.answer) == (entry, None, Answer.UNKNOWN)
    house.accept(kind="termination", entry=entry, changed={"ended_on": PAST})
    assert not missing(house, 400)


def test_with_a_confirmed_number_it_is_due_and_over(house: House, settings: Settings, tmp_path: Path) -> None:
    confirm_law(settings, tmp_path)
    house.accept(changed={"ended_on": PAST})
    due = DAY + timedelta(days=13)
    assert [(each.due_on, each.is_over) for each in missing(house, 13)] == [(due, False)]
    assert [(each.due_on, each.is_over) for each in missing(house, 14)] == [(due, True)]


def test_end_that_is_withheld_is_listed_too(house: House) -> None:
    entry = house.accept(changed={"ended_on": PAST})
    proposal = actions.propose_withholding(house.first, ["ended_on"], "Safety", DAY, entry=entry)
    actions.confirm(house.second, proposal, DAY)
    assert [each.entry.pk for each in missing(house, 1)] == [entry.pk]


def test_update_that_was_announced_is_listed_from_its_day_until_the_registrant_files(house: House) -> None:
    entry = house.accept()
    actions.expect_update(house.first, entry, DAY + timedelta(days=5), "We move to Halifax", DAY)
    assert not missing(house, 4)
    (found,) = missing(house, 5)
    assert (found.words, found.changed_on) == ("We move to Halifax", DAY + timedelta(days=5))
    actions.correct_entry(house.first, entry, {"terms": "None"}, WHY, DAY)
    assert missing(house, 5), "a correction by the office is no update"
    house.accept(kind="amendment", entry=Entry.objects.get(), changed={"registrant_address": "Halifax"})
    assert not missing(house, 5)


def test_announced_update_is_crossed_out_once(house: House) -> None:
    update = actions.expect_update(house.first, house.accept(), DAY, "The terms change", DAY)
    actions.settle_update(house.first, update, DAY)
    actions.settle_update(house.second, update, DAY)
    assert not missing(house, 9) and not queries.list_expected(house.office)
