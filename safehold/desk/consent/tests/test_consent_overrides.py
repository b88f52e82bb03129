# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two members, one written reason, one recipient, seven days, once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from safehold.desk.audit.models import AuditRow
from safehold.desk.consent import actions, queries
from safehold.desk.consent.errors import (
    ConsentMissing,
    MemberMayNotDecide,
    NeedsAnotherMember,
    NotOverridable,
    OverrideEnded,
    OverrideUnknown,
)
from safehold.desk.consent.models import Override
from safehold.desk.consent.rules import PUBLISH, SHARE_AUTHORITIES, STATISTICS
from safehold.desk.consent.tests.agreeing import DAY, NSIN, POLICE, say
from safehold.desk.inbox.tests.sealed_reports import CANARY, Desk, make_desk
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.vault import actions as vault
from safehold.persistence.transactions import atomic_for

pytestmark = pytest.mark.django_db(databases=["default", "public"])
KEY = bytes(range(32))


@pytest.fixture
def desk() -> Iterator[Desk]:
    yield make_desk()


def propose(desk: Desk, subject_id: UUID, by: Member | None = None, **rest: Any) -> Override:
    fields: dict[str, Any] = {"purpose": SHARE_AUTHORITIES, "recipient": POLICE, "once": uuid4()} | rest
    return actions.propose_override(
        subject_id,
        [subject_id],
        fields["purpose"],
        fields["recipient"],
        CANARY,
        key=KEY,
        by=by or desk.noor,
        on=DAY,
        once=fields["once"],
    )


def confirm(override: Override, by: Member, days_later: int = 0) -> Override:
    return actions.confirm_override(override.id, override.case_id, by=by, on=DAY + timedelta(days_later))


def use(desk: Desk, subject_ids: list[UUID], recipient: str = POLICE, days_later: int = 0) -> list[UUID]:
    with atomic_for(Override):
        on = DAY + timedelta(days_later)
        return actions.require(
            desk.organisation.id, subject_ids, SHARE_AUTHORITIES, recipient, on=on, by=desk.noor.id
        )


def verbs() -> list[str]:
    rows = AuditRow.objects.filter(verb__startswith="consent.override").order_by("sequence")
    return list(rows.values_list("verb", flat=True))


def test_two_members_decide_and_it_is_good_once(desk: Desk) -> None:
    case_id = uuid4()
    override = propose(desk, case_id)
    with pytest.raises(ConsentMissing):
        use(desk, [case_id])
    confirm(override, desk.lead)
    assert queries.allows([case_id], SHARE_AUTHORITIES, POLICE, DAY)
    assert use(desk, [case_id]) == [override.id]
    assert not queries.allows([case_id], SHARE_AUTHORITIES, POLICE, DAY)
    with pytest.raises(ConsentMissing):
        use(desk, [case_id])
    assert verbs() == [f"consent.override-{step}" for step in ("proposed", "confirmed", "used")]
    rows = AuditRow.objects.filter(verb__startswith="consent.override").order_by("sequence")
    assert [row.member_id for row in rows] == [desk.noor.id, desk.lead.id, desk.noor.id]
    assert {row.subject for row in rows} == {str(case_id)}


def test_the_reason_is_sealed_and_opens_with_the_cases_key(desk: Desk) -> None:
    override = propose(desk, uuid4())
    assert CANARY.encode() not in bytes(override.sealed)
    opened = queries.list_overrides(KEY, override.case_id, DAY)
    assert [(each.reason, each.stage) for each in opened] == [(CANARY, "proposed")]
    assert CANARY not in repr(opened)


def test_it_is_good_for_one_recipient_and_those_it_names(desk: Desk) -> None:
    case_id, another = uuid4(), uuid4()
    confirm(propose(desk, case_id), desk.lead)
    for subject_ids, recipient in (([case_id], NSIN), ([another], POLICE), ([case_id, another], POLICE)):
        with pytest.raises(ConsentMissing):
            use(desk, subject_ids, recipient)
    say(another, "given")
    assert len(use(desk, [case_id, another])) == 2


