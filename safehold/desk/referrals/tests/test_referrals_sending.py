# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing leaves without consent; what left is kept exactly; what was taken back ends in the same transaction."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from safehold.core import age
from safehold.desk.audit.models import AuditRow
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.referrals import actions, queries
from safehold.desk.referrals.errors import CallDoNotWrite, FieldHidden, NotReachable, PacketEmpty
from safehold.desk.referrals.models import Packet, Referral
from safehold.desk.referrals.tests.desk_with_case import (
    CYBER,
    DAY,
    POLICE,
    VICTIMS,
    WORDS,
    make_desk_with_case,
)
from safehold.desk.tasks.models import Task
from safehold.web.closing import SealTo

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def verbs() -> list[str]:
    return list(AuditRow.objects.order_by("sequence").values_list("verb", flat=True))


def test_packet_is_kept_as_it_left_and_a_task_waits_for_the_answer() -> None:
    here = make_desk_with_case()
    packet = here.send()
    referral = Referral.objects.get()
    assert (referral.state, referral.sent_on, referral.follow_up_on) == ("sent", DAY, date(2026, 12, 7))
    content = queries.open_packet(here.unlocked, here.case, packet)
    assert WORDS in str(content)
    assert content["head"][0] == ["To", "Police of local jurisdiction (municipal, provincial, RCMP contract)"]
    assert len(packet.consents.split()) == 1
    task = Task.objects.get()
    assert (task.kind, task.about_id, task.due_on) == ("answer-overdue", referral.id, referral.follow_up_on)
    assert verbs().count("referral.sent") == 1


def test_nothing_in_the_clear_says_what_was_sent() -> None:
    here = make_desk_with_case()
    packet = here.send()
    here.say(
        Referral.objects.get(), "received", file_number="77-1234", officer="Const. Roy", words="On the phone."
    )
    for row in (packet, Referral.objects.get(), *Referral.objects.get().contacts.all()):
        clear = {name: value for name, value in vars(row).items() if name != "sealed"}
        assert not [word for word in (WORDS, "77-1234", "Roy", "phone.") if word in str(clear)]
        assert WORDS.encode() not in bytes(row.sealed)


def test_without_consent_nothing_is_sent_and_nothing_written() -> None:
    here = make_desk_with_case(consents=("contact",))
    referral = here.begin()
    here.pack(referral)
    with pytest.raises(ConsentMissing) as missing:
        actions.send_packet(here.unlocked, referral, "mail", DAY, DAY)
    assert (missing.value.purpose, missing.value.recipient) == ("share-authorities", POLICE)
    assert not Packet.objects.exists()
    assert not Task.objects.exists()
    assert "referral.sent" not in verbs()
    assert Referral.objects.get().state == "ready"


def test_a_second_click_sends_once() -> None:
    here, once = make_desk_with_case(), uuid4()
    referral = here.begin()
    here.pack(referral)
    for _click in range(2):
        actions.send_packet(here.unlocked, referral, "mail", DAY, DAY, once)
    assert Packet.objects.count() == 1
    assert verbs().count("referral.sent") == 1


def test_an_empty_packet_and_a_number_to_call_are_refused() -> None:
    here = make_desk_with_case()
    referral = here.begin()
    actions.choose_packet(here.unlocked, referral, queries.Choice("en", ()), DAY)
    with pytest.raises(PacketEmpty):
        actions.send_packet(here.unlocked, referral, "mail", DAY, DAY)
    emergency = here.begin("authority:emergency")
    here.pack(emergency)
    with pytest.raises(CallDoNotWrite):
        actions.send_packet(here.unlocked, emergency, "phone", DAY, DAY)


