# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two people act at the same moment, each on connections of their own. Whoever comes second sees what the first did."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from safehold.desk.cases.models import Case
from safehold.desk.sharing import actions
from safehold.desk.sharing.errors import OfferNotWaiting
from safehold.desk.sharing.models import Departure, Offer, Parcel, Share
from safehold.desk.sharing.tests.two_desks import DAY, make_two_desks
from safehold.desk.vault.models import SubjectKey

pytestmark = pytest.mark.django_db(databases=["default", "public"], transaction=True)


@pytest.fixture(autouse=True)
def _only_where_two_can_write() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite writers stand in line.")


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do all of these as near to each other as threads allow; return "done" or the name of what was raised."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            ready.wait(10)
            act()
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("kind", ["referral", "transfer"])
def test_taking_and_calling_back_at_the_same_moment_never_both_half(kind: str) -> None:
    desks = make_two_desks()
    offer = desks.offer(kind)
    outcomes = at_once(
        lambda: actions.accept_offer(desks.tenzin, offer, DAY),
        lambda: actions.recall_offer(desks.noor, offer, DAY),
    )
    offer.refresh_from_db()
    assert set(outcomes) <= {"done", OfferNotWaiting.__name__}
    assert not Parcel.objects.exists()
    owner = Case.objects.get(pk=desks.case.pk).organisation_id
    if offer.state == "recalled":
        assert outcomes == ["OfferNotWaiting", "done"]
        assert owner == desks.here.organisation.pk
        assert not Share.objects.exists()
    elif kind == "transfer":
        assert outcomes == ["done", "OfferNotWaiting"]
        assert owner == desks.there.organisation.pk
    else:
        assert outcomes == ["done", "done"]
        share = Share.objects.get()
        assert (share.ending, share.reseal_due) == ("recalled", True)
        there = SubjectKey.objects.filter(subject_id=share.pk, vault__organisation=desks.there.organisation)
        assert not there.exists()


@pytest.mark.parametrize("kind", ["referral", "transfer"])
def test_two_members_take_it_at_the_same_moment_and_it_is_taken_once(kind: str) -> None:
    desks = make_two_desks()
    offer = desks.offer(kind)
    outcomes = at_once(
        lambda: actions.accept_offer(desks.tenzin, offer, DAY),
        lambda: actions.accept_offer(desks.there.unlocked_lead, offer, DAY),
    )
    assert outcomes == ["done", "done"]
    assert Share.objects.count() == (kind == "referral")
    assert Departure.objects.count() == (kind == "transfer")


def test_consent_taken_back_at_the_moment_of_taking_leaves_nothing_open() -> None:
    desks = make_two_desks()
    offer, subject = desks.offer(), desks.case.reports.get().pk
    outcomes = at_once(
        lambda: actions.accept_offer(desks.tenzin, offer, DAY),
        lambda: desks.agree(subject, desks.there, act="withdrawn", source="gone"),
    )
    assert outcomes[1] == "done"
    assert not Parcel.objects.exists()
    assert not Share.objects.filter(closed_on=None).exists()
    assert Offer.objects.get().state in ("withdrawn", "accepted")
