# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows that somebody swapped or changed: a removal seals nothing to them, goes on, and raises an alarm."""

from uuid import uuid4

import pytest

from safehold.core import age
from safehold.desk.audit import queries as audit
from safehold.desk.vault import actions, queries
from safehold.desk.vault.errors import (
    SecretMisplaced,
)
from safehold.desk.vault.models import (
    Escrow,
    MemberKey,
    SubjectKey,
    Vault,
    VaultGrant,
)
from safehold.desk.vault.tests.removals import LATER, admit, remove_noor
from safehold.desk.vault.tests.thief import Thief
from safehold.desk.vault.tests.vault_cast import make_cast, make_person

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_a_kit_that_was_swapped_in_the_database_receives_no_vault() -> None:
    cast = make_cast()
    thief = age.generate_identity()
    Escrow.objects.filter(organisation=cast.house).update(recipient=str(thief.recipient))
    remove_noor(cast)
    assert Vault.objects.get(organisation=cast.house, generation=2).escrow_sealed is None
    assert [alarm.kind for alarm in audit.list_open_alarms(cast.house.pk)] == ["kit-changed"]


def test_a_recipient_that_was_swapped_in_the_database_receives_no_vault() -> None:
    cast = make_cast()
    amal, thief = admit(cast, "amal"), age.generate_identity()
    MemberKey.objects.filter(member=amal.member).update(recipient=str(thief.recipient))
    remove_noor(cast)
    assert Thief([thief]).open_everything() == []
    assert queries.list_keyholder_ids(cast.house.pk) == {cast.lead.member.pk}
    (alarm,) = audit.list_open_alarms(cast.house.pk)
    assert (alarm.kind, alarm.subject) == ("recipient-changed", str(amal.member.pk))
    assert [key.member for key in queries.list_waiting_keys(cast.house.pk)] == [amal.member]


def test_a_grant_that_was_copied_from_another_member_receives_no_vault() -> None:
    """A row with somebody else's proof proves nothing for this member."""
    cast = make_cast()
    planted = make_person(cast.house, "planted", "caseworker")
    noors = VaultGrant.objects.get(member=cast.noor.member)
    VaultGrant.objects.create(
        vault=noors.vault, member=planted.member, sealed=noors.sealed, recipient_mac=noors.recipient_mac
    )
    amal = admit(cast, "amal")
    actions.remove_member(cast.lead.unlocked, amal.member, LATER)
    assert queries.list_keyholder_ids(cast.house.pk) == {cast.lead.member.pk, cast.noor.member.pk}


def test_the_lead_who_removes_is_sealed_to_by_the_key_in_their_hand() -> None:
    cast = make_cast()
    thief = age.generate_identity()
    MemberKey.objects.filter(member=cast.lead.member).update(recipient=str(thief.recipient))
    remove_noor(cast)
    assert Thief([thief]).open_everything() == []
    assert cast.lead.unlocked.current_vault()[0].generation == 2


def test_a_key_that_somebody_changed_does_not_stop_a_removal() -> None:
    cast = make_cast()
    good, broken = uuid4(), uuid4()
    key = cast.noor.unlocked.new_case_key(good)
    cast.noor.unlocked.new_case_key(broken)
    SubjectKey.objects.filter(subject_id=broken).update(sealed=b"\x01 rubbish")
    with pytest.raises(SecretMisplaced):
        cast.noor.unlocked.case_key(broken, 1)
    remove_noor(cast)
    assert cast.lead.unlocked.case_keys({good: 1, broken: 1}) == {good: key}
    assert bytes(SubjectKey.objects.get(subject_id=broken).sealed) == b"\x01 rubbish"
    assert [alarm.kind for alarm in audit.list_open_alarms(cast.house.pk)] == ["key-unreadable"]
