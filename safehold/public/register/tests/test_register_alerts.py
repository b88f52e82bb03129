# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts by e-mail: asked for, confirmed from the mailbox, one digest a day, ended by one press. A real mail server."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from safehold.public.register import actions
from safehold.public.register.models import Alert
from safehold.public.register.models import Follower as FollowerRow
from safehold.public.register.tests.followers import FILED, Follower, send
from safehold.public.register.tests.published import Filed, Press
from tests.mail_server import MailServer

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY = MONDAY + timedelta(1), MONDAY + timedelta(2)


def change(press: Press, version: int, **changed: object) -> None:
    press.file(FILED, kind="amendment", version=version, **changed)
    press.sign()


def test_an_alert_is_asked_for_confirmed_told_and_ended(sana: Follower, press: Press) -> None:
    page = sana.ask(f"who/{FILED.registrant}/alerts").content.decode()
    assert "Look into your mailbox" in page and sana.letters() == []
    assert send(MONDAY).links == 1
    (letter,) = sana.letters()
    assert letter.message["Auto-Submitted"] == "auto-generated"
    assert letter.message.get_content_type() == "text/plain" and "Maple Bridge Consulting" in letter.text
    change(press, 2, terms="Five meetings.")
    assert send(MONDAY).digests == 0, "nobody has confirmed"
    assert "Shall we write to you?" in sana.client.get(sana.link("confirm")).content.decode()
    assert Alert.objects.get().state != Alert.State.KEPT, "opening a link is no confirmation"
    assert "You get alerts from now on" in sana.post(sana.link("confirm")).content.decode()
    assert send(MONDAY).digests == 0, "what was there before is not new"
    change(press, 3, terms="Six meetings.")
    assert send(MONDAY).digests == 1
    digest = sana.letters()[-1]
    assert f"https://register.example/en/register/entries/{FILED.entry}/3" in digest.text
    assert "report" not in digest.text.lower() and "<" not in digest.text
    change(press, 4, terms="Seven meetings.")
    assert send(MONDAY).digests == 0, "one a day"
    assert send(TUESDAY).digests == 1
    assert send(TUESDAY).letters == 0
    stop = sana.link("stop")
    assert digest.message["List-Unsubscribe"].strip() == f"<https://register.example{stop}>"
    assert "End this alert" in sana.client.get(stop).content.decode()
    assert "We do not write to you any more" in sana.post(stop).content.decode()
    assert not FollowerRow.objects.exists() and not Alert.objects.exists()
    assert sana.post(stop).status_code == 200, "twice is as once"


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_mail_program_ends_alerts_by_one_press(sana: Follower, content_type: str) -> None:
    sana.follow("alerts", MONDAY)
    body = "List-Unsubscribe=One-Click"
    if content_type.startswith("multipart"):
        body = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    assert Client().post(sana.link("stop"), body[:-4], content_type=content_type).status_code == 400, "cut"
    assert FollowerRow.objects.exists()
    assert Client().post(sana.link("stop"), body, content_type=content_type).status_code == 200
    assert not FollowerRow.objects.exists()


def test_a_search_tells_only_what_it_finds(sana: Follower, press: Press) -> None:
    sana.follow("alerts?words=harbour+pilotage&country=CN", MONDAY)
    other = Filed()
    press.file(other, purpose="Harbour pilotage for ships.", principal_country="CH")
    press.sign()
    assert send(TUESDAY).letters == 0
    change(press, 2, purpose="To speak of harbour pilotage.")
    assert send(TUESDAY).digests == 1
    text = sana.letters()[-1].text
    assert f"entries/{FILED.entry}/2" in text and str(other.entry) not in text
    assert "harbour pilotage" not in sana.letters()[0].text, (
        "the first letter repeats nothing that a stranger typed"
    )


def test_a_letter_is_in_the_language_of_the_subscription(
    mail_server: MailServer, sana: Follower, press: Press
) -> None:
    pia = Follower(mail_server, "pia@example.org", "fr")
    pia.follow("alerts", MONDAY)
    change(press, 2, terms="Five meetings.")
    send(MONDAY)
    assert "https://register.example/fr/register/entries/" in pia.letters()[-1].text


