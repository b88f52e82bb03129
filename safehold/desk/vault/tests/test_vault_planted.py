# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who can write to the database makes a vault or a signing key of their own and seals it to our members.

Recipients are public: a seal shows nothing about who made it.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core import age, keylists
from safehold.core.envelopes import verify_document
from safehold.desk.audit.models import Alarm
from safehold.desk.members.models import Organisation
from safehold.desk.vault import actions, kit, queries, wrapping
from safehold.desk.vault.actions.escrow import SEALED_TO_KIT
from safehold.desk.vault.errors import KitChanged, SecretMisplaced, VaultMissing
from safehold.desk.vault.models import (
    Escrow,
    EscrowDrill,
    IntakeKey,
    MemberKey,
    SignedListVersion,
    SigningKey,
    SubjectKey,
    Vault,
    VaultGrant,
)
from safehold.desk.vault.tests.vault_cast import DAY, Cast, make_cast, make_person

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def newest_vault(cast: Cast) -> Vault:
    return Vault.objects.filter(organisation=cast.house).latest("generation")


def plant_vault(cast: Cast) -> age.Identity:
    """A generation above ours, sealed to everybody and to the kit, with the marks that its maker can compute."""
    evil, ours = age.generate_identity(), newest_vault(cast)
    planted = Vault.objects.create(
        organisation=cast.house,
        generation=ours.generation + 1,
        recipient=str(evil.recipient),
        vouched=ours.vouched,
        created_on=DAY,
    )
    secret, escrow = evil.secret_seed(), Escrow.objects.get(organisation=cast.house)
    planted.escrow_sealed = wrapping.seal_secret(SEALED_TO_KIT, planted.pk, secret, escrow.recipient)
    planted.save()
    for key in MemberKey.objects.filter(member__organisation=cast.house):
        VaultGrant.objects.create(
            vault=planted,
            member=key.member,
            sealed=wrapping.seal_secret(wrapping.VAULT, planted.pk, secret, key.recipient),
            recipient_mac=wrapping.mac_recipient(secret, key.member_id, key.recipient),
        )
    return evil


def opens(evil: age.Identity) -> list[str]:
    """The case keys that whoever planted a vault can open."""
    found, key = [], wrapping.subject_key_of(evil.secret_seed())
    for row in SubjectKey.objects.all():
        try:
            wrapping.unwrap_subject(key, row.thing, bytes(row.sealed))
        except SecretMisplaced:
            continue
        found.append(row.thing)
    return found


def test_a_vault_that_somebody_planted_receives_no_case_key(cast: Cast) -> None:
    evil, noor, case_id = plant_vault(cast), cast.noor.unlocked, uuid4()
    key = noor.new_case_key(case_id)
    assert opens(evil) == []
    assert cast.lead.unlocked.case_key(case_id, 1) == key
    SubjectKey.objects.update(is_due=True)
    noor.next_case_keys({case_id: 1})
    assert opens(evil) == []


def test_whoever_unlocks_is_told_of_a_planted_vault(cast: Cast) -> None:
    plant_vault(cast)
    cast.noor.sign_in().unlock()
    cast.noor.unlock()
    alarm = Alarm.objects.get(organisation_id=cast.house.pk)
    assert (alarm.kind, alarm.subject) == ("vault-foreign", str(newest_vault(cast).pk))


def test_a_secret_swapped_under_our_own_vault_receives_nothing(cast: Cast) -> None:
    evil, ours = age.generate_identity(), newest_vault(cast)
    recipient = MemberKey.objects.get(member=cast.noor.member).recipient
    swapped = wrapping.seal_secret(wrapping.VAULT, ours.pk, evil.secret_seed(), recipient)
    VaultGrant.objects.filter(member=cast.noor.member).update(sealed=swapped)
    with pytest.raises(VaultMissing):
        cast.noor.unlocked.new_case_key(uuid4())
    assert opens(evil) == []
    cast.noor.sign_in().unlock()
    assert Alarm.objects.get(organisation_id=cast.house.pk).kind == "vault-foreign"


def test_a_removal_goes_on_beside_a_planted_vault(cast: Cast) -> None:
    case_id = uuid4()
    cast.lead.unlocked.new_case_key(case_id)
    evil = plant_vault(cast)
    actions.remove_member(cast.lead.unlocked, cast.noor.member, DAY)
    assert opens(evil) == []
    assert cast.lead.unlocked.case_key(case_id, 1)
    cast.lead.unlocked.new_case_key(uuid4())
    assert opens(evil) == []


