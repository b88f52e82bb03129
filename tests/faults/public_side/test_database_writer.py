# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who can write to the public database can destroy and stop. They cannot read, redirect or speak."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core.age import generate_identity, open_sealed, recipient_of
from safehold.core.age.errors import AgeError
from safehold.core.keylists import (
    CoalitionList,
    IntakeKey,
    KeyList,
    Organisation,
    ReplyKey,
    sign_coalition_list,
    sign_key_list,
)
from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox, Reply, SignedList, UploadGrant
from safehold.public.reporting.queries import coalition as lists
from safehold.public.reporting.tests.coalition import MadeCoalition
from tests.faults.public_side.conftest import TODAY, WORDS, Reporter

pytestmark = pytest.mark.django_db

STOPPED = "We have stopped here, to protect you"
ATTACKER = generate_identity()
Tamper = Callable[[Reporter, MadeCoalition], object]


def change(**row: object) -> Tamper:
    return lambda _amina, _coalition: Mailbox.objects.update(**row)


def give_to_another_organisation(_amina: Reporter, coalition: MadeCoalition) -> None:
    """The organisation is real, listed, and in league with the attacker."""
    Mailbox.objects.update(organisation_id=coalition.desks[1].id)


def put_another_mailbox_in_its_place(amina: Reporter, coalition: MadeCoalition) -> None:
    """The attacker's own report takes over the address that her code leads to."""
    lookup_id = amina.mailbox.lookup_id
    mallory = Reporter(str(coalition.desks[1].id))
    mallory.send("bait")
    bait = mallory.mailbox
    amina.mailbox.delete()
    Mailbox.objects.filter(id=bait.id).update(lookup_id=lookup_id)