def test_one_member_cannot_be_both(desk: Desk) -> None:
    override = propose(desk, uuid4(), desk.lead)
    with pytest.raises(NeedsAnotherMember):
        confirm(override, desk.lead)
    with pytest.raises(IntegrityError), atomic_for(Override):
        Override.objects.update(confirmed_by=desk.lead)


@pytest.mark.parametrize("days", [(8, 0), (7, 8)])
def test_seven_days_to_confirm_and_seven_to_use(desk: Desk, days: tuple[int, int]) -> None:
    case_id = uuid4()
    override = propose(desk, case_id)
    until_confirmed, until_used = days
    if until_confirmed > 7:
        with pytest.raises(OverrideEnded):
            confirm(override, desk.lead, until_confirmed)
        return
    confirm(override, desk.lead, until_confirmed)
    with pytest.raises(ConsentMissing):
        use(desk, [case_id], days_later=until_confirmed + until_used)
    assert use(desk, [case_id], days_later=until_confirmed + 7)


def test_who_has_left_neither_proposes_nor_confirms_nor_is_counted(desk: Desk) -> None:
    case_id = uuid4()
    override, later = propose(desk, case_id), propose(desk, case_id)
    confirm(later, desk.lead)
    stale = Member.objects.get(pk=desk.noor.pk)
    vault.remove_member(desk.unlocked_lead, desk.noor, DAY)
    with pytest.raises(MemberMayNotDecide):
        propose(desk, case_id, stale)
    with pytest.raises(MemberMayNotDecide):
        confirm(override, stale)
    with pytest.raises(MemberMayNotDecide):
        confirm(override, desk.lead)
    with pytest.raises(ConsentMissing):
        use(desk, [case_id])
    assert {each.stage for each in queries.list_overrides(KEY, case_id, DAY)} == {"ended"}


def test_a_closed_account_and_an_auditor_do_not_confirm(desk: Desk) -> None:
    override = propose(desk, uuid4(), desk.lead)
    with pytest.raises(MemberMayNotDecide):
        confirm(override, desk.auditor)
    members.set_active(desk.lead, desk.noor, False, DAY)
    desk.noor.is_active = True
    with pytest.raises(MemberMayNotDecide):
        confirm(override, desk.noor)


def test_what_the_person_says_afterwards_ends_it(desk: Desk) -> None:
    case_id = uuid4()
    confirmed, proposed = propose(desk, case_id), propose(desk, case_id)
    confirm(confirmed, desk.lead)
    say(case_id, "withdrawn")
    with pytest.raises(ConsentMissing):
        use(desk, [case_id])
    with pytest.raises(OverrideEnded):
        confirm(proposed, desk.lead)
    again = propose(desk, case_id)
    confirm(again, desk.lead)
    assert use(desk, [case_id]) == [again.id]


@pytest.mark.parametrize(
    ("purpose", "recipient"), [(STATISTICS, ""), (PUBLISH, POLICE), (SHARE_AUTHORITIES, "")]
)
def test_nothing_but_one_share_can_be_overridden(desk: Desk, purpose: str, recipient: str) -> None:
    with pytest.raises(NotOverridable):
        propose(desk, uuid4(), purpose=purpose, recipient=recipient)


def test_a_double_click_proposes_and_confirms_once(desk: Desk) -> None:
    case_id, once = uuid4(), uuid4()
    override = propose(desk, case_id, once=once)
    assert propose(desk, case_id, once=once) == override
    assert confirm(override, desk.lead).confirmed_on == confirm(override, desk.lead).confirmed_on
    assert len(verbs()) == 2


def test_another_organisation_or_case_does_not_find_it(desk: Desk) -> None:
    elsewhere = make_desk("snowpass", founding=False)
    override = propose(desk, uuid4())
    with pytest.raises(OverrideUnknown):
        confirm(override, elsewhere.lead)
    with pytest.raises(OverrideUnknown):
        actions.confirm_override(override.id, uuid4(), by=desk.lead, on=DAY)
