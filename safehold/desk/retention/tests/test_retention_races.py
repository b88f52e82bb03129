# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two things happen to a case at the same moment: one wins, cleanly."""

import pytest
from django.db import connection

from safehold.desk.audit import queries as chains
from safehold.desk.cases import actions as cases
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, collect_all
from safehold.desk.retention import actions
from safehold.desk.retention.models import Hold, Tombstone
from safehold.desk.retention.tests.full_case import World, make_world
from safehold.desk.sharing.tests.test_sharing_races import at_once
from safehold.desk.vault.models import SubjectKey

pytestmark = pytest.mark.django_db(databases=["default", "public"], transaction=True)
LOST = {"done", "CaseHeld", "CaseUnknown"}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize("turn", [0, 1])
def test_hold_and_end_one_after_the_other(turn: int, world: World) -> None:
    case = world.fresh()
    if turn:
        actions.destroy_now(world.lead, case, "asked", DAY)
        with pytest.raises(CaseUnknown):
            actions.place_hold(world.lead, case, "A court asked.", DAY)
    else:
        actions.place_hold(world.lead, case, "A court asked.", DAY)
    assert Case.objects.filter(pk=case.pk).exists() == (not turn)


def _only_where_two_can_write() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite writers stand in line.")


@pytest.mark.parametrize("again", range(3))
def test_hold_placed_while_the_case_ends(world: World, again: int) -> None:
    _only_where_two_can_write()
    case = world.fresh()
    outcomes = at_once(
        lambda: actions.destroy_now(world.lead, case, "asked", DAY),
        lambda: actions.place_hold(world.lead, world.fresh(), "A court asked.", DAY),
    )
    gone = not Case.objects.filter(pk=case.pk).exists()
    assert outcomes[0] == ("done" if gone else "CaseHeld")
    assert outcomes[1] == "done" if not gone else outcomes[1] in {"CaseUnknown", "DoesNotExist"}
    assert Hold.objects.exists() != gone
    assert SubjectKey.objects.filter(subject_id=case.pk).exists() != gone
    assert Tombstone.objects.exists() == gone
    assert chains.check_organisation(world.here.organisation.pk)


def test_two_leads_end_it_at_the_same_moment_and_it_ends_once(world: World) -> None:
    _only_where_two_can_write()
    case = world.fresh()
    outcomes = at_once(
        lambda: actions.destroy_now(world.lead, case, "asked", DAY),
        lambda: actions.destroy_now(world.lead, case, "asked", DAY),
    )
    assert sorted(outcomes) == ["CaseUnknown", "done"]
    assert Tombstone.objects.count() == 1


def test_note_and_withdrawal_at_the_moment_of_the_end(world: World) -> None:
    _only_where_two_can_write()
    case = world.fresh()
    world.reporter.withdraw("share-organisation")
    outcomes = at_once(
        lambda: actions.destroy_now(world.lead, case, "asked", DAY),
        lambda: cases.add_note(world.here.unlocked, case, "One more.", DAY),
        collect_all,
    )
    assert outcomes[0] == "done"
    assert set(outcomes) <= LOST
    assert not Case.objects.filter(pk=case.pk).exists()
    collect_all()
    assert chains.check_organisation(world.here.organisation.pk)
