# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check that runs by itself: whole once a day, what is new in between, and what it remembers."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from safehold.desk.audit import actions, queries
from safehold.desk.audit.models import AuditRow
from safehold.desk.audit.tests.tampering import compute_anew, tamper
from safehold.persistence.transactions import atomic_for

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
CHANGE = "UPDATE audit_auditrow SET subject = 'else' WHERE sequence = 2"


class Watch:
    """One process that follows the chain of one organisation."""

    def __init__(self, rows: int = 5) -> None:
        self.house: UUID = uuid4()
        self.followed: dict[UUID, actions.Followed] = {}
        self.append(rows)

    def append(self, rows: int = 1) -> None:
        with atomic_for(AuditRow):
            for _ in range(rows):
                actions.append(self.house, "case.read", uuid4(), on=DAY)

    def round(self, on: date = DAY) -> list[str]:
        """Go round once; return the open alarms."""
        actions.follow_chain(self.house, on, self.followed)
        return [f"{alarm.kind} {alarm.subject}" for alarm in queries.list_open_alarms(self.house)]


def test_a_chain_that_holds_raises_nothing() -> None:
    watch = Watch()
    assert watch.round() == []
    watch.append()
    assert watch.round() == []
    assert Watch(0).round() == []


def test_a_round_without_news_costs_one_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    watch = Watch()
    watch.round()
    with django_assert_num_queries(1):
        actions.follow_chain(watch.house, DAY, watch.followed)


def test_a_short_chain_is_followed_whole_whenever_it_grew() -> None:
    watch = Watch()
    watch.round()
    tamper(CHANGE)
    watch.append()
    assert watch.round() == ["chain-broken 2"]


def test_a_changed_row_of_a_long_chain_raises_an_alarm_within_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "WHOLE_UP_TO", 0)
    watch = Watch()
    watch.round()
    tamper(CHANGE)
    watch.append()
    assert watch.round() == []
    assert watch.round(DAY + timedelta(days=1)) == ["chain-broken 2"]
    assert watch.round(DAY + timedelta(days=2)) == ["chain-broken 2"]
    assert Watch().round() == []


def test_what_is_new_in_a_long_chain_is_followed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "WHOLE_UP_TO", 0)
    watch = Watch()
    watch.round()
    watch.append(3)
    tamper("UPDATE audit_auditrow SET subject = 'else' WHERE sequence = 7")
    assert watch.round() == ["chain-broken 7"]


def test_a_process_that_starts_follows_everything() -> None:
    watch = Watch()
    tamper(CHANGE)
    assert watch.round() == ["chain-broken 2"]


def test_a_chain_computed_anew_behind_its_back_is_noticed() -> None:
    watch = Watch()
    watch.round()
    tamper(CHANGE)
    compute_anew(watch.house)
    queries.check_organisation(watch.house)
    assert watch.round() == ["chain-broken 5"]


def test_rows_cut_from_the_end_with_their_head_are_noticed() -> None:
    watch = Watch()
    watch.round()
    tamper("DELETE FROM audit_auditrow WHERE sequence > 3")
    compute_anew(watch.house)
    assert watch.round() == ["chain-broken 4"]
    assert watch.round(DAY + timedelta(days=1)) == ["chain-broken 4"]


def test_a_kept_head_is_looked_up() -> None:
    watch = Watch()
    head = queries.find_head(watch.house)
    watch.append()
    assert queries.holds_link(watch.house, head)
    assert queries.holds_link(watch.house, (0, ""))
    assert not queries.holds_link(watch.house, (head[0], "0" * 64))
    assert queries.list_heads()[watch.house] == queries.find_head(watch.house)
