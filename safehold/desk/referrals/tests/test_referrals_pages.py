# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the clearing house over HTTP: what they show, what they keep when something is missing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from safehold.desk.cases.templatetags.case_parts import catalogue_day
from safehold.desk.inbox.tests.sealed_reports import make_desk
from safehold.desk.referrals.models import Contact, Letter, Packet, Referral
from safehold.desk.referrals.tests.desk_with_case import (
    DAY,
    POLICE,
    VICTIMS,
    WORDS,
    DeskWithCase,
    make_desk_with_case,
)
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: DAY)


def address(name: str, here: DeskWithCase, *ids: Any) -> str:
    return reverse(f"referrals:{name}", args=[here.case.id, *ids])


def read(client: Client, where: str) -> str:
    response = client.get(where)
    assert response.status_code == 200
    return response.content.decode()


def make() -> tuple[DeskWithCase, Client]:
    here = make_desk_with_case()
    return here, here.desk.browser(here.desk.noor)


def test_case_page_proposes_with_reasons_and_says_what_is_not_confirmed() -> None:
    here, noor = make()
    page = read(noor, address("case", here))
    assert "Police of local jurisdiction" in page
    assert "may be an offence under the Criminal Code" in page
    assert "(rule r2)" in page
    assert "to confirm" in page
    assert "check current number" in page
    assert WORDS not in page


def test_danger_comes_first() -> None:
    here, noor = make()
    noor.post(address("answers", here), {"flags": ["danger-now", "no-such-flag"]})
    page = read(noor, address("case", here))
    assert 0 < page.index("Emergency services (911)") < page.index("Police of local jurisdiction")


def test_answering_a_question_keeps_what_was_chosen_meanwhile() -> None:
    here, noor = make()
    begun = {"flags": ["danger-now"], "receivers": [POLICE], "name": "Town council", "once": uuid4()}
    response = noor.post(address("answers", here), begun)
    assert response.status_code == 200
    assert response.context["ticked"] == [POLICE]
    assert "Emergency services (911)" in response.content.decode()
    assert response.context["form"]["name"].value() == "Town council"
    assert response.context["form"]["once"].value() == str(begun["once"])
    assert not Referral.objects.exists()
    only = noor.post(address("answers", here), {"flags": ["danger-now"], "language": "en"})
    assert only.status_code == 302


def test_choosing_begins_referrals_and_an_unknown_receiver_is_refused() -> None:
    here, noor = make()
    chosen = {
        "receivers": [POLICE],
        "more": VICTIMS,
        "language": "en",
        "name": "Town council",
        "once": uuid4(),
    }
    for _click in range(2):
        noor.post(address("choose", here), chosen)
    assert sorted(Referral.objects.values_list("receiver", flat=True)) == [POLICE, "other", VICTIMS]
    assert "r2" in Referral.objects.get(receiver=POLICE).rules
    assert "Town council" in read(noor, address("case", here))
    refused = noor.post(address("choose", here), {"receivers": ["authority:nobody"], "language": "en"})
    assert refused.status_code == 422


def test_packet_is_chosen_seen_and_sent() -> None:
    here, noor = make()
    referral = here.begin()
    chosen = {"language": "en", "cover": "Please look.", "fields_clear": ["what"], "fields_words": ["words"]}
    response = noor.post(address("pack", here, referral.pk), chosen)
    assert response.headers["Location"] == address("preview", here, referral.pk)
    page = read(noor, address("preview", here, referral.pk))
    assert WORDS in page
    assert "CONFIDENTIAL" in page
    once = uuid4()
    for _click in range(2):
        sent = noor.post(
            address("send", here, referral.pk),
            {"way": "mail", "follow_up_on": DAY + timedelta(days=7), "once": once},
        )
        assert sent.status_code == 302
    packet = Packet.objects.get()
    page = read(noor, address("referral", here, referral.pk))
    assert "Make the file" in page
    words = {"how": "words", "words_to_open": "one two three four five six seven", "recipient": ""}
    file = noor.post(address("packet", here, referral.pk, packet.pk), words)
    assert file.headers["Content-Disposition"].endswith('.pdf.age"')
    assert file.content.startswith(b"age-encryption.org/v1")


def test_a_plain_file_needs_a_tick() -> None:
    here, noor = make()
    packet = here.send()
    where = address("packet", here, packet.referral_id, packet.pk)
    assert noor.post(where, {"how": "plain"}).status_code == 422
    assert noor.post(where, {"how": "plain", "sure": "on"}).content.startswith(b"%PDF")
    assert noor.post(where, {"how": "key", "recipient": "age1pq1nonsense"}).status_code == 422
    assert noor.post(where, {"how": "words", "words_to_open": "short"}).status_code == 422


def test_without_consent_the_page_says_so_and_keeps_what_was_typed() -> None:
    here = make_desk_with_case(consents=("contact",))
    noor, referral = here.desk.browser(here.desk.noor), here.begin()
    here.pack(referral)
    assert "It cannot leave yet" in read(noor, address("preview", here, referral.pk))
    refused = noor.post(address("send", here, referral.pk), {"way": "portal", "follow_up_on": "2027-01-04"})
    assert refused.status_code == 422
    assert "They do not agree now" in refused.content.decode()
    assert 'value="2027-01-04"' in refused.content.decode()
    assert not Packet.objects.exists()


def test_contact_form_says_what_is_wrong_and_keeps_the_words() -> None:
    here, noor = make()
    referral = here.send().referral
    typed = {
        "on_day": "2027-01-01",
        "way": "phone",
        "direction": "ours",
        "answer": "received",
        "words": "They rang.",
    }
    refused = noor.post(address("contact", here, referral.pk), typed)
    assert refused.status_code == 422
    assert "They rang." in refused.content.decode()
    assert not Contact.objects.exists()
    once = uuid4()
    for _click in range(2):
        noor.post(address("contact", here, referral.pk), {**typed, "on_day": "2026-11-23", "once": once})
    assert Contact.objects.count() == 1


