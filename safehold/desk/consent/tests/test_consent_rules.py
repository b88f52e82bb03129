# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which entry holds. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.consent import rules
from safehold.desk.consent.models import Purpose
from safehold.desk.consent.rules import Choice
from safehold.public.reporting import rules as public

DAY = date(2026, 11, 23)
purposes = st.sampled_from(rules.PURPOSES)
choices = st.builds(
    Choice, purposes, st.integers(1, 40), st.booleans(), st.integers(0, 30).map(lambda n: DAY + timedelta(n))
)
ledgers = st.lists(choices, unique_by=lambda choice: choice.position)


def test_the_form_and_the_ledger_speak_of_the_same_purposes() -> None:
    assert set(rules.PURPOSES) == set(public.PURPOSES) == set(Purpose.values)


def test_nothing_said_is_no_consent() -> None:
    assert not any(rules.holding([]).values())


@given(ledgers, purposes)
def test_the_newest_position_holds_whatever_the_order_of_reading(ledger: list[Choice], purpose: str) -> None:
    about = sorted((c for c in ledger if c.purpose == purpose), key=lambda c: c.position)
    expected = about[-1].given if about else False
    assert rules.holding(ledger)[purpose] is rules.holding(reversed(ledger))[purpose] is expected


@given(ledgers, purposes)
def test_a_withdrawal_at_the_end_always_closes(ledger: list[Choice], purpose: str) -> None:
    assert not rules.holding([*ledger, Choice(purpose, 99, False, DAY)])[purpose]


@pytest.mark.parametrize(
    ("withdrawn_at", "withdrawn_on", "overtaken"),
    [
        pytest.param(3, DAY, True, id="recorded after the grant arrived"),
        pytest.param(2, DAY, False, id="known when the grant arrived"),
        pytest.param(2, DAY + timedelta(1), True, id="said on a later day than a grant that was held back"),
        pytest.param(2, DAY - timedelta(1), False, id="agreed again the day after"),
    ],
)
def test_a_grant_is_overtaken_by_a_later_withdrawal(
    withdrawn_at: int, withdrawn_on: date, overtaken: bool
) -> None:
    ledger = [Choice("contact", 1, True, DAY), Choice("contact", withdrawn_at, False, withdrawn_on)]
    assert rules.is_overtaken(ledger, "contact", DAY, arrived_after=2) is overtaken
    assert not rules.is_overtaken(ledger, "compare", DAY, arrived_after=2)
