# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Any row of custody that was changed, removed, moved or put in is named; a head names what was cut or made anew."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.custody import (
    EVENTS,
    ChainBroken,
    DetailForged,
    Row,
    check_detail,
    hash_detail,
    hash_row,
    make_detail,
    verify_chain,
    write_row,
)
from safehold.core.custody.tests.chains import DAY, ITEM, NOON, OTHER, make_chain, recompute

lengths = st.integers(1, 12)


def broken(rows: list[Row], **kept: Any) -> tuple[int, str]:
    with pytest.raises(ChainBroken) as found:
        verify_chain(rows, ITEM, **kept)
    assert found.value.item_id == str(ITEM)
    return found.value.position, found.value.reason


@given(lengths)
def test_a_chain_holds_and_ends_in_its_newest_row(length: int) -> None:
    rows = make_chain(length)
    assert verify_chain(rows) == verify_chain(rows, ITEM, head=(length, rows[-1].hash))
    assert verify_chain(rows) == (length, rows[-1].hash)


def test_no_rows_hold() -> None:
    assert verify_chain([]) == (0, "")


def flipped(text: str, place: int) -> str:
    place %= len(text)
    return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]


CHANGES: dict[str, Callable[[Row, int], Any]] = {
    "event": lambda row, n: EVENTS[(EVENTS.index(row.event) + 1 + n % 5) % len(EVENTS)],
    "on_day": lambda row, n: row.on_day - timedelta(days=1 + n),
    "actor": lambda row, n: flipped(row.actor, n),
    "detail_sha256": lambda row, n: flipped(row.detail_sha256, n),
    "previous": lambda row, n: flipped(row.previous, n) if row.previous else "0" * 64,
    "hash": lambda row, n: flipped(row.hash, n),
    "position": lambda row, n: row.position + 1 + n,
    "item_id": lambda row, n: str(OTHER),
}


@given(st.data())
def test_a_changed_row_is_named(data: st.DataObject) -> None:
    rows = make_chain(data.draw(lengths))
    place, field = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.sampled_from(sorted(CHANGES)))
    changed = {field: CHANGES[field](rows[place], data.draw(st.integers(0, 63)))}
    rows[place] = replace(rows[place], **changed)
    assert broken(rows) == (place + 1, "changed")


@given(st.data())
def test_a_removed_row_is_named(data: st.DataObject) -> None:
    rows = make_chain(data.draw(st.integers(2, 12)))
    head = (len(rows), rows[-1].hash)
    place = data.draw(st.integers(0, len(rows) - 1))
    del rows[place]
    assert broken(rows, head=head) == (place + 1, "removed")


@given(st.data())
def test_rows_out_of_order_are_named(data: st.DataObject) -> None:
    rows = make_chain(data.draw(st.integers(2, 12)))
    mixed = data.draw(st.permutations(rows).filter(lambda order: order != rows))
    parted = next(n for n, row in enumerate(mixed) if row != rows[n])
    assert broken(mixed) == (parted + 1, "out of order")


@given(st.data())
def test_a_row_that_stands_twice_is_named(data: st.DataObject) -> None:
    rows = make_chain(data.draw(lengths))
    again = data.draw(st.integers(0, len(rows) - 1))
    later = data.draw(st.integers(again + 1, len(rows)))
    rows.insert(later, rows[again])
    assert broken(rows) == (later + 1, "out of order")


@given(st.data())
def test_a_fork_is_named(data: st.DataObject) -> None:
    """A row was replaced by one that is whole in itself."""
    rows = make_chain(data.draw(st.integers(2, 12)))
    place = data.draw(st.integers(0, len(rows) - 2))
    other = replace(rows[place], event="viewed", detail_sha256="0" * 64)
    replaced = [*rows[:place], replace(other, hash=hash_row(other)), *rows[place + 1 :]]
    assert broken(replaced) == (place + 2, "forked")
    beside = [*rows[: place + 1], replaced[place], *rows[place + 1 :]]
    assert broken(beside) == (place + 2, "forked")


@given(st.data())
def test_a_chain_written_anew_is_named_by_its_head(data: st.DataObject) -> None:
    rows = make_chain(data.draw(lengths))
    place = data.draw(st.integers(0, len(rows) - 1))
    anew = recompute(
        [*rows[:place], replace(rows[place], event="held", detail_sha256="1" * 64), *rows[place + 1 :]], place
    )
    assert verify_chain(anew)[0] == len(rows)
    assert broken(anew, head=(len(rows), rows[-1].hash)) == (len(rows), "forked")


def test_rows_behind_the_kept_end_are_named() -> None:
    rows = make_chain(3)
    assert broken(rows, head=(2, rows[1].hash)) == (3, "forked")


def test_another_items_row_is_named() -> None:
    assert broken([*make_chain(2), make_chain(3, OTHER)[2]]) == (3, "foreign")
    assert broken(make_chain(2, OTHER)) == (1, "foreign")


def test_an_event_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no such event"):
        write_row(ITEM, (0, ""), "lost", DAY, "", "0" * 64)


def test_the_form_of_a_row_is_fixed() -> None:
    """Whoever checks without our software computes the same."""
    row = write_row(ITEM, (0, ""), "received", DAY, None, "ab" * 32)
    text = (
        '{"actor":"","detail_sha256":"' + "ab" * 32 + '","event":"received","format":"safehold.custody/1",'
        '"item_id":"00000000-0000-0000-0000-000000000007","on_day":"2026-11-23","position":1,"previous":""}'
    )
    assert row.hash == hashlib.sha256(text.encode()).hexdigest()


texts = st.text(max_size=20)
facts = st.dictionaries(
    st.sampled_from(["tool", "words", "to", "n"]),
    st.one_of(texts, st.integers(0, 2**53 - 1), st.lists(texts, max_size=3)),
)


@given(facts, st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_a_detail_belongs_to_its_row_alone(what: dict[str, Any], salt: bytes, other: bytes) -> None:
    detail = make_detail(NOON, salt, what)
    row = write_row(ITEM, (0, ""), "derived", DAY, "", hash_detail(detail))
    check_detail(row, detail)
    forged = [
        detail | {"what": {**what, "tool": "another one"}},
        detail | {"at": "2026-11-23T12:00:01Z"},
        {},
        {"x": 0.5},
    ]
    if other != salt:
        forged.append(make_detail(NOON, other, what))
    for each in forged:
        with pytest.raises(DetailForged) as found:
            check_detail(row, each)
        assert found.value.position == 1


def test_a_detail_takes_utc_and_a_whole_salt() -> None:
    assert make_detail(NOON, bytes(16), {})["at"] == "2026-11-23T12:00:00Z"
    for at, salt in ((NOON.replace(tzinfo=None), bytes(16)), (NOON, bytes(15))):
        with pytest.raises(ValueError, match="UTC"):
            make_detail(at, salt, {})
