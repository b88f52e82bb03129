# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office's key: there is one office, its rows follow it to its next key, and nobody else is sealed to."""

from __future__ import annotations

import pytest

from safehold.core import tlog
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import OfficeLocked, OfficePresent
from safehold.desk.registrar.models import Filing, Office, Proposal
from safehold.desk.registrar.tests.office import House, values_of
from safehold.desk.registrar.tests.test_registrar_agreements import make_agreement
from safehold.desk.vault import actions as vault

pytestmark = pytest.mark.django_db(databases=["default", "public"])
SECRET = {"registrant_contact", "compensation_amount", "compensation_about", "safety_request"}


def test_there_is_one_office(house: House) -> None:
    with pytest.raises(OfficePresent):
        actions.open_office(house.desk.organisation, tlog.parse_vkey(house.office.verify_key), DAY)


def test_sealed_rows_follow_the_office_to_its_next_key(house: House) -> None:
    """A registrar who could open everything is removed: the next one to unlock seals it all anew."""
    entry = house.accept()
    proposal = actions.propose_refusal(house.second, house.send(), "No", DAY)
    waiting = house.send()
    agreement = make_agreement(house, entry)
    opinion = actions.give_opinion(
        house.first, "A choir", "Must we?", actions.Answered("No", "Section 2"), DAY
    )
    update = actions.expect_update(house.first, entry, DAY, "They move", DAY)
    vault.remove_member(house.desk.unlocked_lead, house.rosa, DAY)
    old = house.office
    actions.prepare_office(house.second, DAY)
    office = house.office
    assert office.key_version == old.key_version + 1 and office.recipient != old.recipient
    key = queries.open_key(house.second, office)
    assert queries.open_sent(key, Filing.objects.get(pk=waiting.pk)).values == values_of()
    assert queries.open_proposal(key, Proposal.objects.get(pk=proposal.pk))["words"] == "No"
    assert set(queries.open_hidden(key, entry.leaf)) == SECRET
    for row in (agreement, opinion, update):
        row.refresh_from_db()
    assert queries.open_agreement(key, agreement)["terms"]["terms"] == "To file every change"
    assert queries.open_opinion(key, opinion)["question"] == "Must we?"
    assert queries.open_update(key, update)["words"] == "They move"


def test_office_row_that_somebody_wrote_gets_no_filings_sealed_to_it(house: House) -> None:
    Office.objects.update(recipient="age1other")
    assert not queries.is_vouched_for(house.office)
    assert actions.collect_filings(DAY) == 0


def test_office_without_a_key_says_so(house: House) -> None:
    Office.objects.update(key_version=0)
    with pytest.raises(OfficeLocked):
        queries.open_key(house.first, house.office)
