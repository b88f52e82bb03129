# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who opens what: vaults, case keys, intake keys, signatures."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safehold.core import age, keylists
from safehold.core.envelopes import ReplyDocument, verify_document
from safehold.desk.members import actions as members
from safehold.desk.vault import actions, queries, wrapping
from safehold.desk.vault.errors import (
    AlreadyEnrolled,
    KeyMissing,
    LeadRequired,
    NotEnrolled,
    NotForAuditors,
    PassphraseWrong,
    RootMissing,
    SecretMisplaced,
    VaultMissing,
)
from safehold.desk.vault.models import IntakeKey, Outgoing, SigningKey, SubjectKey, Vault, VaultGrant
from safehold.desk.vault.tests.kits import make_and_read_back
from safehold.desk.vault.tests.vault_cast import DAY, make_cast, make_person
from safehold.web.signing_in import argon2id

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_an_admitted_caseworker_opens_what_the_lead_sealed() -> None:
    cast = make_cast()
    case_id = uuid4()
    key = cast.lead.unlocked.new_case_key(case_id)
    assert len(key) == 32
    assert cast.noor.unlocked.case_key(case_id, 1) == key


def test_another_organisation_opens_nothing_of_it() -> None:
    cast = make_cast()
    case_id = uuid4()
    cast.noor.unlocked.new_case_key(case_id)
    tenzin = cast.tenzin.unlocked
    assert tenzin.case_keys({case_id: 1}) == {}
    with pytest.raises(KeyMissing):
        tenzin.case_key(case_id, 1)
    ours = IntakeKey.objects.filter(vault__organisation=cast.house)[0]
    with pytest.raises(KeyMissing):
        tenzin.open_intake(ours.key_id, age.seal(b"words", [ours.recipient]))
    for sealed in (*VaultGrant.objects.filter(vault__organisation=cast.house),):
        with pytest.raises(KeyMissing):
            wrapping.open_secret(wrapping.VAULT, sealed.vault_id, sealed.sealed, [tenzin.identity])


def test_a_grant_to_a_foreign_vault_is_not_followed() -> None:
    cast = make_cast()
    grant = VaultGrant.objects.get(member=cast.lead.member)
    VaultGrant.objects.create(vault=grant.vault, member=cast.tenzin.member, sealed=grant.sealed)
    assert len(cast.tenzin.unlocked.vault_identities()) == 1


def test_a_member_who_waits_opens_nothing_until_a_lead_admits() -> None:
    cast = make_cast()
    amal = make_person(cast.house, "amal", "caseworker")
    waiting = amal.unlocked
    assert not waiting.has_vault
    with pytest.raises(VaultMissing):
        waiting.new_case_key(uuid4())
    assert [key.member for key in queries.list_waiting_keys(cast.house.pk)] == [amal.member]
    with pytest.raises(LeadRequired):
        actions.admit_member(cast.noor.unlocked, amal.member, DAY)
    with pytest.raises(LeadRequired):
        actions.admit_member(cast.tenzin.unlocked, amal.member, DAY)
    actions.admit_member(cast.lead.unlocked, amal.member, DAY)
    actions.admit_member(cast.lead.unlocked, amal.member, DAY)
    assert amal.unlocked.has_vault
    assert queries.list_waiting_keys(cast.house.pk) == []


def test_an_auditor_gets_no_key() -> None:
    cast = make_cast()
    with pytest.raises(NotForAuditors):
        actions.enrol_member(cast.auditor.member, DAY)
    with pytest.raises(NotForAuditors):
        actions.admit_member(cast.lead.unlocked, cast.auditor.member, DAY)
    with pytest.raises(NotEnrolled):
        actions.unlock_with(cast.auditor.member, "any words")
    assert not VaultGrant.objects.filter(member=cast.auditor.member).exists()


def test_one_member_has_one_key() -> None:
    cast = make_cast()
    with pytest.raises(AlreadyEnrolled):
        actions.enrol_member(cast.noor.member, DAY)


def test_words_are_forgiven_their_case_and_spaces_but_not_their_order() -> None:
    noor = make_cast().noor
    words = noor.words.split()
    assert len(words) == 6
    actions.unlock_with(noor.member, "  " + " - ".join(word.upper() for word in words) + "\n")
    for wrong in (" ".join(reversed(words)), " ".join(words[:5]), "", "ü" * 400):
        with pytest.raises(PassphraseWrong):
            actions.unlock_with(noor.member, wrong)


def test_french_members_get_french_words_and_may_leave_the_accents_out() -> None:
    from safehold.desk.vault import passphrases

    words = passphrases.generate("fr").split()
    assert set(words) <= set(passphrases._words("french"))
    assert passphrases.canonical("Élève, ÉCLAIR") == passphrases.canonical("eleve eclair")


