# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The heads of days: whenever a row was committed, the next head covers it, and a row that is gone is named."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from safehold.core import custody
from safehold.desk.evidence import actions, queries
from safehold.desk.evidence.actions import custody as rows_of
from safehold.desk.evidence.models import CustodyDetail, CustodyRow, UncoveredRow
from safehold.desk.evidence.rules import Moment
from safehold.desk.evidence.tests.house import NOW, House, make_house
from safehold.desk.evidence.tests.owner import unguarded

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def after(days: int) -> Moment:
    return Moment(NOW.at + timedelta(days=days), NOW.on + timedelta(days=days))


@pytest.fixture
def house() -> House:
    return make_house()


def covered(house: House) -> tuple[int, int]:
    """How many rows the item has, and how many of them the heads cover."""
    item_id = house.item().pk
    rows, heads = queries.list_custody(item_id), queries.list_heads()
    custody.verify_heads(heads)
    return len(rows), custody.check_against_heads(item_id, rows, heads)


def remove_newest(house: House) -> int:
    """Take an item's newest row away, as whoever owns the database can; return its position."""
    newest = CustodyRow.objects.filter(item_id=house.item().pk).order_by("-position")[0]
    with unguarded():
        CustodyDetail.objects.filter(row=newest).delete()
        newest.delete()
    return newest.position


def test_row_that_is_committed_after_the_head_of_its_day_is_covered_by_the_next(house: House) -> None:
    actions.write_day_head(after(1).on)
    actions.verify_now(house.noor, house.opened(), NOW)  # begun before midnight, committed after the head
    assert covered(house) == (3, 2)
    assert actions.write_day_head(after(1).on) is None  # one head for a day
    assert actions.write_day_head(after(2).on) is not None  # though the item did not grow again
    assert covered(house) == (3, 3)
    assert not UncoveredRow.objects.exists()


def test_late_row_that_is_gone_is_named_after_the_next_head(house: House) -> None:
    actions.write_day_head(after(1).on)
    actions.verify_now(house.noor, house.opened(), NOW)
    actions.write_day_head(after(2).on)
    assert remove_newest(house) == 3
    found = actions.verify_now(house.noor, house.opened(), after(2))
    assert (found.broken_at, found.reason) == (3, "removed")


def test_row_that_is_gone_before_any_head_named_it_is_named_as_well(house: House) -> None:
    remove_newest(house)
    actions.write_day_head(after(1).on)
    found = actions.verify_now(house.noor, house.opened(), after(1))
    assert (found.broken_at, found.reason) == (2, "removed")


def test_row_of_an_earlier_day_after_one_of_a_later_day_is_covered_with_it(house: House) -> None:
    actions.verify_now(house.noor, house.opened(), after(1))
    actions.verify_now(house.noor, house.opened(), NOW)
    actions.write_day_head(after(1).on)
    assert covered(house) == (4, 4)
    assert not UncoveredRow.objects.exists()


def test_head_of_today_is_not_written_yet(house: House) -> None:
    assert actions.write_day_head(NOW.on) is None
    assert UncoveredRow.objects.count() == 2


class AnyOrder(TestCase):
    """Rows of several items come in any order, with days before and after the heads."""

    databases = {"default", "public"}

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.one_of(
                st.tuples(st.just("row"), st.integers(0, 2), st.integers(0, 6)),
                st.tuples(st.just("head"), st.just(0), st.integers(1, 7)),
            ),
            max_size=25,
        )
    )
    def test_no_row_stays_uncovered_after_the_last_head(self, steps: list[tuple[str, int, int]]) -> None:
        from uuid import UUID

        ids = [UUID(int=number + 1) for number in range(3)]
        for kind, number, day in steps:
            if kind == "row":
                rows_of.append_unread(ids[number], "verified", {}, after(day))
            else:
                actions.write_day_head(after(day).on)
        actions.write_day_head(after(8).on)
        heads = queries.list_heads()
        custody.verify_heads(heads)
        for item_id in ids:
            rows = queries.list_custody(item_id)
            custody.verify_chain(rows, item_id)
            assert custody.check_against_heads(item_id, rows, heads) == len(rows)
        assert not UncoveredRow.objects.exists()
