# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a share stands on, and what refuses it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from safehold.desk.audit.models import AuditRow
from safehold.desk.consent import actions, queries
from safehold.desk.consent.errors import (
    ConsentMissing,
    PurposeUnknown,
    RecipientMalformed,
    TransactionMissing,
)
from safehold.desk.consent.models import LedgerEntry
from safehold.desk.consent.rules import SHARE_AUTHORITIES, State
from safehold.desk.consent.tests.agreeing import DAY, NSIN, POLICE, organisation, say
from safehold.persistence.transactions import atomic_for

pytestmark = pytest.mark.django_db


def require(subject_ids: list[UUID], recipient: str = POLICE, days_later: int = 0) -> list[UUID]:
    with atomic_for(LedgerEntry):
        return actions.require(
            organisation().id, subject_ids, SHARE_AUTHORITIES, recipient, on=DAY + timedelta(days_later)
        )


def test_an_act_stands_on_the_entries_that_allow_it() -> None:
    amina, other = uuid4(), uuid4()
    old, named, general = say(amina, "given"), say(amina, "given", POLICE), say(other, "given")
    assert require([amina, other]) == [named.id, general.id]
    assert require([amina], NSIN) == [old.id]
    assert queries.allows([amina, other], SHARE_AUTHORITIES, NSIN, DAY)


@pytest.mark.parametrize("acts", [[], [("given", NSIN)], [("given", ""), ("withdrawn", POLICE)]])
def test_one_who_does_not_agree_stops_it_for_all(acts: list[tuple[str, str]]) -> None:
    agrees, other = uuid4(), uuid4()
    say(agrees, "given")
    for act, recipient in acts:
        say(other, act, recipient)
    with pytest.raises(ConsentMissing) as refused:
        require([agrees, other])
    assert (refused.value.purpose, refused.value.recipient) == (SHARE_AUTHORITIES, POLICE)
    assert not queries.allows([agrees, other], SHARE_AUTHORITIES, POLICE, DAY)


def test_nobody_to_ask_is_no_consent() -> None:
    with pytest.raises(ConsentMissing):
        require([])
    assert not queries.allows([], SHARE_AUTHORITIES, POLICE, DAY)


def test_the_last_day_still_holds_and_the_next_does_not_whether_noted_or_not() -> None:
    subject = uuid4()
    entry = say(subject, "given", until=DAY + timedelta(3))
    assert require([subject], days_later=3) == [entry.id]
    for _ in range(2):
        with pytest.raises(ConsentMissing):
            require([subject], days_later=4)
        actions.note_expired(DAY + timedelta(4))


def test_an_end_is_noted_once_on_its_day_and_closes_what_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[tuple[UUID, str]] = []
    monkeypatch.setattr("safehold.desk.consent.at_withdrawal._registered", {})
    actions.register_at_withdrawal(
        "shares", lambda _, subject, __, recipient, ___: closed.append((subject, recipient))
    )
    subject, renewed = uuid4(), uuid4()
    say(subject, "given", POLICE, until=DAY + timedelta(3))
    say(renewed, "given", until=DAY + timedelta(3))
    say(renewed, "given")
    assert actions.note_expired(DAY + timedelta(3)) == 0
    assert [actions.note_expired(DAY + timedelta(n)) for n in (5, 5, 6)] == [1, 0, 0]
    assert closed == [(subject, POLICE)]
    note = LedgerEntry.objects.get(act="expired")
    assert (note.report_id, note.recipient, note.on_day) == (subject, POLICE, DAY + timedelta(4))
    assert AuditRow.objects.order_by("-sequence")[0].verb == "consent.expired"
    say(subject, "given", POLICE)
    assert require([subject], days_later=9)
    assert queries.holds(renewed, SHARE_AUTHORITIES, DAY + timedelta(9))


def test_it_is_asked_inside_the_transaction_of_the_act(monkeypatch: pytest.MonkeyPatch) -> None:
    class Connection:
        in_atomic_block = False

    monkeypatch.setattr("django.db.transaction.get_connection", lambda *_: Connection)
    with pytest.raises(TransactionMissing):
        actions.require(uuid4(), [uuid4()], SHARE_AUTHORITIES, POLICE, on=DAY)


def test_what_nobody_knows_is_refused() -> None:
    with atomic_for(LedgerEntry), pytest.raises(PurposeUnknown):
        actions.require(uuid4(), [uuid4()], "marketing", POLICE, on=DAY)
    with atomic_for(LedgerEntry), pytest.raises(RecipientMalformed):
        actions.require(uuid4(), [uuid4()], SHARE_AUTHORITIES, "the police", on=DAY)


def test_the_page_lists_each_purpose_and_every_recipient_that_was_named() -> None:
    amina, other = uuid4(), uuid4()
    say(amina, "given", until=DAY + timedelta(9))
    say(other, "given")
    say(other, "withdrawn", POLICE)
    lines = {(line.purpose, line.recipient): line for line in queries.list_consents([amina, other], DAY)}
    general, police = lines[SHARE_AUTHORITIES, ""], lines[SHARE_AUTHORITIES, POLICE]
    assert (general.state, general.until) == (State.GIVEN, DAY + timedelta(9))
    assert (police.state, police.since) == (State.WITHDRAWN, DAY)
    assert lines["publish", ""].state == State.NOT_ASKED
    assert len(queries.list_entries([amina, other])) == 3
