# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a removal changes in keys, lists and the kit, and what it leaves for what is on its way."""

from datetime import timedelta
from uuid import uuid4

import pytest

from safehold.core import age, keylists
from safehold.core.envelopes import ReplyDocument, SignatureRejected, verify_document
from safehold.desk.vault import actions, queries, rules
from safehold.desk.vault.actions import moving
from safehold.desk.vault.models import (
    IntakeKey,
    Outgoing,
    SigningKey,
    SubjectKey,
)
from safehold.desk.vault.tests.removals import LATER, admit, remove_noor, reply
from safehold.desk.vault.tests.test_vault_keys import read_lists
from safehold.desk.vault.tests.thief import Thief
from safehold.desk.vault.tests.vault_cast import DAY, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_open_cases_become_due_for_a_new_key() -> None:
    cast = make_cast()
    case_id, later = uuid4(), uuid4()
    cast.noor.unlocked.new_case_key(case_id)
    assert queries.list_due_subjects(cast.house.pk) == set()
    remove_noor(cast)
    cast.lead.unlocked.new_case_key(later)
    assert queries.list_due_subjects(cast.house.pk) == {case_id}
    cast.lead.unlocked.new_case_key(case_id, 2)
    actions.replace_case_keys({case_id: 2})
    assert queries.list_due_subjects(cast.house.pk) == set()
    assert queries.list_due_subjects(cast.elsewhere.pk) == set()


def test_new_reports_are_sealed_to_keys_that_the_removed_member_never_held() -> None:
    cast = make_cast()
    _, before = read_lists(cast)
    taken = Thief.like(cast.noor.unlocked)
    remove_noor(cast)
    _, after = read_lists(cast)
    assert after.version == before.version + 1
    assert not {key.key_id for key in before.intake_keys} & {key.key_id for key in after.intake_keys}
    assert [key.valid_from for key in after.intake_keys] == [w[0] for w in keylists.weeks_from(LATER, 26)]
    todays = IntakeKey.objects.get(key_id=keylists.intake_key_for(after, LATER).key_id)
    assert not taken._opens(bytes(todays.sealed))
    assert actions.top_up_intake_keys(cast.lead.unlocked, LATER) == 0


def test_keys_that_were_listed_stay_until_nothing_can_name_them() -> None:
    """The public side may go on with the old list for a while, and for as long as it cannot be reached."""
    cast = make_cast()
    old = IntakeKey.objects.filter(vault__organisation=cast.house).order_by("starts_on")
    texts = {key.key_id: age.seal(b"late", [key.recipient]) for key in (old[0], old[5])}
    remove_noor(cast)
    for key_id, sealed in texts.items():
        assert cast.lead.unlocked.open_intake(key_id, sealed) == b"late"
        row = IntakeKey.objects.get(key_id=key_id)
        assert row.ends_on == LATER and not rules.is_listed(row.starts_on, row.ends_on, LATER)


def test_a_removal_on_a_monday_and_two_on_one_day_leave_lists_that_can_be_read() -> None:
    cast = make_cast()
    amal = admit(cast, "amal")
    remove_noor(cast, DAY)
    actions.remove_member(cast.lead.unlocked, amal.member, DAY)
    _, keys = read_lists(cast)
    assert len(keys.intake_keys) == 26
    assert len(keys.reply_keys) == 3
    assert [vault.generation for vault in queries.list_vaults(cast.house.pk)] == [3, 2, 1]
    signed = cast.lead.unlocked.sign_reply(reply(DAY))
    newest = queries.list_signing_keys(SigningKey.Purpose.REPLIES, cast.house.pk)
    (open_key,) = [key.verify_key for key in newest if key.ends_on is None]
    verify_document(signed, ReplyDocument, bytes.fromhex(open_key))


def test_old_replies_still_verify_and_new_ones_are_signed_by_a_new_key() -> None:
    cast = make_cast()
    old = cast.noor.unlocked.sign_reply(reply(DAY))
    remove_noor(cast)
    _, keys = read_lists(cast)
    new_key, old_key = keylists.reply_keys_for(keys)
    assert (old_key.valid_until, new_key.valid_from) == (LATER + timedelta(days=1), LATER)
    verify_document(old, ReplyDocument, bytes.fromhex(old_key.verify_key))
    new = cast.lead.unlocked.sign_reply(reply(LATER))
    verify_document(new, ReplyDocument, bytes.fromhex(new_key.verify_key))
    with pytest.raises(SignatureRejected):
        verify_document(new, ReplyDocument, bytes.fromhex(old_key.verify_key))


def test_the_new_list_is_in_the_outbox() -> None:
    cast = make_cast()
    actions.deliver_outgoing(DAY)
    remove_noor(cast)
    waiting = queries.list_undelivered()
    assert [(row.kind, row.subject_id) for row in waiting] == [(Outgoing.Kind.KEY_LIST, cast.house.pk)]


def test_the_old_vault_is_retired_and_has_no_way_in() -> None:
    cast = make_cast()
    remove_noor(cast)
    new, old = queries.list_vaults(cast.house.pk)
    assert (old.retired_on, old.escrow_sealed, old.grants.count()) == (LATER, None, 0)
    assert (new.retired_on, new.created_on, new.grants.count()) == (None, LATER, 1)
    for rows in (SigningKey, IntakeKey, SubjectKey):
        assert not rows.objects.filter(vault=old).exists()


def test_the_recovery_kit_opens_the_new_vault() -> None:
    cast = make_cast()
    kit = actions.make_kit(cast.lead.unlocked, DAY, replacing=queries.find_kit_name(cast.house.pk))
    remove_noor(cast)
    ((vault, identity),) = actions.open_with_shares(cast.house, kit.sheets[1:])
    assert vault == queries.list_vaults(cast.house.pk)[0]
    assert identity.secret_seed() == cast.lead.unlocked.current_vault()[1].secret_seed()


def test_many_keys_move_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    monkeypatch.setattr(moving, "AT_ONCE", 3)
    noor = cast.noor.unlocked
    keys = {case_id: noor.new_case_key(case_id) for case_id in [uuid4() for _ in range(10)]}
    remove_noor(cast)
    assert cast.lead.unlocked.case_keys(dict.fromkeys(keys, 1)) == keys
    assert SubjectKey.objects.count() == 10