def test_two_sheets_tell_the_vault_in_use_from_a_planted_one(cast: Cast) -> None:
    made = actions.make_kit(
        cast.lead.unlocked, DAY, replacing=kit.name_of(Escrow.objects.get(organisation=cast.house).recipient)
    )
    assert not actions.Recovery(cast.house, made.sheets[:2]).finds_foreign
    ours = newest_vault(cast)
    plant_vault(cast)
    recovery = actions.Recovery(cast.house, made.sheets[:2])
    assert recovery.finds_foreign and recovery.opens_newest
    recovery.check(DAY)
    assert EscrowDrill.objects.get(organisation=cast.house).generation == ours.generation
    Vault.objects.filter(pk=ours.pk).update(escrow_sealed=None)
    only_the_planted = actions.Recovery(cast.house, made.sheets[:2])
    assert not only_the_planted.opens_newest
    with pytest.raises(KitChanged):
        only_the_planted.check(DAY)


def test_nobody_is_let_in_when_the_vault_changed_since_the_sheets_were_typed(cast: Cast) -> None:
    made = actions.make_kit(
        cast.lead.unlocked, DAY, replacing=kit.name_of(Escrow.objects.get(organisation=cast.house).recipient)
    )
    recovery = actions.Recovery(cast.house, made.sheets[:2])
    amal = make_person(cast.house, "amal", "caseworker")
    actions.remove_member(cast.lead.unlocked, cast.noor.member, DAY)
    with pytest.raises(KitChanged):
        recovery.admit(amal.member, DAY)
    assert not amal.unlocked.has_vault


def plant_signing_key(cast: Cast, purpose: str) -> Ed25519PrivateKey:
    """Anybody can seal a key of their own to the vault; a late first day makes it the newest."""
    evil, vault = Ed25519PrivateKey.generate(), newest_vault(cast)
    verify_key = evil.public_key().public_bytes_raw().hex()
    SigningKey.objects.create(
        purpose=purpose,
        vault=vault,
        verify_key=verify_key,
        sealed=wrapping.seal_secret(wrapping.SIGNING, verify_key, evil.private_bytes_raw(), vault.recipient),
        starts_on=DAY.replace(year=2099),
    )
    return evil


@pytest.mark.parametrize("purpose", SigningKey.Purpose.values)
def test_a_signing_key_that_somebody_planted_signs_nothing(cast: Cast, purpose: str) -> None:
    ours = cast.lead.unlocked.signing_key(purpose).public_key()
    plant_signing_key(cast, purpose)
    assert cast.lead.unlocked.signing_key(purpose).public_key() == ours


def signed_list(cast: Cast) -> keylists.KeyList:
    row = SignedListVersion.objects.filter(organisation=cast.house).latest("version")
    root = bytes.fromhex(queries.find_root_key(cast.house.pk) or "")
    return verify_document(bytes(row.signed), keylists.KeyList, root)


def test_a_recipient_swapped_under_a_known_weekly_key_is_not_signed(cast: Cast) -> None:
    evil, before = age.generate_identity(), signed_list(cast)
    week = IntakeKey.objects.filter(vault__organisation=cast.house).earliest("-starts_on")
    IntakeKey.objects.filter(pk=week.pk).update(recipient=str(evil.recipient))
    actions.top_up_intake_keys(cast.lead.unlocked, DAY + timedelta(days=7))
    after = signed_list(cast)
    assert after.version > before.version
    assert str(evil.recipient) not in {key.recipient for key in after.intake_keys}


def test_an_ended_key_that_somebody_opened_again_stays_ended(cast: Cast) -> None:
    """Whoever was removed may have copied it."""
    actions.remove_member(cast.lead.unlocked, cast.noor.member, DAY)
    before = signed_list(cast)
    taken = SigningKey.objects.exclude(ends_on=None).filter(vault__organisation=cast.house)
    assert taken.update(ends_on=None) == 1
    week = IntakeKey.objects.filter(vault__organisation=cast.house).latest("starts_on")
    IntakeKey.objects.filter(pk=week.pk).update(starts_on=DAY, ends_on=DAY.replace(year=2099))
    actions.top_up_intake_keys(cast.lead.unlocked, DAY + timedelta(days=7))
    after = signed_list(cast)
    assert after.version > before.version
    for told in ("intake_keys", "reply_keys"):
        days = {key_of(key): (key.valid_from, key.valid_until) for key in getattr(before, told)}
        for key in getattr(after, told):
            assert days.get(key_of(key), (key.valid_from, key.valid_until)) == (
                key.valid_from,
                key.valid_until,
            )


def key_of(key: keylists.IntakeKey | keylists.ReplyKey) -> str:
    return key.recipient if isinstance(key, keylists.IntakeKey) else key.verify_key


def test_a_backup_is_not_sealed_to_a_kit_that_somebody_put_there(cast: Cast) -> None:
    ours = [str(recipient) for recipient in queries.list_escrow_recipients()]
    Escrow.objects.filter(organisation=cast.elsewhere).update(
        recipient=str(age.generate_identity().recipient)
    )
    Organisation.objects.update(is_founding=True)
    assert [str(recipient) for recipient in queries.list_escrow_recipients()] == ours
