# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new recovery kit ends the old sheets: what they open in an older copy opens nothing that came afterwards."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from safehold.core import age
from safehold.desk.audit import queries as audit
from safehold.desk.vault import actions, queries, wrapping
from safehold.desk.vault.actions import moving
from safehold.desk.vault.errors import SecretMisplaced
from safehold.desk.vault.kit import Kit
from safehold.desk.vault.models import Escrow, MemberKey, SigningKey, SubjectKey, Vault
from safehold.desk.vault.tests.removals import admit
from safehold.desk.vault.tests.test_vault_keys import read_lists
from safehold.desk.vault.tests.thief import Thief
from safehold.desk.vault.tests.vault_cast import DAY, Cast, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])

LATER = DAY + timedelta(days=2)


def make_new_kit(cast: Cast, on: date = LATER) -> Kit:
    return actions.make_kit(cast.lead.unlocked, on, replacing=queries.find_kit_name(cast.house.pk))


def open_old_copy(cast: Cast, kit: Kit) -> Thief:
    """What two sheets open in a copy of the database of today."""
    return Thief([identity for _, identity in actions.open_with_shares(cast.house, kit.sheets[:2])])


def test_old_sheets_and_an_old_copy_open_nothing_that_is_there_after_a_new_kit() -> None:
    cast = make_cast()
    old_kit = make_new_kit(cast, DAY)
    before, after = uuid4(), uuid4()
    cast.noor.unlocked.new_case_key(before)
    thief = open_old_copy(cast, old_kit)
    assert thief.open_everything()
    make_new_kit(cast)
    cast.noor.unlocked.new_case_key(after)
    assert thief.open_everything() == []
    _, keys = read_lists(cast)
    assert len(keys.intake_keys) == 26
    for week in keys.intake_keys:
        sealed = age.seal(b"late", [week.recipient])
        assert cast.lead.unlocked.open_intake(week.key_id, sealed) == b"late"


def test_old_sheets_without_a_copy_open_nothing() -> None:
    cast = make_cast()
    old_kit = make_new_kit(cast, DAY)
    make_new_kit(cast)
    paper = age.derive_identity(kit_secret(old_kit))
    assert Thief([paper]).open_everything() == []


def kit_secret(kit: Kit) -> bytes:
    from safehold.core import sheets

    return sheets.join(kit.sheets[1:])


def test_nobody_needs_new_words_and_nothing_is_lost() -> None:
    cast = make_cast()
    amal = admit(cast, "amal")
    case_id = uuid4()
    key, at_work = cast.noor.unlocked.new_case_key(case_id), amal.unlocked
    week = queries.list_intake_keys(cast.house.pk)[0]
    sealed = age.seal(b"on its way", [week.recipient])
    make_new_kit(cast)
    for unlocked in (cast.lead.unlocked, cast.noor.unlocked, amal.unlocked, at_work):
        assert unlocked.case_key(case_id, 1) == key
        assert unlocked.open_intake(week.key_id, sealed) == b"on its way"
    made = at_work.new_case_key(later := uuid4())
    assert cast.noor.unlocked.case_key(later, 1) == made
    assert queries.list_due_subjects(cast.house.pk) == {case_id}
    for purpose in (SigningKey.Purpose.COALITION_ROOT, SigningKey.Purpose.ORGANISATION_ROOT):
        cast.lead.unlocked.signing_key(purpose)
    assert audit.list_open_alarms(cast.house.pk) == []


def test_the_first_kit_makes_no_new_vault_and_another_one_does() -> None:
    cast = make_cast()
    assert [vault.generation for vault in queries.list_vaults(cast.elsewhere.pk)] == [1]
    kit = make_new_kit(cast)
    new, old = queries.list_vaults(cast.house.pk)
    assert (new.generation, old.retired_on, old.escrow_sealed, old.grants.count()) == (2, LATER, None, 0)
    assert [vault for vault, _ in actions.open_with_shares(cast.house, kit.sheets[:2])] == [new]
    assert queries.is_vouched_for(new)
    assert [vault.generation for vault in queries.list_vaults(cast.elsewhere.pk)] == [1]


def test_a_kit_whose_row_was_deleted_still_ends() -> None:
    """Somebody who writes to the database makes the next kit look like the first one."""
    cast = make_cast()
    thief = open_old_copy(cast, old_kit := make_new_kit(cast, DAY))
    Escrow.objects.filter(organisation=cast.house).delete()
    make_new_kit(cast)
    cast.noor.unlocked.new_case_key(uuid4())
    assert thief.open_everything() == []
    assert Thief([age.derive_identity(kit_secret(old_kit))]).open_everything() == []


def test_a_member_who_was_swapped_in_the_database_gets_no_new_vault() -> None:
    cast = make_cast()
    thief = age.generate_identity()
    MemberKey.objects.filter(member=cast.noor.member).update(recipient=str(thief.recipient))
    make_new_kit(cast)
    assert Thief([thief]).open_everything() == []
    assert [alarm.kind for alarm in audit.list_open_alarms(cast.house.pk)] == ["recipient-changed"]


def test_a_new_kit_that_fails_halfway_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    old_kit = make_new_kit(cast, DAY)
    key = cast.noor.unlocked.new_case_key(case_id := uuid4())

    def full(*_args: object, **_made: object) -> None:
        raise OSError

    monkeypatch.setattr(moving, "issue_key_list", full)
    with pytest.raises(OSError):
        make_new_kit(cast)
    assert cast.noor.unlocked.case_key(case_id, 1) == key
    assert queries.find_kit_name(cast.house.pk) == old_kit.name
    assert open_old_copy(cast, old_kit).open_everything()


def test_a_root_that_somebody_changed_is_said_and_keeps_the_old_kit() -> None:
    cast = make_cast()
    name = queries.find_kit_name(cast.house.pk)
    roots = SigningKey.objects.filter(
        purpose=SigningKey.Purpose.ORGANISATION_ROOT, vault__organisation=cast.house
    )
    sealed = wrapping.seal_secret(
        "other/1", "other", bytes(32), Vault.objects.get(pk=roots.get().vault_id).recipient
    )
    roots.update(sealed=sealed)
    with pytest.raises(SecretMisplaced):
        make_new_kit(cast)
    lead = cast.lead.sign_in().unlock()
    page = lead.client.post("/vault/kit", {"replacing": name, "sure": "yes"}, follow=True).content.decode()
    assert "was changed in the database" in page
    assert queries.find_kit_name(cast.house.pk) == name
    assert not SubjectKey.objects.filter(is_due=True).exists()
