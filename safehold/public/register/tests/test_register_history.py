# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What leaves tell of an entry, by what it is found, what differs, and what fits into a picture."""

import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.public.register import rules
from safehold.public.register.queries import Happened, Neighbour
from safehold.public.register.tests.published import DAY, VALUES
from safehold.public.register.views.pictures import clip, draw_relations, draw_timeline

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
days = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def tell(kind: str, index: int = 0, **values: object) -> rules.Telling:
    return rules.Telling(index, kind, DAY, "arrangement/1", {**VALUES, **values})


@settings(deadline=None)
@given(texts, texts)
def test_marked_pieces_put_together_are_the_texts(before: str, after: str) -> None:
    old, new = rules.mark_words(before, after)
    assert ("".join(each.text for each in old), "".join(each.text for each in new)) == (before, after)
    assert "".join(each.text for each in old if not each.is_new) == "".join(
        each.text for each in new if not each.is_new
    )


@settings(deadline=None)
@given(texts)
def test_nothing_is_marked_in_a_text_that_did_not_change(text: str) -> None:
    assert not any(each.is_new for pieces in rules.mark_words(text, text) for each in pieces)


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_an_entry_is_found_by_each_word_of_each_version(purposes: list[str]) -> None:
    versions = [tell("filing", number, purpose=text) for number, text in enumerate(purposes)]
    terms = rules.terms_of_entry(versions)
    for text in purposes:
        assert rules.asked_terms(rules.read_asked(text)) <= terms


@settings(deadline=None)
@given(st.lists(days, max_size=6), days)
def test_as_of_a_day_is_the_last_version_that_was_there(published: list[date], on: date) -> None:
    ordered = sorted(published)
    place = rules.place_as_of(ordered, on)
    assert (place is None) == all(day > on for day in ordered)
    if place is not None:
        assert ordered[place] <= on and all(day > on for day in ordered[place + 1 :])


@pytest.mark.parametrize(
    ("kinds", "ended_on", "state"),
    [
        ("filing", None, "current"),
        ("filing amendment", None, "current"),
        ("filing termination", "2026-10-30", "ended"),
        ("filing termination correction", "2026-10-30", "ended"),
        ("filing termination amendment", "2026-10-30", "ended"),
        ("filing termination amendment", None, "current"),
        ("filing termination filing", None, "current"),
    ],
)
def test_an_arrangement_has_ended_until_something_takes_that_back(
    kinds: str, ended_on: str | None, state: str
) -> None:
    assert rules.state_of([tell(kind, ended_on=ended_on) for kind in kinds.split()]) == state


def test_a_form_that_nobody_knows_is_told_of_without_words() -> None:
    unknown = rules.Telling(0, "filing", DAY, "made-up/1", {"name": "Somebody"})
    assert rules.terms_of_entry([unknown]) == {
        rules.facet("state", "current"),
        rules.facet("form", "made-up/1"),
    }
    assert rules.terms_of_entry([]) == set()


@settings(deadline=None)
@given(texts, st.integers(2, 40))
def test_a_name_in_a_picture_fits(text: str, cells: int) -> None:
    cut = clip(text, cells)
    assert sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in cut.rstrip("…")) <= cells
    assert text.startswith(cut.removesuffix("…"))


@pytest.mark.parametrize("from_right", [False, True])
@settings(deadline=None)
@given(published=st.lists(days, min_size=1, max_size=30))
def test_every_mark_of_a_timeline_lies_in_its_picture(from_right: bool, published: list[date]) -> None:
    happened = [Happened(day, kind, 1) for day in published for kind in ("filing", "decision")]
    for picture in draw_timeline(happened, DAY, from_right=from_right):
        marks = [mark for lane in picture.lanes for mark in lane.marks]
        assert all(0 <= mark.x <= picture.width for mark in marks)
        assert sum(mark.count for mark in marks) == len(happened)
        assert all(lane.y < picture.axis_y < picture.height for lane in picture.lanes)


@pytest.mark.parametrize("from_right", [False, True])
@pytest.mark.parametrize("number", [1, 2, 12])
def test_every_name_of_a_relation_picture_lies_in_it_and_on_no_other(number: int, from_right: bool) -> None:
    others = [
        Neighbour(UUID(int=each), f"House {each}" if each else None, each + 1) for each in range(number)
    ]
    for picture in draw_relations("In the middle", others, from_right=from_right):
        boxes = [*picture.boxes, picture.middle]
        assert all(box.x >= 0 and box.x + box.width <= picture.width for box in boxes)
        assert all(box.y >= 0 and box.y + 30 <= picture.height for box in boxes)
        rows = sorted(box.y for box in picture.boxes)
        assert all(lower - upper >= 30 for upper, lower in pairwise(rows))


def test_without_anything_there_is_no_picture() -> None:
    assert draw_timeline([], DAY + timedelta(days=1), from_right=False) == []
    assert draw_relations("Alone", [], from_right=False) == []
