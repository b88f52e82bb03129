# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When something happened, as people write it; and places no finer than the person allows."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.desk.cases.errors import WhenUnclear
from safehold.desk.cases.rules.places import PRECISIONS, Place, cut_place, parts_too_fine
from safehold.desk.cases.rules.when import When, read_when

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("written", "edtf", "earliest", "latest"),
    [
        ("2024-03-05", "2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-03~", "2024-03~", date(2024, 2, 1), date(2024, 4, 30)),
        ("about March 2024", "2024-03~", date(2024, 2, 1), date(2024, 4, 30)),
        ("vers mars 2024", "2024-03~", date(2024, 2, 1), date(2024, 4, 30)),
        ("2024?", "2024?", date(2024, 1, 1), date(2024, 12, 31)),
        ("about 2024", "2024~", date(2023, 1, 1), date(2025, 12, 31)),
        ("2024-03-05~", "2024-03-05~", date(2024, 2, 27), date(2024, 3, 12)),
        ("2023/2024", "2023/2024", date(2023, 1, 1), date(2024, 12, 31)),
        ("between May 2023 and 2024", "2023-05/2024", date(2023, 5, 1), date(2024, 12, 31)),
        ("since 2020", "2020/..", date(2020, 1, 1), None),
        ("avant mai 2021", "../2021-05", None, date(2021, 5, 31)),
        ("202X", "202X", date(2020, 1, 1), date(2029, 12, 31)),
        ("1er août 2023", "2023-08-01", date(2023, 8, 1), date(2023, 8, 1)),
        ("Sept 3rd, 2024", "2024-09-03", date(2024, 9, 3), date(2024, 9, 3)),
        ("spring 2025", "2025-21", date(2025, 3, 1), date(2025, 5, 31)),
        ("in the summer of 2024", "2024-22", date(2024, 6, 1), date(2024, 8, 31)),
        ("au printemps 2025", "2025-21", date(2025, 3, 1), date(2025, 5, 31)),
        ("depuis l'automne 2023", "2023-23/..", date(2023, 9, 1), None),
        ("depuis l’automne 2023", "2023-23/..", date(2023, 9, 1), None),
        ("about spring 2025", "2025-21~", date(2024, 11, 29), date(2025, 8, 31)),
        ("hiver 2025", "2025-24", date(2024, 12, 1), date(2026, 2, 28)),
        ("winter 2024-2025", "2024-12/2025-02", date(2024, 12, 1), date(2025, 2, 28)),
        ("2025-21?", "2025-21?", date(2025, 3, 1), date(2025, 5, 31)),
        ("in March 2024", "2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ("le 4 mars 2025", "2025-03-04", date(2025, 3, 4), date(2025, 3, 4)),
        ("on 4 March 2025", "2025-03-04", date(2025, 3, 4), date(2025, 3, 4)),
        ("2024年3月", "2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ("2024年3月5日", "2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
        ("unknown", "", None, None),
        (" ", "", None, None),
    ],
)
def test_what_people_write_is_read(
    written: str, edtf: str, earliest: date | None, latest: date | None
) -> None:
    assert read_when(written) == When(edtf, earliest, latest)


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "winter 2023-2025",
        "03/04/2024",
        "2024-02-30",
        "2024/2023",
        "ma 2024",
        "2024//2025",
        "20240305",
        "0001",
        "9" * 90,
    ],
)
def test_what_means_two_things_or_none_is_not_guessed_at(written: str) -> None:
    with pytest.raises(WhenUnclear):
        read_when(written)


@settings(deadline=None)
@given(st.text(max_size=100))
def test_anything_is_read_or_refused_and_the_first_day_is_never_after_the_last(written: str) -> None:
    try:
        when = read_when(written)
    except WhenUnclear:
        return
    if when.earliest and when.latest:
        assert when.earliest <= when.latest


@settings(deadline=None)
@given(DAYS, st.sampled_from(["%Y", "%Y-%m", "%Y-%m-%d"]), st.sampled_from(["", "?", "~"]))
def test_the_day_meant_lies_between_the_two_and_doubt_never_narrows(day: date, form: str, doubt: str) -> None:
    plain, doubted = read_when(day.strftime(form)), read_when(day.strftime(form) + doubt)
    assert plain.earliest
    assert plain.latest
    assert doubted.earliest
    assert doubted.latest
    assert doubted.earliest <= plain.earliest <= day <= plain.latest <= doubted.latest


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_span_reaches_from_the_first_of_one_to_the_last_of_the_other(one: date, other: date) -> None:
    first, last = sorted((one, other))
    when = read_when(f"{first:%Y-%m-%d}/{last:%Y-%m-%d}")
    assert (when.earliest, when.latest) == (first, last)
    assert read_when(when.edtf) == when


PLACES = st.builds(Place, *[st.sampled_from(["", "somewhere"])] * 4)


@settings(deadline=None)
@given(PLACES, st.sampled_from(PRECISIONS))
def test_a_place_is_never_kept_finer_than_allowed(place: Place, precision: str) -> None:
    kept = cut_place(place, precision)
    assert not parts_too_fine(kept, precision)
    assert cut_place(kept, precision) == kept
    assert (kept == place) == (not parts_too_fine(place, precision))