def test_a_member_whose_paper_is_lost_starts_again() -> None:
    cast = make_cast()
    case_id = uuid4()
    key = cast.noor.unlocked.new_case_key(case_id)
    with pytest.raises(LeadRequired):
        actions.reset_key(cast.lead.unlocked, cast.lead.member, DAY)
    actions.reset_key(cast.lead.unlocked, cast.noor.member, DAY)
    with pytest.raises(NotEnrolled):
        actions.unlock_with(cast.noor.member, cast.noor.words)
    cast.noor.words = actions.enrol_member(cast.noor.member, DAY)
    with pytest.raises(VaultMissing):
        cast.noor.unlocked.vault_identities()
    actions.admit_member(cast.lead.unlocked, cast.noor.member, DAY)
    assert cast.noor.unlocked.case_key(case_id, 1) == key


def test_a_sealed_key_moved_to_another_case_is_refused() -> None:
    cast = make_cast()
    one, two = uuid4(), uuid4()
    unlocked = cast.noor.unlocked
    unlocked.new_case_key(one)
    unlocked.new_case_key(two)
    stolen = SubjectKey.objects.get(subject_id=one).sealed
    SubjectKey.objects.filter(subject_id=two).update(sealed=stolen)
    with pytest.raises(SecretMisplaced):
        cast.noor.unlocked.case_key(two, 1)


def test_a_changed_recipient_in_the_database_receives_no_new_key() -> None:
    cast = make_cast()
    thief = age.generate_identity()
    Vault.objects.filter(organisation=cast.house).update(recipient=str(thief.recipient))
    actions.top_up_intake_keys(cast.lead.unlocked, DAY + timedelta(days=21))
    for blob in IntakeKey.objects.values_list("sealed", flat=True):
        with pytest.raises(age.NoIdentityMatched):
            age.open_sealed(bytes(blob), [thief])


def test_an_intake_key_opens_what_a_reporter_sealed() -> None:
    cast = make_cast()
    key = queries.list_intake_keys(cast.house.pk)[0]
    sealed = age.seal("它们打电话给我".encode(), [key.recipient])
    assert cast.noor.unlocked.open_intake(key.key_id, sealed).decode() == "它们打电话给我"


def test_replies_are_signed_by_a_listed_key() -> None:
    cast = make_cast()
    unlocked = cast.noor.unlocked
    reply = ReplyDocument(
        report_id=str(uuid4()),
        reply_id=str(uuid4()),
        words="We are here.",
        language="en",
        signed_as="Focal Point Desk",
        sent_on="2026-11-23",
    )
    listed = read_lists(cast)[1].reply_keys[0]
    verify_document(unlocked.sign_reply(reply), ReplyDocument, bytes.fromhex(listed.verify_key))


def read_lists(cast, which: str = "house"):  # type: ignore[no-untyped-def]
    """Read the newest lists from the outbox as the public side does."""
    house = getattr(cast, which)
    root = bytes.fromhex(queries.find_coalition_root() or "")
    newest = Outgoing.objects.filter(kind="coalition-list").order_by("-version")[0]
    coalition = keylists.read_coalition_list(bytes(newest.body), root, newest.version)
    entry = next(entry for entry in coalition.organisations if entry.id == str(house.pk))
    keys = Outgoing.objects.filter(kind="key-list", subject_id=house.pk).order_by("-version")[0]
    return coalition, keylists.read_key_list(bytes(keys.body), entry, keys.version)


def test_the_public_side_can_read_both_lists() -> None:
    cast = make_cast()
    coalition, keys = read_lists(cast)
    assert (coalition.version, len(coalition.organisations)) == (2, 2)
    assert (keys.version, len(keys.intake_keys)) == (1, 26)
    assert keylists.intake_key_for(keys, DAY).valid_from <= DAY
    assert len(read_lists(cast, "elsewhere")[1].intake_keys) == 26


def test_a_leads_unlock_tops_up_the_keys() -> None:
    cast = make_cast()
    later = DAY + timedelta(weeks=3)
    assert actions.top_up_intake_keys(cast.lead.unlocked, DAY) == 0
    assert actions.top_up_intake_keys(cast.lead.unlocked, later) == 3
    assert actions.top_up_intake_keys(cast.lead.unlocked, later) == 0
    keys = read_lists(cast)[1]
    assert keys.version == 2
    assert keylists.intake_key_for(keys, later + timedelta(weeks=25)).valid_from > later
    assert all(key.valid_until > later - timedelta(days=8) for key in keys.intake_keys)
    with pytest.raises(LeadRequired):
        actions.top_up_intake_keys(cast.noor.unlocked, later)
    old = queries.find_intake_key(cast.house.pk, queries.list_intake_keys(cast.house.pk)[0].key_id)
    assert old is not None, "an ended key still opens what was sealed to it"


