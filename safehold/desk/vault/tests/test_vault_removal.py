# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member is removed: what they took opens nothing, and nobody who stays loses anything."""

from datetime import date, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, connections

from safehold.core import age, keylists
from safehold.core.envelopes import ReplyDocument, SignatureRejected, verify_document
from safehold.desk.audit import queries as audit
from safehold.desk.audit.models import AuditRow
from safehold.desk.members import actions as members
from safehold.desk.members.errors import InvitationUnknown
from safehold.desk.members.models import Member
from safehold.desk.vault import actions, queries, rules
from safehold.desk.vault.actions import removal
from safehold.desk.vault.errors import (
    KeyMissing,
    LeadRequired,
    NotEnrolled,
    NotForAuditors,
    SecretMisplaced,
    VaultMissing,
)
from safehold.desk.vault.models import (
    Escrow,
    IntakeKey,
    MemberKey,
    Outgoing,
    SigningKey,
    SubjectKey,
    Unlocking,
    Vault,
    VaultGrant,
)
from safehold.desk.vault.tests.test_vault_keys import read_lists
from safehold.desk.vault.tests.thief import Thief
from safehold.desk.vault.tests.vault_cast import DAY, Cast, Person, make_cast, make_person

pytestmark = pytest.mark.django_db(databases=["default", "public"])

LATER = DAY + timedelta(days=2)
"""A Wednesday: the week began before."""


def admit(cast: Cast, name: str, role: str = "caseworker") -> Person:
    person = make_person(cast.house, name, role)
    actions.admit_member(cast.lead.unlocked, person.member, DAY)
    return person


def remove_noor(cast: Cast, on: date = LATER) -> None:
    actions.remove_member(cast.lead.unlocked, cast.noor.member, on)


def reply(day: date) -> ReplyDocument:
    return ReplyDocument(
        report_id=str(uuid4()),
        reply_id=str(uuid4()),
        words="We are here.",
        language="en",
        signed_as="North House",
        sent_on=day.isoformat(),
    )


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
    kit = actions.make_kit(cast.lead.unlocked, DAY, replacing=actions.name_of_kit(cast.house.pk))
    remove_noor(cast)
    ((vault, identity),) = actions.open_with_shares(cast.house, kit.sheets[1:])
    assert vault.generation == 2
    assert identity.secret_seed() == cast.lead.unlocked.current_vault()[1].secret_seed()


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


def test_who_may_remove_whom() -> None:
    cast = make_cast()
    second = admit(cast, "second", "lead")
    refused = [
        (cast.lead, cast.lead, LeadRequired),
        (cast.noor, cast.lead, LeadRequired),
        (cast.tenzin, cast.noor, LeadRequired),
        (cast.lead, cast.tenzin, LeadRequired),
        (cast.lead, cast.auditor, NotForAuditors),
    ]
    for lead, member, error in refused:
        with pytest.raises(error):
            actions.remove_member(lead.unlocked, member.member, LATER)
    assert not Vault.objects.filter(retired_on__isnull=False).exists()
    actions.remove_member(second.unlocked, cast.lead.member, LATER)
    assert second.unlocked.signing_key(SigningKey.Purpose.COALITION_ROOT)


def test_removing_twice_is_once_and_leaves_one_line_in_the_record() -> None:
    cast = make_cast()
    remove_noor(cast)
    remove_noor(cast)
    assert Vault.objects.filter(organisation=cast.house).count() == 2
    row = AuditRow.objects.get(verb="member.removed")
    assert (row.subject, row.member_id) == (str(cast.noor.member.pk), cast.lead.member.pk)


def test_two_leads_who_remove_the_same_member_make_one_new_vault() -> None:
    cast = make_cast()
    second = admit(cast, "second", "lead")
    seen_by_both = [Member.objects.get(pk=cast.noor.member.pk) for _ in range(2)]
    for lead, noor in zip((cast.lead, second), seen_by_both, strict=True):
        actions.remove_member(lead.unlocked, noor, LATER)
    assert Vault.objects.filter(organisation=cast.house).count() == 2


def test_who_was_given_a_vault_is_known_even_after_the_paper_was_lost() -> None:
    cast = make_cast()
    newcomer = make_person(cast.house, "newcomer", "caseworker")
    assert not queries.was_given_vault(newcomer.member)
    assert not queries.was_given_vault(cast.auditor.member)
    assert queries.was_given_vault(cast.lead.member)
    actions.reset_key(cast.lead.unlocked, cast.noor.member, DAY)
    assert queries.was_given_vault(cast.noor.member)
    remove_noor(cast)
    assert not queries.was_given_vault(cast.noor.member)


def test_invitations_of_a_removed_lead_invite_nobody() -> None:
    cast = make_cast()
    second = admit(cast, "second", "lead")
    theirs = members.invite_member(second.member, "lead", DAY)
    ours = members.invite_member(cast.lead.member, "lead", DAY)
    actions.remove_member(cast.lead.unlocked, second.member, LATER)
    with pytest.raises(InvitationUnknown):
        members.accept_invitation(theirs, "again", "Again", "a long new password here", LATER)
    members.accept_invitation(ours, "other", "Other", "a long new password here", LATER)


def test_of_two_leads_who_remove_each_other_the_first_one_stays() -> None:
    cast = make_cast()
    second = admit(cast, "second", "lead")
    one, two = cast.lead.unlocked, second.unlocked
    assert one.vault_identities() and two.vault_identities()
    actions.remove_member(one, second.member, LATER)
    with pytest.raises(VaultMissing):
        actions.remove_member(two, cast.lead.member, LATER)
    cast.lead.member.refresh_from_db()
    assert cast.lead.member.is_active
    assert queries.list_keyholder_ids(cast.house.pk) == {cast.lead.member.pk, cast.noor.member.pk}


@pytest.mark.django_db(databases=["default", "public"], transaction=True)
def test_two_leads_who_remove_each_other_at_the_same_moment() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite writers stand in line; the test before this one is all there is.")
    cast = make_cast()
    second = admit(cast, "second", "lead")
    outcomes: list[str] = []

    def remove(by: actions.Unlocked, whom: Person) -> None:
        try:
            actions.remove_member(by, whom.member, LATER)
            outcomes.append("done")
        except VaultMissing:
            outcomes.append("too late")
        finally:
            connections.close_all()

    pairs = ((cast.lead.unlocked, second), (second.unlocked, cast.lead))
    threads = [Thread(target=remove, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "too late"]
    assert Vault.objects.filter(organisation=cast.house).count() == 2


def test_a_removal_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    case_id = uuid4()
    key = cast.noor.unlocked.new_case_key(case_id)

    def full(*_args: object, **_made: object) -> None:
        raise OSError

    monkeypatch.setattr(removal, "issue_key_list", full)
    with pytest.raises(OSError):
        remove_noor(cast)
    cast.noor.member.refresh_from_db()
    assert cast.noor.member.is_active
    assert cast.noor.unlocked.case_key(case_id, 1) == key
    assert Vault.objects.filter(organisation=cast.house).count() == 1


def test_many_keys_move_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    monkeypatch.setattr(removal, "AT_ONCE", 3)
    noor = cast.noor.unlocked
    keys = {case_id: noor.new_case_key(case_id) for case_id in [uuid4() for _ in range(10)]}
    remove_noor(cast)
    assert cast.lead.unlocked.case_keys(dict.fromkeys(keys, 1)) == keys
    assert SubjectKey.objects.count() == 10


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
