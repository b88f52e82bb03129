# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A withdrawal arrives at the very moment of a share. Whichever comes first, nothing stays open without consent.

The share is played by a row of ours that a registered work deletes: what rooms above do with theirs.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection

from safehold.desk.consent import actions
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.consent.models import Subject
from safehold.desk.consent.rules import SHARE_AUTHORITIES
from safehold.desk.consent.tests.agreeing import DAY, POLICE, organisation, say
from safehold.desk.members.models import Organisation
from safehold.persistence.transactions import atomic_for

pytestmark = pytest.mark.django_db(databases=["default", "public"], transaction=True)


class Shares:
    """Open shares, in the database: one row each, whose id stands for the subject's."""

    def __init__(self) -> None:
        self.id = uuid4()

    def open(self, here: Organisation, subject_id: UUID, held: threading.Event, go: threading.Event) -> bool:
        try:
            with atomic_for(Subject):
                actions.require(here.id, [subject_id], SHARE_AUTHORITIES, POLICE, on=DAY)
                held.set()
                go.wait(2)
                Subject.objects.create(id=self.id)
        except ConsentMissing:
            held.set()
            return False
        finally:
            connection.close()
        return True

    def close(self, *_: object) -> None:
        Subject.objects.filter(id=self.id).delete()

    @property
    def is_open(self) -> bool:
        return Subject.objects.filter(id=self.id).exists()


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> Shares:
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite writers stand in line.")
    monkeypatch.setattr("safehold.desk.consent.at_withdrawal._registered", {})
    shares = Shares()
    actions.register_at_withdrawal("shares", shares.close)
    return shares


def withdraw(subject_id: UUID) -> None:
    try:
        say(subject_id, "withdrawn")
    finally:
        connection.close()


def test_a_share_that_asked_first_is_found_and_closed(shares: Shares) -> None:
    subject_id, here = uuid4(), organisation()
    say(subject_id, "given")
    held, go = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as pool:
        sharing = pool.submit(shares.open, here, subject_id, held, go)
        assert held.wait(5)
        withdrawing = pool.submit(withdraw, subject_id)
        with pytest.raises(TimeoutError):
            withdrawing.result(0.5)  # it waits for the share to be written, and then closes it
        go.set()
        assert sharing.result(10)
        withdrawing.result(10)
    assert not shares.is_open


def test_a_share_that_asks_while_a_withdrawal_is_written_is_refused(
    shares: Shares, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject_id, here = uuid4(), organisation()
    say(subject_id, "given")
    begun, finish, asked, go = (threading.Event() for _ in range(4))

    def wait(*_: object) -> None:
        begun.set()
        finish.wait(5)

    actions.register_at_withdrawal("slow", wait)
    go.set()
    with ThreadPoolExecutor(2) as pool:
        withdrawing = pool.submit(withdraw, subject_id)
        assert begun.wait(5)
        sharing = pool.submit(shares.open, here, subject_id, asked, go)
        assert not asked.wait(0.5), "it waits until it is known what the person said"
        finish.set()
        withdrawing.result(10)
        assert sharing.result(10) is False
    assert not shares.is_open


@pytest.mark.parametrize("round_", range(6))
def test_at_the_same_moment_nothing_stays_open(shares: Shares, round_: int) -> None:
    subject_id, here = uuid4(), organisation()
    say(subject_id, "given")
    go, gate = threading.Event(), threading.Barrier(2)
    go.set()

    def meet(work: object, *args: object) -> object:
        gate.wait(5)
        return work(*args)  # type: ignore[operator]

    with ThreadPoolExecutor(2) as pool:
        works = [
            pool.submit(meet, shares.open, here, subject_id, threading.Event(), go),
            pool.submit(meet, withdraw, subject_id),
        ]
        for work in works:
            work.result(10)
    assert not shares.is_open


def test_two_shares_use_an_override_once(shares: Shares) -> None:
    """Two acts that stand on one override: the second is refused. (Who may decide is tested elsewhere.)"""
    from safehold.desk.consent.tests.test_consent_overrides import confirm, propose
    from safehold.desk.inbox.tests.sealed_reports import make_desk

    desk, case_id = make_desk(), uuid4()
    confirm(propose(desk, case_id), desk.lead)
    here, go = desk.organisation, threading.Event()
    go.set()
    other = Shares()
    with ThreadPoolExecutor(2) as pool:
        works = [pool.submit(each.open, here, case_id, threading.Event(), go) for each in (shares, other)]
        done = sorted(work.result(10) for work in works)
    assert done == [False, True]
