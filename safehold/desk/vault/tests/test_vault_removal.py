# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member is removed: what they took opens nothing, and nobody who stays loses anything."""

from uuid import uuid4

import pytest

from safehold.core import age
from safehold.desk.audit import queries as audit
from safehold.desk.members import actions as members
from safehold.desk.vault import actions, queries
from safehold.desk.vault.actions import moving
from safehold.desk.vault.errors import (
    KeyMissing,
    NotEnrolled,
    VaultMissing,
)
from safehold.desk.vault.models import (
    IntakeKey,
    MemberKey,
    SigningKey,
    Unlocking,
    Vault,
    VaultGrant,
)
from safehold.desk.vault.tests.removals import LATER, admit, remove_noor, reply
from safehold.desk.vault.tests.thief import Thief
from safehold.desk.vault.tests.vault_cast import DAY, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_what_a_removed_member_copied_opens_nothing_of_a_later_database() -> None:
    cast = make_cast()
    case_id = uuid4()
    cast.noor.unlocked.new_case_key(case_id)
    thief = Thief.like(cast.noor.unlocked)
    before = thief.open_everything()
    kinds = {"vault.VaultGrant", "vault.SigningKey", "vault.IntakeKey", "key of"}
    assert all(any(name.startswith(kind) for name in before) for kind in kinds)
    remove_noor(cast)
    assert thief.open_everything() == []


def test_those_who_stay_open_what_they_opened_before() -> None:
    cast = make_cast()
    amal = admit(cast, "amal")
    case_id = uuid4()
    key = cast.noor.unlocked.new_case_key(case_id)
    intake = queries.list_intake_keys(cast.house.pk)[0]
    sealed = age.seal(b"on its way", [intake.recipient])
    remove_noor(cast)
    for person in (cast.lead, amal):
        assert person.unlocked.case_key(case_id, 1) == key
        assert person.unlocked.open_intake(intake.key_id, sealed) == b"on its way"
        person.unlocked.sign_reply(reply(LATER))
    for purpose in (SigningKey.Purpose.COALITION_ROOT, SigningKey.Purpose.ORGANISATION_ROOT):
        cast.lead.unlocked.signing_key(purpose)


def test_a_removed_member_is_out_at_once() -> None:
    cast = make_cast()
    noor = cast.noor.sign_in().unlock()
    assert noor.client.get("/cases/").status_code == 200
    remove_noor(cast)
    answer = noor.client.get("/cases/")
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")
    assert not Unlocking.objects.filter(member=noor.member).exists()
    assert not MemberKey.objects.filter(member=noor.member).exists()
    assert not VaultGrant.objects.filter(member=noor.member).exists()
    with pytest.raises(NotEnrolled):
        actions.unlock_with(noor.member, noor.words)


def test_somebody_unlocked_while_they_are_removed_can_do_nothing_more() -> None:
    """Their request began before, and ends after."""
    cast = make_cast()
    unlocked, case_id = cast.noor.unlocked, uuid4()
    unlocked.new_case_key(case_id)
    remove_noor(cast)
    assert unlocked.case_keys({case_id: 1}) == {}
    with pytest.raises(VaultMissing):
        unlocked.new_case_key(uuid4())
    with pytest.raises(KeyMissing):
        unlocked.sign_reply(reply(LATER))


def test_somebody_else_at_work_meanwhile_goes_on() -> None:
    """What is sealed during a removal lands in the new vault, not in the one that nobody opens any more."""
    cast = make_cast()
    amal = admit(cast, "amal").unlocked
    before, after = uuid4(), uuid4()
    key = amal.new_case_key(before)
    remove_noor(cast)
    made = amal.new_case_key(after)
    assert cast.lead.unlocked.case_keys({before: 1, after: 1}) == {before: key, after: made}
    fresh = admit(cast, "rima").unlocked
    assert fresh.case_keys({before: 1, after: 1}) == {before: key, after: made}
    amal.sign_reply(reply(LATER))


def test_a_closed_account_gets_no_new_vault_and_waits_when_it_is_opened_again() -> None:
    cast = make_cast()
    amal = admit(cast, "amal")
    members.set_active(cast.lead.member, amal.member, False, DAY)
    remove_noor(cast)
    assert queries.list_keyholder_ids(cast.house.pk) == {cast.lead.member.pk}
    assert queries.list_waiting_keys(cast.house.pk) == []
    members.set_active(cast.lead.member, amal.member, True, LATER)
    assert not amal.unlocked.has_vault
    actions.admit_member(cast.lead.unlocked, amal.member, LATER)
    assert amal.unlocked.has_vault


def test_a_removed_member_who_comes_back_has_nothing_until_admitted_again() -> None:
    cast = make_cast()
    case_id = uuid4()
    key = cast.noor.unlocked.new_case_key(case_id)
    remove_noor(cast)
    members.set_active(cast.lead.member, cast.noor.member, True, LATER)
    with pytest.raises(NotEnrolled):
        actions.unlock_with(cast.noor.member, cast.noor.words)
    cast.noor.words = actions.enrol_member(cast.noor.member, LATER)
    assert not cast.noor.unlocked.has_vault
    assert cast.noor.unlocked.case_keys({case_id: 1}) == {}
    actions.admit_member(cast.lead.unlocked, cast.noor.member, LATER)
    assert cast.noor.unlocked.case_key(case_id, 1) == key


def test_a_member_who_lost_their_words_is_taken_along_after_being_admitted_again() -> None:
    cast = make_cast()
    amal = admit(cast, "amal")
    actions.reset_key(cast.lead.unlocked, amal.member, DAY)
    amal.words = actions.enrol_member(amal.member, DAY)
    actions.admit_member(cast.lead.unlocked, amal.member, DAY)
    remove_noor(cast)
    assert amal.unlocked.has_vault
    assert audit.list_open_alarms(cast.house.pk) == []


def test_a_removal_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    case_id = uuid4()
    key = cast.noor.unlocked.new_case_key(case_id)

    def full(*_args: object, **_made: object) -> None:
        raise OSError

    monkeypatch.setattr(moving, "issue_key_list", full)
    with pytest.raises(OSError):
        remove_noor(cast)
    cast.noor.member.refresh_from_db()
    assert cast.noor.member.is_active
    assert cast.noor.unlocked.case_key(case_id, 1) == key
    assert Vault.objects.filter(organisation=cast.house).count() == 1


def test_another_organisation_is_not_touched() -> None:
    cast = make_cast()
    key = cast.tenzin.unlocked.new_case_key(case_id := uuid4())
    before = set(
        IntakeKey.objects.filter(vault__organisation=cast.elsewhere).values_list("key_id", "ends_on")
    )
    remove_noor(cast)
    assert cast.tenzin.unlocked.case_key(case_id, 1) == key
    after = set(IntakeKey.objects.filter(vault__organisation=cast.elsewhere).values_list("key_id", "ends_on"))
    assert before == after
    assert Vault.objects.filter(organisation=cast.elsewhere).count() == 1
