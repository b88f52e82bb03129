# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which entry holds. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.consent import rules
from safehold.desk.consent.errors import RecipientMalformed
from safehold.desk.consent.models import Purpose
from safehold.desk.consent.rules import Choice
from safehold.public.reporting import rules as public

DAY = date(2026, 11, 23)
purposes = st.sampled_from(rules.PURPOSES)
days = st.integers(0, 30).map(lambda n: DAY + timedelta(n))
choices = st.builds(
    Choice, purposes, st.integers(1, 40), st.booleans(), days, recipient=st.just(""), until=st.none()
)
ledgers = st.lists(choices, unique_by=lambda choice: choice.position)


def test_the_form_and_the_ledger_speak_of_the_same_purposes() -> None:
    assert set(rules.PURPOSES) == set(public.PURPOSES) < set(Purpose.values)
    assert list(rules.ALL_PURPOSES) == Purpose.values


def test_nothing_said_is_no_consent() -> None:
    assert not any(rules.holding([], DAY).values())


@given(ledgers, purposes)
def test_the_newest_position_holds_whatever_the_order_of_reading(ledger: list[Choice], purpose: str) -> None:
    about = sorted((c for c in ledger if c.purpose == purpose), key=lambda c: c.position)
    expected = about[-1].given if about else False
    assert rules.holding(ledger, DAY)[purpose] is rules.holding(reversed(ledger), DAY)[purpose] is expected


@given(ledgers, purposes)
def test_a_withdrawal_at_the_end_always_closes(ledger: list[Choice], purpose: str) -> None:
    assert not rules.holding([*ledger, Choice(purpose, 99, False, DAY)], DAY)[purpose]


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


POLICE, NSIN = "authority:local-police", "authority:rcmp-nsin"
YES, NO = True, False


def said(*each: tuple[bool, str] | tuple[bool, str, date]) -> list[Choice]:
    """A ledger about sharing with authorities, in the order in which it was said."""
    return [
        Choice(rules.SHARE_AUTHORITIES, n, e[0], DAY, e[1], e[2] if len(e) > 2 else None)
        for n, e in enumerate(each, 1)
    ]


@pytest.mark.parametrize(
    ("ledger", "state"),
    [
        pytest.param(said(), "not-asked", id="nothing said"),
        pytest.param(said((YES, "")), "given", id="a grant to all covers each"),
        pytest.param(said((YES, NSIN)), "not-asked", id="a grant to another does not"),
        pytest.param(said((YES, ""), (NO, POLICE)), "withdrawn", id="a no to one beats a yes to all"),
        pytest.param(said((NO, POLICE), (YES, "")), "withdrawn", id="also a yes to all that came later"),
        pytest.param(said((NO, POLICE), (YES, POLICE)), "given", id="only a yes to this one opens again"),
        pytest.param(said((YES, POLICE), (NO, "")), "withdrawn", id="a no to all ends a yes to one"),
        pytest.param(said((NO, ""), (YES, POLICE)), "given", id="a yes to one after a no to all"),
        pytest.param(said((YES, POLICE), (NO, ""), (YES, "")), "given", id="all over again"),
        pytest.param(said((YES, "", DAY)), "given", id="the last day still holds"),
        pytest.param(said((YES, "", DAY - timedelta(1))), "expired", id="the day after"),
        pytest.param(said((YES, ""), (YES, POLICE, DAY - timedelta(1))), "expired", id="an end for this one"),
        pytest.param(said((YES, "", DAY - timedelta(1)), (YES, POLICE)), "given", id="an end for the others"),
        pytest.param(said((YES, POLICE, DAY - timedelta(1)), (NO, ""), (YES, "")), "given", id="no old end"),
    ],
)
def test_what_holds_for_one_recipient(ledger: list[Choice], state: str) -> None:
    assert rules.standing(ledger, rules.SHARE_AUTHORITIES, POLICE, DAY).state == state


named = st.builds(
    Choice,
    st.just(rules.SHARE_AUTHORITIES),
    st.integers(1, 40),
    st.booleans(),
    days,
    recipient=st.sampled_from(["", POLICE, NSIN]),
    until=st.none() | days,
)
named_ledgers = st.lists(named, unique_by=lambda choice: choice.position)
recipients = st.sampled_from(["", POLICE, NSIN])


@given(named_ledgers, recipients)
def test_a_withdrawal_for_all_at_the_end_closes_everybody(ledger: list[Choice], recipient: str) -> None:
    closed = [*ledger, Choice(rules.SHARE_AUTHORITIES, 99, False, DAY)]
    assert not rules.standing(closed, rules.SHARE_AUTHORITIES, recipient, DAY).holds


@given(named_ledgers, st.sampled_from([POLICE, NSIN]))
def test_a_withdrawal_for_one_closes_this_one_and_changes_no_other(
    ledger: list[Choice], recipient: str
) -> None:
    purpose = rules.SHARE_AUTHORITIES
    closed = [*ledger, Choice(purpose, 99, False, DAY, recipient)]
    assert not rules.standing(closed, purpose, recipient, DAY).holds
    for other in {"", POLICE, NSIN} - {recipient}:
        assert rules.standing(closed, purpose, other, DAY) == rules.standing(ledger, purpose, other, DAY)


@given(named_ledgers, recipients, days)
def test_time_alone_never_opens(ledger: list[Choice], recipient: str, later: date) -> None:
    if not rules.standing(ledger, rules.SHARE_AUTHORITIES, recipient, DAY).holds:
        assert not rules.standing(ledger, rules.SHARE_AUTHORITIES, recipient, later).holds


@pytest.mark.parametrize(
    "recipient", ["police", "authority:", "authority:A B", "person:1", "authority:x\n", "service:" + "a" * 49]
)
def test_a_recipient_is_named_as_agreed(recipient: str) -> None:
    with pytest.raises(RecipientMalformed):
        rules.check_recipient(recipient)
    for good in ("", POLICE, "organisation:0b7ff2d8-0000-4000-8000-000000000000", "service:legal-aid"):
        assert rules.check_recipient(good) == good
