# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""After a removal, what was copied of the search key finds nothing in open cases; whoever stays finds everything."""

import pytest

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.tests import worker
from safehold.desk.cases.tests.removals import House, make_house
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.members.rules import FieldClass
from safehold.desk.search import actions, queries
from safehold.desk.search.models import SourceTokens
from safehold.desk.search.tests.looking import look, look_with
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import Unlocked

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def house() -> House:
    return make_house()


def unlock(house: House) -> Unlocked:
    return vault.unlock_with(house.desk.noor, house.desk.words[house.desk.noor.id])


def all_tokens() -> dict[object, frozenset[int]]:
    return {row.source_id: row.tokens for row in SourceTokens.objects.all()}


def versions() -> set[int]:
    return set(SourceTokens.objects.values_list("key_version", flat=True))


def test_what_was_copied_finds_nothing_once_the_cases_have_new_keys(house: House) -> None:
    closed = house.cases[-1]
    cases.change_state(closed, "closed", house.desk.lead, DAY)
    copied = queries.list_keys(house.desk.unlocked)
    organisation_id = house.desk.organisation.id
    identity = worker.start()
    house.remove()
    assert look_with(organisation_id, copied, "canary", FieldClass) == {case.id for case in house.cases}
    assert look(unlock(house), "canary") == {case.id for case in house.cases}
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert look(unlock(house), "canary") == {case.id for case in house.cases}
    assert look_with(organisation_id, copied, "canary", FieldClass) == {closed.id}, "closed cases keep theirs"
    assert versions() == {1, 2}
    cases.change_state(Case.objects.get(pk=closed.pk), "open", house.desk.lead, DAY)
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert look_with(organisation_id, copied, "canary", FieldClass) == set()
    assert versions() == {2}
    assert [key.version for key in queries.list_keys(unlock(house))] == [2]
    assert look(unlock(house), "canary 苹果 answer") == {case.id for case in house.cases}


def test_what_is_indexed_when_written_is_what_is_indexed_under_a_new_key(house: House) -> None:
    """Token for token, where the key is the same: nothing is lost and nothing is added on the way."""
    unlocked = house.desk.unlocked
    before = all_tokens()
    for case in house.cases:
        actions.index_case(unlocked, case.id, unlocked.case_key(case.id, 1))
    assert all_tokens() == before
    for case in house.cases:
        actions.forget_case(case.id)
    assert all_tokens() == {}