def test_withdrawal_ends_the_referral_and_opens_a_task() -> None:
    here = make_desk_with_case()
    here.send()
    draft = here.begin(CYBER)
    here.withdraw()
    assert dict(Referral.objects.values_list("receiver", "state")) == {
        POLICE: "withdrawn",
        CYBER: "withdrawn",
    }
    tasks = Task.objects.filter(done_on=None, about_id__in=Referral.objects.values("id"))
    assert [(task.kind, task.about_id) for task in tasks] == [
        ("consent-withdrawn", Referral.objects.get(receiver=POLICE).id)
    ]
    assert verbs().count("referral.withdrawn") == 2
    with pytest.raises(ConsentMissing):
        actions.send_packet(here.unlocked, draft, "mail", DAY, DAY)


def test_withdrawal_of_something_else_ends_nothing() -> None:
    here = make_desk_with_case()
    here.send()
    here.withdraw("contact")
    assert Referral.objects.get().state == "sent"


def test_file_of_a_packet_is_refused_once_the_consent_is_gone() -> None:
    here = make_desk_with_case()
    packet = here.send()
    assert actions.export_packet(here.unlocked, packet, SealTo(), DAY).content.startswith(b"%PDF")
    here.withdraw()
    with pytest.raises(ConsentMissing):
        actions.export_packet(here.unlocked, packet, SealTo(), DAY)


def test_sealed_file_opens_only_for_its_receiver() -> None:
    here = make_desk_with_case()
    packet = here.send()
    receiver, passphrase = age.generate_identity(), "seven brown hens cross the road"
    to_key = actions.export_packet(here.unlocked, packet, SealTo(recipient=str(receiver.recipient)), DAY)
    to_words = actions.export_packet(here.unlocked, packet, SealTo(passphrase=passphrase), DAY)
    assert to_key.name.endswith(".pdf.age")
    plain = age.open_sealed(to_key.content, [receiver])
    assert plain.startswith(b"%PDF")
    assert age.open_sealed(to_words.content, [age.PassphraseIdentity(passphrase)]) == plain
    assert WORDS.encode() not in to_key.content


def test_a_classical_key_is_refused() -> None:
    here = make_desk_with_case()
    packet = here.send()
    with pytest.raises(age.RecipientMalformed):
        actions.export_packet(
            here.unlocked,
            packet,
            SealTo(recipient="age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),
            DAY,
        )


def test_receiver_asks_for_more_and_gets_a_second_packet() -> None:
    here = make_desk_with_case()
    here.send()
    referral = Referral.objects.get()
    here.say(referral, "asked-for-more", follow_up_on=DAY + timedelta(days=9))
    here.pack(referral, "what", "words", "who-did-it")
    actions.send_packet(here.unlocked, referral, "portal", DAY + timedelta(days=20), DAY)
    assert [packet.position for packet in queries.list_packets(referral)] == [1, 2]
    referral.refresh_from_db()
    assert (referral.state, referral.sent_on) == ("sent", DAY)
    assert Task.objects.filter(done_on=None).count() == 1


def test_one_receiver_has_one_open_referral_and_another_after_it_ended() -> None:
    here = make_desk_with_case()
    first = here.begin(VICTIMS)
    assert not actions.choose_receivers(here.unlocked, here.case, [VICTIMS], DAY)
    actions.close_referral(here.unlocked, first, DAY)
    assert len(actions.choose_receivers(here.unlocked, here.case, [VICTIMS, VICTIMS], DAY)) == 1


def test_nobody_gives_a_field_that_they_may_not_see() -> None:
    here = make_desk_with_case()
    referral = here.begin()
    here.desk.noor.role = "researcher"
    here.unlocked.member.role = "researcher"
    with pytest.raises(FieldHidden):
        actions.choose_packet(here.unlocked, referral, queries.Choice("en", ("what", "people")), DAY)


def test_nothing_is_logged_before_it_left_but_a_call_to_an_emergency_number() -> None:
    here = make_desk_with_case()
    with pytest.raises(NotReachable):
        here.say(here.begin(), "received")
    emergency = here.begin("authority:emergency")
    here.say(emergency, "accepted")
    emergency.refresh_from_db()
    assert (emergency.state, emergency.sent_on) == ("answered", DAY)