def test_only_a_holder_of_the_coalition_root_admits_organisations() -> None:
    cast = make_cast()
    third = members.found_organisation("river", {"en": "River House"}, ["English"])
    make_and_read_back(make_person(third, "rana", "lead").unlocked, DAY)
    assert queries.list_waiting_organisations() == [third]
    with pytest.raises(RootMissing):
        actions.admit_organisation(cast.tenzin.unlocked, third, DAY)
    with pytest.raises(LeadRequired):
        actions.admit_organisation(cast.noor.unlocked, third, DAY)
    actions.admit_organisation(cast.lead.unlocked, third, DAY)
    actions.admit_organisation(cast.lead.unlocked, third, DAY)
    assert queries.list_waiting_organisations() == []
    assert Outgoing.objects.filter(kind="coalition-list").count() == 3


def test_a_root_that_somebody_swapped_is_not_signed_with_the_next_list() -> None:
    """Whoever writes to the desk's database waits for a lead to admit somebody else."""
    cast = make_cast()
    before = {entry.id: entry.root_key for entry in read_lists(cast)[0].organisations}
    thief = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    rows = SigningKey.objects.filter(
        purpose="organisation-root", vault__organisation=cast.noor.member.organisation
    )
    rows.update(verify_key=thief)
    third = members.found_organisation("river", {"en": "River House"}, ["English"])
    make_and_read_back(make_person(third, "rana", "lead").unlocked, DAY)
    actions.admit_organisation(cast.lead.unlocked, third, DAY)
    after = {entry.id: entry.root_key for entry in read_lists(cast)[0].organisations}
    assert set(after) == {*before, str(third.pk)}
    assert all(after[each] == root for each, root in before.items())


def test_the_root_is_sealed_to_no_vault_that_a_row_calls_a_founders() -> None:
    cast = make_cast()
    third = members.found_organisation("river", {"en": "River House"}, ["English"], is_founding=True)
    make_and_read_back(make_person(third, "rana", "lead").unlocked, DAY)
    actions.admit_organisation(cast.lead.unlocked, third, DAY)
    assert SigningKey.objects.filter(purpose="coalition-root").count() == 1


def test_an_organisation_enrolled_by_a_caseworker_first_waits_for_its_lead() -> None:
    house = members.found_organisation("river", {"en": "River House"}, ["English"])
    rana = make_person(house, "rana", "caseworker")
    assert not Vault.objects.exists()
    lead = make_person(house, "lina", "lead")
    actions.admit_member(lead.unlocked, rana.member, DAY)
    assert rana.unlocked.has_vault


def test_unlocking_works_at_its_full_cost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = make_cast()
    monkeypatch.setattr(argon2id, "OPSLIMIT", 3)
    monkeypatch.setattr(argon2id, "MEMLIMIT_BYTES", 64 * 1024 * 1024)
    amal = make_person(cast.house, "amal", "caseworker")
    assert not amal.unlocked.has_vault


def test_fifty_case_keys_open_with_one_look() -> None:
    noor = make_cast().noor
    ids = [uuid4() for _ in range(50)]
    keys = {case_id: noor.unlocked.new_case_key(case_id) for case_id in ids}
    fresh = noor.unlocked
    assert fresh.has_vault
    with CaptureQueriesContext(connection) as asked:
        assert fresh.case_keys(dict.fromkeys(ids, 1)) == keys
    assert len(asked) == 1


def test_a_key_that_somebody_planted_is_not_signed_with_the_next_list() -> None:
    """A row under this very vault, sealed to its recipient as anybody can."""
    cast = make_cast()
    vault = queries.list_vaults(cast.house.pk)[0]
    thief = age.generate_identity()
    key_id = keylists.key_id_of(str(thief.recipient))
    sealed = wrapping.seal_secret(wrapping.INTAKE, key_id, thief.secret_seed(), vault.recipient)
    IntakeKey.objects.create(
        key_id=key_id,
        vault=vault,
        recipient=str(thief.recipient),
        sealed=sealed,
        starts_on=DAY,
        ends_on=DAY + timedelta(days=300),
    )
    assert actions.top_up_intake_keys(cast.lead.unlocked, DAY + timedelta(weeks=2)) > 0
    assert key_id not in {key.key_id for key in read_lists(cast)[1].intake_keys}
