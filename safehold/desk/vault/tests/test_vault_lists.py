# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk notices about the signed lists on the public side, and that its own are never refused as old."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connections

from safehold.core.envelopes import verify_document
from safehold.core.keylists import CoalitionList, KeyList, sign_key_list
from safehold.desk.audit import queries as audit
from safehold.desk.vault import actions, adapters, queries
from safehold.desk.vault.actions import lists
from safehold.desk.vault.actions.reissuing import reissue_lists
from safehold.desk.vault.models import Outgoing, SignedListVersion
from safehold.desk.vault.tests.vault_cast import DAY, Cast, make_cast
from safehold.public.reporting import kept_lists
from safehold.public.reporting.models import SignedList

pytestmark = pytest.mark.django_db(databases=["default", "public"])

COALITION, KEYS = "coalition", "keys"
LATER = DAY + timedelta(days=7)


@pytest.fixture
def cast() -> Cast:
    """Two organisations whose lists have been delivered, in two versions where noor works."""
    made = make_cast()
    actions.deliver_outgoing(DAY)
    actions.top_up_intake_keys(made.lead.unlocked, LATER)
    actions.deliver_outgoing(LATER)
    return made


def row_of(cast: Cast) -> SignedList:
    return SignedList.objects.get(kind=KEYS, organisation_id=cast.house.pk)


def alarms(cast: Cast) -> list[tuple[str, str]]:
    """What noor's organisation is told; what tenzin's is told follows after a bar."""
    here = [(each.kind, each.subject) for each in audit.list_open_alarms(cast.house.pk)]
    there = [("elsewhere", each.kind) for each in audit.list_open_alarms(cast.elsewhere.pk)]
    return here + there


def deliver_again(cast: Cast) -> None:
    """The next parts of the round, after which everything is in place and nobody finds anything any more."""
    actions.deliver_outgoing(LATER)
    newest = queries.find_newest_outgoing(KEYS, cast.house.pk)
    assert newest
    assert (row_of(cast).version, bytes(row_of(cast).signed)) == (newest.version, bytes(newest.body))
    assert actions.watch_lists(LATER) == 0


def test_lists_as_they_were_delivered_are_no_alarm(cast: Cast) -> None:
    assert actions.watch_lists(LATER) == 0
    assert alarms(cast) == []


def test_a_list_on_its_way_is_no_alarm() -> None:
    cast = make_cast()
    assert actions.watch_lists(DAY) == 0
    actions.deliver_outgoing(DAY)
    actions.top_up_intake_keys(cast.lead.unlocked, LATER)
    assert actions.watch_lists(LATER) == 0
    assert alarms(cast) == []


def first_list(cast: Cast) -> bytes:
    return bytes(SignedListVersion.objects.get(kind=KEYS, organisation=cast.house, version=1).signed)


def strangers_list(cast: Cast) -> bytes:
    keys = KeyList(
        organisation_id=str(cast.house.pk), version=9, issued_on=DAY, reply_keys=[], intake_keys=[]
    )
    return sign_key_list(keys, Ed25519PrivateKey.generate())


def tenzins_list(cast: Cast) -> bytes:
    return bytes(SignedList.objects.get(organisation_id=cast.elsewhere.pk).signed)


