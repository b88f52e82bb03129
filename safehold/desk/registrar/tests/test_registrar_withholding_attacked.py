# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is withheld for somebody's safety is published on no way round it: early, late, or as a corrected filing."""

from typing import Any

import pytest

from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import WithholdingOpen
from safehold.desk.registrar.models import Entry, Filing, Proposal
from safehold.desk.registrar.queries.contents import open_sent
from safehold.desk.registrar.tests.office import House

pytestmark = pytest.mark.django_db(databases=["default", "public"])
NAMES = ["registrant_address"]


def propose(house: House, **about: Any) -> Proposal:
    return actions.propose_withholding(house.first, NAMES, "She fears for her son", DAY, **about)


def is_open_in(entry: Entry) -> bool:
    entry.refresh_from_db()
    return any(
        NAMES[0] in queries.read_public([leaf.position])[leaf.position]
        for leaf in queries.list_versions(entry)
    )


def test_a_filing_is_not_published_while_somebody_waits_for_the_second_word(house: House) -> None:
    filing = house.send()
    proposal = propose(house, filing=filing)
    with pytest.raises(WithholdingOpen):
        house.accept(filing)
    actions.confirm(house.second, proposal, DAY)
    assert not is_open_in(house.accept(filing))


def test_a_change_of_an_entry_waits_for_it_too(house: House) -> None:
    entry = house.accept()
    proposal = propose(house, entry=entry)
    amendment = house.send("amendment", entry=entry, changed={NAMES[0]: "A new place"})
    with pytest.raises(WithholdingOpen):
        house.accept(amendment)
    actions.reject(house.second, proposal, DAY)
    assert is_open_in(house.accept(amendment))


def test_a_word_that_comes_after_the_filing_was_published_withholds_it_there(house: House) -> None:
    """As when both are done at the same moment."""
    filing = house.send()
    proposal = propose(house, filing=filing)
    Proposal.objects.filter(pk=proposal.pk).update(outcome=Proposal.Outcome.CONFIRMED, fields=[])
    entry = house.accept(filing)
    Proposal.objects.filter(pk=proposal.pk).update(outcome=Proposal.Outcome.OPEN, fields=NAMES)
    assert is_open_in(entry)
    actions.confirm(house.second, proposal, DAY)
    assert not is_open_in(entry)


def test_a_filing_that_was_sent_back_and_corrected_keeps_what_was_withheld(house: House) -> None:
    account = house.send().account
    first = house.send(account=account)
    actions.confirm(house.second, propose(house, filing=first), DAY)
    actions.ask_correction(house.first, first, "The day is missing.", DAY)
    second = house.send(account=account)
    Filing.objects.filter(pk=second.pk).update(follows=first.pk)
    second.refresh_from_db()
    actions.ask_correction(house.first, second, "The day is still missing.", DAY)
    third = house.send(account=account)
    Filing.objects.filter(pk=third.pk).update(follows=second.pk)
    third.refresh_from_db()
    assert not is_open_in(house.accept(third))


def test_what_is_erased_is_erased_too_from_what_was_sent_back_before(house: House) -> None:
    first = house.send(changed={NAMES[0]: "A hidden place"})
    actions.ask_correction(house.first, first, "The day is missing.", DAY)
    second = house.send(account=first.account, changed={NAMES[0]: "A hidden place"})
    Filing.objects.filter(pk=second.pk).update(follows=first.pk)
    entry = house.accept(second)
    stranger = house.send(changed={NAMES[0]: "A place of others"})
    Filing.objects.filter(pk=first.pk).update(follows=stranger.pk)
    proposal = actions.propose_redaction(house.first, entry, NAMES, "A court ordered it", DAY)
    actions.confirm(house.second, proposal, DAY)
    key = queries.open_key(house.first, house.office)
    values = [open_sent(key, Filing.objects.get(pk=each.pk)).values for each in (first, second, stranger)]
    assert [each[NAMES[0]] for each in values] == [None, None, "A place of others"]
    assert all(each["purpose"] for each in values)