def test_overdue_list_shows_titles_only_while_unlocked() -> None:
    here, noor = make()
    here.send(follow_up_on=DAY - timedelta(days=3))
    unlocked = read(noor, reverse("referrals:overdue"))
    locked = read(here.desk.browser(here.desk.noor, unlocked=False), reverse("referrals:overdue"))
    assert "3 days" in unlocked and "3 days" in locked
    assert "Two men waited" in unlocked
    assert "Two men waited" not in locked
    assert "Silent" in locked


def test_overdue_list_has_pages_and_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.desk.referrals.views.referrals.PAGE_LENGTH", 1)
    here, noor = make()
    for receiver, days in (("authority:local-police", 3), ("authority:cyber-centre", 5)):
        here.send(receiver, follow_up_on=DAY - timedelta(days=days))
    first, second = (read(noor, reverse("referrals:overdue") + f"?page={page}") for page in (1, 2))
    assert "5 days" in first and "5 days" not in second
    assert "3 days" not in first and "3 days" in second
    assert all('never answered <span class="hint">2</span>' in page for page in (first, second))


def test_another_organisation_sees_nothing() -> None:
    here, _noor = make()
    here.send(follow_up_on=DAY - timedelta(days=3))
    there = make_desk("snow-pass", founding=False)
    tenzin = there.browser(there.noor)
    assert "Nothing is overdue" in read(tenzin, reverse("referrals:overdue"))
    referral = Referral.objects.get()
    assert tenzin.get(address("referral", here, referral.pk)).status_code == 404


def test_referral_of_another_case_is_not_found() -> None:
    here, noor = make()
    referral = here.send().referral
    from safehold.desk.inbox.tests.sealed_reports import arrive

    _, other = arrive(here.desk, "Something else.")
    for name in ("referral", "preview", "preview_file"):
        assert noor.get(reverse(f"referrals:{name}", args=[other.id, referral.pk])).status_code == 404
    for name in ("pack", "send", "contact", "close"):
        assert noor.post(reverse(f"referrals:{name}", args=[other.id, referral.pk])).status_code == 404
    assert noor.get(reverse("referrals:letter", args=[other.id, referral.pk, "status"])).status_code == 404


def test_letter_is_begun_kept_and_handed_over() -> None:
    here, noor = make()
    referral = here.send(follow_up_on=DAY - timedelta(days=3)).referral
    here.say(referral, "no-answer", file_number="77-1234")
    page = read(noor, address("letter", here, referral.pk, "status") + "?language=fr")
    assert "Charte canadienne des droits des victimes, article 7" in page
    assert "77-1234" in page
    page = read(noor, address("letter", here, referral.pk, "complaint") + "?to=authority:nsira")
    assert "To: National Security and Intelligence Review Agency" in page
    kept = {"receiver": "authority:nsira", "language": "en", "text": "Please look at this.", "once": uuid4()}
    for _click in range(2):
        noor.post(address("letter", here, referral.pk, "complaint"), kept)
    letter = Letter.objects.get()
    file = noor.post(address("letter_file", here, referral.pk, letter.pk))
    assert file.content.startswith(b"%PDF")
    assert noor.get(address("letter", here, referral.pk, "poem")).status_code == 404


def test_reporter_is_told_in_their_language_and_the_draft_says_that_it_is_one() -> None:
    here = make_desk_with_case("ئۇلار ماڭا تېلېفون قىلدى", language="ug")
    noor, referral = here.desk.browser(here.desk.noor), here.send().referral
    here.say(referral, "received", file_number="77-1234", follow_up_on=DAY + timedelta(days=10))
    page = read(noor, address("tell", here))
    assert "دوكلاتىڭىزنىڭ" in page
    assert "77-1234" in page
    assert "no native reader has reviewed" in page
    noor.post(address("tell", here), {"words": "They have it. 77-1234", "language": "en", "once": uuid4()})
    from safehold.desk.inbox.tests.sealed_reports import deliver

    deliver()
    assert here.reporter.read() == ["They have it. 77-1234"]


def test_telling_is_refused_without_their_agreement_to_be_answered() -> None:
    here = make_desk_with_case(consents=("share-authorities",))
    noor = here.desk.browser(here.desk.noor)
    refused = noor.post(address("tell", here), {"words": "My words", "language": "en"})
    assert refused.status_code == 422
    assert "My words" in refused.content.decode()


def test_message_in_uyghur_is_written_from_right_to_left_also_where_a_line_begins_with_a_latin_name() -> None:
    here = make_desk_with_case(language="ug")
    noor = here.desk.browser(here.desk.noor)
    assert 'dir="rtl"' in read(noor, address("tell", here)).partition("<textarea")[2].partition(">")[0]


def test_page_below_the_referrals_says_where_it_lies() -> None:
    here = make_desk_with_case()
    noor = here.desk.browser(here.desk.noor)
    tabs = read(noor, address("tell", here)).partition('class="tabs"')[2].partition("</nav>")[0]
    assert f'<a href="{address("case", here)}" aria-current="true">' in tabs
    assert tabs.count("aria-current") == 1


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [("2023", "2023"), ("2022-03", "March 2022"), ("2026-11-23", "Nov. 23, 2026"), ("—", "—")],
)
def test_days_of_the_catalogue_are_written_as_everywhere(as_of: str, shown: str) -> None:
    assert catalogue_day(as_of) == shown
