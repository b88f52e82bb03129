# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The heads of days hold each item to its rows, and each other."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.custody import (
    ChainBroken,
    DayHead,
    HeadBroken,
    Row,
    check_against_heads,
    hash_head,
    verify_chain,
    verify_heads,
    write_head,
)
from safehold.core.custody.tests.chains import DAY, ITEM, OTHER, make_chain, recompute

ROWS, OTHERS = make_chain(6), make_chain(3, OTHER)


def make_heads(*ends: list[Row]) -> list[DayHead]:
    """One head a day: over the last row of each list."""
    heads: list[DayHead] = []
    for n, rows in enumerate(ends):
        newest = [(row.item_id, row.position, row.hash) for row in rows]
        heads.append(write_head(heads[-1] if heads else None, DAY + timedelta(days=n), newest))
    return heads


HEADS = make_heads([ROWS[1], OTHERS[0]], [ROWS[3]], [OTHERS[2]], [ROWS[4]])


def broken(heads: list[DayHead], has_gaps: bool = False) -> tuple[int, str]:
    with pytest.raises(HeadBroken) as found:
        verify_heads(heads, has_gaps)
    return found.value.position, found.value.reason


def test_heads_hold_and_cover_rows() -> None:
    verify_heads(HEADS)
    assert check_against_heads(ITEM, ROWS, HEADS) == 5
    assert check_against_heads(OTHER, OTHERS, HEADS) == 3
    assert check_against_heads(ITEM, ROWS, []) == 0


def test_a_head_is_the_same_in_any_order_of_items() -> None:
    assert make_heads([OTHERS[0], ROWS[1]]) == make_heads([ROWS[1], OTHERS[0]])


@pytest.mark.parametrize("kept", range(5))
def test_rows_cut_from_the_end_are_named(kept: int) -> None:
    rows = ROWS[:kept]
    verify_chain(rows)
    with pytest.raises(ChainBroken) as found:
        check_against_heads(ITEM, rows, HEADS)
    assert (found.value.position, found.value.reason) == (kept + 1, "removed")


@given(st.integers(0, 4))
def test_a_chain_written_anew_is_named(since: int) -> None:
    anew = recompute([*ROWS[:since], replace(ROWS[since], detail_sha256="2" * 64), *ROWS[since + 1 :]], since)
    verify_chain(anew)
    with pytest.raises(ChainBroken) as found:
        check_against_heads(ITEM, anew, HEADS)
    assert (found.value.position > since, found.value.reason) == (True, "forked")


@given(st.data())
def test_a_changed_head_is_named(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, 3))
    head = HEADS[place]
    change = data.draw(st.sampled_from(["on_day", "items", "previous", "hash", "position"]))
    changed: Any = {
        "on_day": head.on_day + timedelta(days=40),
        "items": head.items[1:],
        "previous": "0" * 64,
        "hash": "0" * 64,
        "position": head.position + 9,
    }[change]
    heads = [*HEADS[:place], replace(head, **{change: changed}), *HEADS[place + 1 :]]
    assert broken(heads)[1] == "changed"


def test_removed_and_moved_heads_are_named() -> None:
    assert broken([HEADS[0], *HEADS[2:]]) == (3, "removed")
    assert broken(HEADS[1:]) == (2, "removed")
    assert broken([HEADS[1], HEADS[0]], has_gaps=True) == (1, "out of order")
    assert broken([HEADS[0], HEADS[0]], has_gaps=True) == (1, "out of order")


def test_days_may_be_left_out_where_that_is_said() -> None:
    verify_heads([HEADS[1], HEADS[3]], has_gaps=True)


def test_a_head_made_anew_is_named() -> None:
    anew = replace(HEADS[1], items=HEADS[0].items)
    assert broken([HEADS[0], replace(anew, hash=hash_head(anew)), *HEADS[2:]], has_gaps=True) == (3, "forked")


def test_one_head_a_day_with_each_item_once() -> None:
    end = HEADS[0].items[0]
    for last, on_day, ends in ((HEADS[0], DAY, [end]), (None, DAY, []), (None, DAY, [end, end])):
        with pytest.raises(ValueError, match="head"):
            write_head(last, on_day, ends)