def test_nobody_learns_whether_an_address_is_known_and_a_mailbox_is_not_flooded(sana: Follower) -> None:
    hide = re.compile(r"/who/[0-9a-f-]+")
    first = hide.sub("", sana.ask("alerts").content.decode())
    for number in range(20):
        other = Follower(sana.server, f"sana+{number}@example.org")
        assert hide.sub("", other.ask("alerts").content.decode()) == first
        send(MONDAY)
    assert len(sana.server.letters) == 5


def test_an_address_is_kept_only_while_it_is_wanted(sana: Follower) -> None:
    sana.ask("alerts")
    send(MONDAY)
    actions.purge_unconfirmed(TUESDAY)
    assert FollowerRow.objects.count() == 1
    actions.purge_unconfirmed(WEDNESDAY)
    assert not FollowerRow.objects.exists() and not Alert.objects.exists()
    assert sana.post(sana.link("confirm")).status_code == 404


def test_the_database_names_neither_the_address_nor_what_it_follows(sana: Follower) -> None:
    sana.follow("alerts?words=pilotage", MONDAY)
    token = sana.link("confirm").rpartition("/")[2]
    with connection.cursor() as cursor:
        for table in ("register_follower", "register_alert"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = str(cursor.fetchall())
            assert not re.search(f"sana|example.org|pilotage|{FILED.registrant}|{token}", rows)


def test_one_alert_of_several_is_ended_alone(sana: Follower) -> None:
    sana.follow("alerts", MONDAY)
    sana.follow(f"who/{FILED.registrant}/alerts", MONDAY)
    stop, one = sana.link("stop"), Alert.objects.order_by("pk").first()
    assert one is not None
    sana.post(stop, f"which={one.pk}")
    assert Alert.objects.count() == FollowerRow.objects.count() == 1
    stranger = stop.rpartition("/")[0] + "/" + "A" * 43
    assert sana.post(stranger).status_code == 404


def test_without_a_sender_the_page_says_that_there_are_feeds(sana: Follower, settings: Settings) -> None:
    settings.ALERTS_FROM = ""
    page = sana.client.get(sana.at("alerts")).content.decode()
    assert "This site sends no e-mail" in page and 'name="address"' not in page
    sana.ask("alerts")
    assert not FollowerRow.objects.exists()


def test_a_receiver_that_is_not_there_is_forgotten_and_holds_up_nobody(sana: Follower, press: Press) -> None:
    gone, slow = Follower(sana.server, "gone@example.org"), Follower(sana.server, "slow@example.org")
    for each in (gone, slow, sana):
        each.follow("alerts", MONDAY)
    sana.server.answers = {"gone@example.org": b"550 nobody", "slow@example.org": b"451 later"}
    for number in range(4):
        change(press, 2 + number, terms=f"{number} meetings.")
        send(TUESDAY + timedelta(number))
    assert FollowerRow.objects.count() == 2, "told three times that there is no such mailbox"
    assert len(sana.letters()) == 1 + 4
    sana.server.answers.clear()
    assert send(TUESDAY + timedelta(3)).digests == 1
    assert "And" not in slow.letters()[-1].text and slow.letters()[-1].text.count("/entries/") == 4


def test_a_withheld_name_is_in_no_letter(sana: Follower, press: Press) -> None:
    sana.follow(f"who/{FILED.registrant}/alerts", MONDAY)
    index = press.file(FILED, kind="amendment", version=2, registrant_name="Zebra Quill")
    press.withhold(index, ["registrant_name"], "At risk.")
    press.sign()
    send(MONDAY)
    assert len(sana.letters()) == 2 and "Zebra" not in sana.letters()[-1].text


def test_hostile_names_stay_in_their_line(sana: Follower, press: Press) -> None:
    sana.follow("alerts", MONDAY)
    change(
        press,
        2,
        registrant_name="Good\r\n.\r\nBcc: all@example.org\n\u202ehttps://evil.example/\u0000<b>x</b>",
    )
    send(MONDAY)
    letter = sana.letters()[-1]
    assert letter.receivers == ("sana@example.org",) and letter.message["Bcc"] is None
    assert "https://evil" not in letter.text and "\u202e" not in letter.text
    assert not any(line.startswith("Bcc") for line in letter.text.splitlines())