Made = Callable[[Cast], bytes]
CHANGES: dict[str, tuple[str, int, Made]] = {
    "an older list": ("list-older", 1, first_list),
    "an older list that claims to be the newest": ("list-older", 2, first_list),
    "an older list that claims to be far ahead": ("list-older", 2**31 - 1, first_list),
    "a stranger's list": ("list-foreign", 9, strangers_list),
    "another organisation's list": ("list-foreign", 2, tenzins_list),
    "rubbish": ("list-foreign", 2, lambda _cast: b"rubbish"),
    "nothing": ("list-foreign", 2, lambda _cast: b""),
    "the newest under another number": ("list-foreign", 1, lambda cast: bytes(row_of(cast).signed)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_list_raises_an_alarm_and_is_put_right(cast: Cast, what: str) -> None:
    kind, version, make = CHANGES[what]
    signed = make(cast)
    SignedList.objects.filter(pk=row_of(cast).pk).update(version=version, signed=signed)
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [(kind, KEYS)]
    deliver_again(cast)


def test_a_list_that_is_not_even_bytes_is_put_right(cast: Cast) -> None:
    connection = connections["public"]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL refuses it")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reporting_signedlist SET signed = 'text', version = 'text' WHERE id = %s",
            [row_of(cast).pk],
        )
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [("list-foreign", KEYS)]
    deliver_again(cast)


def test_a_missing_list_raises_an_alarm_and_is_sent_again(cast: Cast) -> None:
    row_of(cast).delete()
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [("list-missing", KEYS)]
    deliver_again(cast)


def test_an_emptied_table_is_filled_again(cast: Cast) -> None:
    SignedList.objects.all().delete()
    assert actions.watch_lists(LATER) == 3
    assert alarms(cast) == [
        ("list-missing", COALITION),
        ("list-missing", KEYS),
        ("elsewhere", "list-missing"),
    ]
    deliver_again(cast)


def test_what_concerns_all_is_told_to_the_founders(cast: Cast) -> None:
    SignedList.objects.filter(kind=COALITION).update(version=99, signed=b"")
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [("list-foreign", COALITION)]
    deliver_again(cast)


def test_a_list_of_an_organisation_that_is_none_goes(cast: Cast) -> None:
    SignedList.objects.create(kind=KEYS, organisation_id=uuid4(), version=1, signed=b"")
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [("list-foreign", KEYS)]
    deliver_again(cast)


def test_a_list_whose_organisation_cannot_be_read_goes(cast: Cast) -> None:
    connection = connections["public"]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL refuses it")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reporting_signedlist (kind, organisation_id, version, signed) VALUES ('keys', 'x', 1, '')"
        )
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [("list-foreign", KEYS)]
    deliver_again(cast)


def test_the_same_finding_in_the_next_round_is_the_same_alarm(cast: Cast) -> None:
    for _ in range(3):
        row_of(cast).delete()
        actions.watch_lists(LATER)
        actions.deliver_outgoing(LATER)
    assert alarms(cast) == [("list-missing", KEYS)]


def bring_desk_back(cast: Cast) -> None:
    """The desk's database is put back to the day before the second list was signed."""
    for rows in (
        SignedListVersion.objects.filter(organisation=cast.house, version__gt=1),
        Outgoing.objects.filter(subject_id=cast.house.pk, version__gt=1),
    ):
        rows.delete()


def test_a_desk_that_was_put_back_says_so_and_takes_nothing_away(cast: Cast) -> None:
    ahead = bytes(row_of(cast).signed)
    bring_desk_back(cast)
    for _ in range(2):
        assert actions.watch_lists(LATER) == 1
        actions.deliver_outgoing(LATER)
    assert alarms(cast) == [("list-ahead", KEYS)]
    assert bytes(row_of(cast).signed) == ahead


def test_the_next_unlock_of_a_lead_signs_a_list_above_what_the_public_side_holds(cast: Cast) -> None:
    bring_desk_back(cast)
    reissue_lists(cast.noor.unlocked, LATER)
    assert queries.find_newest_version(KEYS, cast.house.pk) == 1
    reissue_lists(cast.lead.unlocked, LATER)
    assert queries.find_newest_version(KEYS, cast.house.pk) == 3
    assert actions.watch_lists(LATER) == 0
    deliver_again(cast)
    assert row_of(cast).version == 3
    reissue_lists(cast.lead.unlocked, LATER)
    assert queries.find_newest_version(KEYS, cast.house.pk) == 3


def test_a_key_list_that_is_due_anyway_goes_above_it_too(cast: Cast) -> None:
    bring_desk_back(cast)
    assert actions.top_up_intake_keys(cast.lead.unlocked, LATER + timedelta(days=7))
    assert queries.find_newest_version(KEYS, cast.house.pk) == 3