TAMPERINGS: dict[str, Tamper] = {
    "another organisation": give_to_another_organisation,
    "another mailbox": put_another_mailbox_in_its_place,
    "another recipient of files": change(files_recipient=recipient_of(ATTACKER).key),
    "another binding": change(binding_mac="0" * 64),
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_a_changed_mailbox_stops_everything(amina: Reporter, coalition: MadeCoalition, how: str) -> None:
    """Nothing that she types later is sealed to anybody, and she is told."""
    amina.send()
    TAMPERINGS[how](amina, coalition)
    held = (Envelope.objects.count(), UploadGrant.objects.count())
    pages = [
        amina.come_back(),
        amina.answer(WORDS),
        amina.send("something else"),
        *(
            amina.post(
                f"/en/return/{verb}",
                code=amina.receipt.digits,
                nonce="n",
                purpose="contact",
                consents="compare",
            )
            for verb in ("grant", "withdraw", "files", "close")
        ),
    ]
    assert [page.status for page in pages] == [409] * 7
    assert all(STOPPED in page.text for page in pages)
    assert (Envelope.objects.count(), UploadGrant.objects.count()) == held


def test_an_upload_address_does_not_work_for_another_recipient(amina: Reporter) -> None:
    """Made before the change, used after it."""
    amina.send()
    address = amina.file_address()
    Mailbox.objects.update(files_recipient=recipient_of(ATTACKER).key)
    assert amina.add_file(address, "a.jpg", b"content").status == 404
    assert not FileEnvelope.objects.exists()


def attackers_list(
    coalition: MadeCoalition, root: Ed25519PrivateKey, organisation_root: Ed25519PrivateKey
) -> None:
    """Store newer lists in which the default desk reads with the attacker's key."""
    desk = coalition.default
    entry = desk.organisation()
    forged = Organisation(
        id=entry.id,
        slug=entry.slug,
        name=entry.name,
        languages=entry.languages,
        root_key=organisation_root.public_key().public_bytes_raw().hex(),
        is_default=True,
    )
    ends = TODAY + timedelta(days=7)
    keys = KeyList(
        organisation_id=str(desk.id),
        version=99,
        issued_on=TODAY,
        reply_keys=[ReplyKey.create(organisation_root.public_key().public_bytes_raw(), TODAY, ends)],
        intake_keys=[IntakeKey.create(str(recipient_of(ATTACKER)), TODAY, ends)],
    )
    listed = CoalitionList(version=99, issued_on=TODAY, organisations=[forged])
    SignedList.objects.filter(kind="coalition").update(version=99, signed=sign_coalition_list(listed, root))
    SignedList.objects.filter(organisation_id=desk.id).update(
        version=99, signed=sign_key_list(keys, organisation_root)
    )


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("signer", ["the attacker", "another member organisation"])
def test_forged_lists_never_receive_a_report(
    amina: Reporter, coalition: MadeCoalition, restarted: bool, signer: str
) -> None:
    """A site that held the true lists goes on with them, restarted or not."""
    amina.client.get("/en/")
    key = Ed25519PrivateKey.generate() if signer == "the attacker" else coalition.desks[1].root
    attackers_list(coalition, key, key)
    if restarted:
        lists.forget_lists()
    assert amina.send().status == 200
    envelope = Envelope.objects.get()
    assert coalition.default.open_report(envelope).words == WORDS
    with pytest.raises(AgeError):
        open_sealed(bytes(envelope.sealed), [ATTACKER])


def test_a_site_that_never_held_a_true_list_closes_rather_than_believe(
    amina: Reporter, coalition: MadeCoalition
) -> None:
    forger = Ed25519PrivateKey.generate()
    attackers_list(coalition, forger, forger)
    assert amina.send().status == 503
    assert not Envelope.objects.exists()


def test_one_organisation_cannot_sign_for_another(amina: Reporter, coalition: MadeCoalition) -> None:
    """A listed but malicious organisation puts a key list of its own in the default desk's place."""
    desk, mallory = coalition.default, coalition.desks[1]
    SignedList.objects.filter(organisation_id=desk.id).update(
        version=9, signed=mallory.signed_key_list(9, TODAY)
    )
    lists.forget_lists()
    page = amina.send()
    assert page.status == 422
    assert not Envelope.objects.exists()


def test_a_reply_of_another_organisation_or_mailbox_or_day_is_not_shown(
    amina: Reporter, coalition: MadeCoalition
) -> None:
    """Forged by a listed organisation; replayed from another mailbox; replayed under another id."""
    amina.send()
    other = Reporter(amina.desk_id)
    other.send()
    mallory = coalition.desks[1].reply_key
    coalition.default.reply(amina.mailbox, "meet us at the bridge", TODAY, signed_by=mallory)
    coalition.default.reply(other.mailbox, "for somebody else", TODAY)
    Reply.objects.filter(mailbox=other.mailbox).update(mailbox=amina.mailbox)
    genuine = coalition.default.reply(amina.mailbox, "genuine", TODAY)
    copied = Reply.objects.get(id=genuine)
    Reply.objects.create(
        id=uuid4(), mailbox=amina.mailbox, sealed=copied.sealed, position=9, delivered_on=TODAY
    )
    page = amina.come_back()
    assert page.text.count("genuine") == 1
    assert "bridge" not in page.text
    assert "somebody else" not in page.text
    assert "3 answers could not be checked" in page.text


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..", ""])
def test_a_changed_file_name_deletes_nothing_else(amina: Reporter, name: str) -> None:
    """Closing a mailbox deletes only what lies in the store."""
    amina.send()
    amina.add_file(amina.file_address(), "a.jpg", b"content")
    FileEnvelope.objects.update(stored_name=name)
    page = amina.post("/en/return/close", code=amina.receipt.digits, confirmed="on")
    assert page.status in {200, 400, 500, 503}
    assert not Mailbox.objects.exists()


def test_markup_in_any_column_is_shown_as_text(amina: Reporter, coalition: MadeCoalition) -> None:
    amina.send()
    coalition.default.reply(amina.mailbox, "<script>alert(1)</script>", TODAY)
    page = amina.come_back()
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
