# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers, codes, sums of money, and the way from values to inputs and back."""

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from safehold.catalog.register_forms import register_form
from safehold.public.register.forms.filing import bound_to, in_figures, step_form, typed_from
from safehold.public.register.queries.deadlines import find_deadline
from safehold.public.register.rules import accounts, filings
from safehold.web.signing_in.sources import forwarded_address

FORM = register_form("arrangement/1")
words = st.text("abc ÄÖ学\n", min_size=1, max_size=50).map(str.strip).filter(bool)
line = words.map(lambda text: " ".join(text.split()))


def codes(name: str, most: int = 0) -> st.SearchStrategy[list[str]]:
    listed = FORM.codes_of(name).names
    chosen = st.sets(st.sampled_from(listed), min_size=1, max_size=most or len(listed))
    return chosen.map(lambda picked: filings.in_list_order(listed, picked))


whole = st.fixed_dictionaries(
    {
        "registrant_name": line,
        "registrant_kind": codes("registrant_kind", 1),
        "registrant_address": words,
        "registrant_contact": words,
        "principal_name": line,
        "principal_kind": codes("principal_kind", 1),
        "principal_country": st.sampled_from(["CH", "TW", "HK", "CA"]),
        "purpose": words,
        "activities": codes("activities"),
        "processes": codes("processes"),
        "levels": codes("levels"),
        "started_on": st.dates(date(1990, 1, 1), date(2026, 1, 1)).map(date.isoformat),
        "ended_on": st.none() | st.dates(date(2026, 1, 2), date(2090, 1, 1)).map(date.isoformat),
        "terms": words,
        "compensation_exists": st.just(True),
        "compensation_amount": st.none()
        | st.decimals(0, 10**9, places=2).map(lambda sum_: {"amount": f"{sum_:.2f}", "currency": "CAD"}),
        "compensation_about": st.none() | words,
        "safety_request": st.none() | words,
    }
)


@given(whole)
def test_values_typed_again_give_the_same_values(values: dict[str, Any]) -> None:
    typed = typed_from("arrangement/1", values)
    read: dict[str, Any] = {}
    for part in FORM.parts:
        judged = bound_to(step_form("filing", part.code, "en"), typed)
        assert judged.is_valid(), judged.errors
        read |= judged.values()
    assert read == values
    assert filings.changes(FORM, values, read) == []
    assert filings.missing_names(FORM, read, "filing") == []


@given(whole, whole)
def test_a_change_names_exactly_what_differs(one: dict[str, Any], two: dict[str, Any]) -> None:
    named = filings.changed_names(FORM, one, two)
    assert {**one, **{name: two[name] for name in named}} == two
    assert filings.changed_names(FORM, two, one) == named


@given(st.integers(0, 2**64 - 1))
def test_a_number_is_read_back_and_a_slip_of_the_finger_is_seen(random: int) -> None:
    number = accounts.number_from(random, accounts.ACCOUNT_DIGITS)
    assert accounts.read_number(" ".join(accounts.grouped(number, 3))) == number
    for place in range(len(number)):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        assert accounts.read_number(wrong) is None
    assert accounts.read_number(number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == number


@given(st.binary(min_size=10, max_size=10))
def test_a_recovery_code_is_the_same_however_it_is_typed(random: bytes) -> None:
    code = accounts.code_text(random)
    assert len(code) == 16
    typed = "-".join(accounts.grouped(code)).upper().replace("0", "O").replace("1", "L")
    assert accounts.code_hash(typed) == accounts.code_hash(code)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1200", "1200"),
        ("1,200", "1200"),
        ("1.200,50", "1200.50"),
        ("1 200,5", "1200.5"),
        ("1’200.50", "1200.50"),
        ("1,200,000", "1200000"),
        (",50", ".50"),
    ],
)
def test_sums_are_read_as_people_write_them(typed: str, plain: str) -> None:
    assert in_figures(typed) == plain


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_what_was_read_through_is_known_again(typed: dict[str, str]) -> None:
    assert filings.digest(typed) == filings.digest(dict(reversed(typed.items())))
    assert filings.digest(typed) != filings.digest({**typed, "one more": "x"})


def test_the_day_until_when_is_that_of_the_rules() -> None:
    values = {"started_on": "2026-11-16", "levels": ["federal"]}
    due = find_deadline(values, date(2026, 11, 23))
    assert due is not None and due.due_on == date(2026, 11, 30)
    assert find_deadline({"started_on": None, "levels": ["federal"]}, date(2026, 11, 23)) is None
    assert find_deadline({**values, "ended_on": "2026-11-01"}, date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("named", "proxies", "address"),
    [
        ("203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.1, 203.0.113.9", 1, "203.0.113.9"),
        ("203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 0, None),
        ("203.0.113.9", 2, None),
        ("", 1, None),
    ],
)
def test_only_our_own_proxies_are_believed(named: str, proxies: int, address: str | None) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": named})
    assert forwarded_address(request, proxies) == address
