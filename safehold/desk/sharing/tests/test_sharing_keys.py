# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What travels is sealed to listed keys and signed for one offer; who is removed is shut out of what is shared."""

import pytest

from safehold.core import age
from safehold.core.rows import RowTampered
from safehold.desk.sharing import actions, queries
from safehold.desk.sharing.errors import ParcelForged, ReceiverNotReady, ThreadLocked
from safehold.desk.sharing.models import Entry, KeyParcel, Offer, Parcel, Share
from safehold.desk.sharing.tests.two_desks import DAY, WHY, make_two_desks
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import IntakeKey, SignedListVersion

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_a_parcel_that_the_sender_did_not_sign_is_not_opened() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    parcel = Parcel.objects.get()
    parcel.sealed = parcel.sealed_cover  # genuine, but another document
    parcel.save()
    with pytest.raises(ParcelForged):
        actions.accept_offer(desks.tenzin, offer, DAY)
    assert Offer.objects.get().state == "waiting"
    assert not Share.objects.exists()


def test_a_parcel_of_another_offer_is_not_taken() -> None:
    desks = make_two_desks()
    first = desks.offer()
    kept = bytes(first.parcel.sealed)
    actions.recall_offer(desks.noor, first, DAY)
    second = desks.offer()
    Parcel.objects.filter(offer=second).update(sealed=kept)
    with pytest.raises(ParcelForged):
        actions.accept_offer(desks.tenzin, second, DAY)


def test_nothing_is_sealed_to_a_key_that_stands_only_in_a_row() -> None:
    desks = make_two_desks()
    thief = vault_key()
    IntakeKey.objects.filter(vault__organisation=desks.there.organisation).update(recipient=thief)
    offer = desks.offer()
    assert actions.read_cover(desks.tenzin, offer).words == WHY  # sealed to the listed key all the same
    SignedListVersion.objects.filter(organisation=desks.there.organisation).update(signed=b"x" * 100)
    actions.recall_offer(desks.noor, offer, DAY)
    with pytest.raises(ReceiverNotReady):
        desks.offer()


def vault_key() -> str:
    return str(age.generate_identity().recipient)


def test_removed_member_of_either_side_is_shut_out_of_the_thread() -> None:
    desks = make_two_desks()
    share = desks.share()
    actions.add_entry(desks.noor, share, "Before.", DAY)
    stolen = desks.tenzin.case_key(share.pk, 1)
    vault.remove_member(desks.there.unlocked_lead, desks.there.noor, DAY)
    assert actions.reseal_due(desks.there.unlocked_lead, DAY) == 1
    share.refresh_from_db()
    for entry in Entry.objects.all():
        with pytest.raises(RowTampered):
            entry.open(stolen)
    with pytest.raises(ThreadLocked):
        queries.open_share(desks.noor, share)
    assert actions.take_keys(desks.noor) == 1
    assert queries.open_share(desks.noor, share).messages[0].words == "Before."
    assert not KeyParcel.objects.exists()


def test_member_removed_between_offer_and_taking_leads_to_a_new_key() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    vault.remove_member(desks.there.unlocked_lead, desks.there.noor, DAY)
    actions.accept_offer(desks.there.unlocked_lead, offer, DAY)
    share = Share.objects.get()
    assert share.reseal_due
    assert actions.reseal_due(desks.there.unlocked_lead, DAY) == 1
    share.refresh_from_db()
    assert (share.key_version, share.reseal_due) == (2, False)
    assert queries.open_share(desks.there.unlocked_lead, share).content["reports"]