def test_a_different_list_under_the_same_version_is_overtaken(cast: Cast) -> None:
    """The desk was put back and signed a second list 2 before it could see the first one."""
    bring_desk_back(cast)
    held = SignedList.objects.get(pk=row_of(cast).pk)
    row_of(cast).delete()
    actions.top_up_intake_keys(cast.lead.unlocked, LATER + timedelta(days=7))
    SignedList.objects.create(kind=KEYS, organisation_id=cast.house.pk, version=2, signed=held.signed)
    actions.deliver_outgoing(LATER)
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [("list-ahead", KEYS)]
    reissue_lists(cast.lead.unlocked, LATER)
    deliver_again(cast)
    assert row_of(cast).version == 3


def test_both_databases_put_back_the_folder_still_counts(cast: Cast) -> None:
    newest = row_of(cast)
    kept_lists.keep(KEYS, cast.house.pk, newest.version, bytes(newest.signed), LATER)
    SignedList.objects.filter(pk=newest.pk).update(version=1, signed=first_list(cast))
    bring_desk_back(cast)
    reissue_lists(cast.lead.unlocked, LATER)
    assert queries.find_newest_version(KEYS, cast.house.pk) == 3


def test_the_coalition_list_of_a_desk_that_was_put_back_is_signed_again(cast: Cast) -> None:
    root = bytes.fromhex(queries.find_coalition_root() or "")
    newest = queries.find_newest_version(COALITION, None)
    for rows in (
        SignedListVersion.objects.filter(organisation=None, version=newest),
        Outgoing.objects.filter(kind=Outgoing.Kind.COALITION_LIST, version=newest),
    ):
        rows.delete()
    assert actions.watch_lists(LATER) == 1
    assert alarms(cast) == [("list-ahead", COALITION)]
    reissue_lists(cast.tenzin.unlocked, LATER)
    reissue_lists(cast.lead.unlocked, LATER)
    actions.deliver_outgoing(LATER)
    signed = verify_document(bytes(SignedList.objects.get(kind=COALITION).signed), CoalitionList, root)
    assert signed.version == newest + 1
    assert [entry.id for entry in signed.organisations] == [str(cast.house.pk)]
    assert actions.watch_lists(LATER) == 0


def test_somebody_elses_high_version_moves_nothing(cast: Cast) -> None:
    SignedList.objects.filter(pk=row_of(cast).pk).update(version=2**31 - 1, signed=strangers_list(cast))
    reissue_lists(cast.lead.unlocked, LATER)
    assert queries.find_newest_version(KEYS, cast.house.pk) == 2


def test_a_version_that_no_row_can_follow_is_not_followed(cast: Cast) -> None:
    """Only a thief of the organisation's root can write it. The desk must go on working."""
    root = cast.lead.unlocked.signing_key("organisation-root")
    keys = KeyList(
        organisation_id=str(cast.house.pk),
        version=lists.FAR_VERSION + 1,
        issued_on=DAY,
        reply_keys=[],
        intake_keys=[],
    )
    SignedList.objects.filter(pk=row_of(cast).pk).update(version=9, signed=sign_key_list(keys, root))
    actions.watch_lists(LATER)
    assert alarms(cast) == [("list-ahead", KEYS)]
    reissue_lists(cast.lead.unlocked, LATER)
    assert queries.find_newest_version(KEYS, cast.house.pk) == 3


def test_a_public_side_that_cannot_be_read_keeps_nobody_from_unlocking(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise DatabaseError

    monkeypatch.setattr(adapters, "list_held", fail)
    actions.top_up_intake_keys(cast.lead.unlocked, LATER + timedelta(days=7))
    assert queries.find_newest_version(KEYS, cast.house.pk) == 3


def test_a_list_that_still_names_ended_keys_is_signed_again(cast: Cast) -> None:
    """The clock had gone ahead when the keys were made: for months no week is missing."""
    actions.top_up_intake_keys(cast.lead.unlocked, DAY + timedelta(weeks=20))
    version = queries.find_newest_version(KEYS, cast.house.pk)
    on = DAY + timedelta(weeks=20, days=20)
    assert version
    reissue_lists(cast.lead.unlocked, DAY + timedelta(weeks=20))
    assert queries.find_newest_version(KEYS, cast.house.pk) == version
    reissue_lists(cast.lead.unlocked, on)
    assert queries.find_newest_version(KEYS, cast.house.pk) == version + 1
