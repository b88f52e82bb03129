# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Enrolment, members and keys, over HTTP."""

import html
import re
from uuid import uuid4

import pytest

from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.vault.models import MemberKey, SigningKey, Unlocking
from safehold.desk.vault.tests.kits import make_and_read_back
from safehold.desk.vault.tests.vault_cast import DAY, make_cast, make_person

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def shown_words(page: str) -> list[str]:
    shown = re.search(r'<ol class="words".*?</ol>', page, re.DOTALL)
    assert shown
    return re.findall(r"<li>(.*?)</li>", shown[0])


def signed_words(page: str) -> str:
    found = re.search(r'name="signed_words" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def test_words_are_shown_once_and_stored_only_when_they_come_back() -> None:
    cast = make_cast()
    amal = make_person(cast.house, "amal", "caseworker", enrolled=False).sign_in()
    assert amal.client.get("/unlock").headers["Location"] == "/vault/passphrase"
    assert "Take a pen and paper" in amal.client.get("/vault/passphrase").content.decode()
    shown = amal.client.get("/vault/passphrase?show=words")
    assert "no-store" in shown.headers["Cache-Control"]
    page = shown.content.decode()
    words = shown_words(page)
    assert len(words) == 6
    assert not MemberKey.objects.filter(member=amal.member).exists()
    fields = {"signed_words": signed_words(page), "typed": "not my paper"}
    wrong = amal.client.post("/vault/passphrase", fields).content.decode()
    assert "These are not the same words" in wrong
    assert shown_words(wrong) == words
    right = amal.client.post("/vault/passphrase", fields | {"typed": " ".join(words).upper()})
    assert right.headers["Location"] == "/vault/passphrase"
    assert Unlocking.objects.filter(member=amal.member).exists()
    after = amal.client.get("/vault/passphrase").content.decode()
    assert "Almost there" in after
    assert " ".join(words) not in after
    amal.words = " ".join(words)
    assert amal.unlocked.member == amal.member


def test_words_that_the_system_did_not_choose_for_this_member_are_not_taken() -> None:
    cast = make_cast()
    amal = make_person(cast.house, "amal", "caseworker", enrolled=False).sign_in()
    rima = make_person(cast.house, "rima", "caseworker", enrolled=False).sign_in()
    page = rima.client.get("/vault/passphrase?show=words").content.decode()
    typed = " ".join(shown_words(page))
    for signed in (signed_words(page), "one one one one one one", ""):
        answer = amal.client.post("/vault/passphrase", {"signed_words": signed, "typed": typed})
        assert "Write down these six words" in answer.content.decode()
    assert not MemberKey.objects.filter(member=amal.member).exists()


def test_a_lead_admits_a_member_by_the_name_of_their_key() -> None:
    cast = make_cast()
    amal = make_person(cast.house, "amal", "caseworker").sign_in().unlock()
    name = re.search(
        r'class="panel words"[^>]*>(.*?)<', amal.client.get("/vault/passphrase").content.decode()
    )
    lead = cast.lead.sign_in()
    page = lead.client.get("/members/").content.decode()
    assert name
    assert name[1] in page
    address = f"/members/{amal.member.pk}/admit"
    assert lead.client.post(address).status_code == 423
    lead.unlock()
    assert lead.client.post(address).headers["Location"] == "/members/"
    assert "Amal can open cases now" in lead.client.get("/members/").content.decode()
    assert amal.unlocked.has_vault


def test_the_members_page_says_what_to_do_when_somebody_leaves() -> None:
    cast = make_cast()
    page = cast.lead.sign_in().client.get("/members/").content.decode()
    assert "Remove them on the same day" in page
    for person in (cast.noor, cast.auditor):
        assert f"/members/{person.member.pk}/remove" in page
    assert f"/members/{cast.lead.member.pk}/remove" not in page


def test_before_a_removal_the_page_says_what_it_cannot_take_back() -> None:
    cast = make_cast()
    for _ in range(2):
        cast.noor.unlocked.new_case_key(uuid4())
    lead, address = cast.lead.sign_in(), f"/members/{cast.noor.member.pk}/remove"
    assert "/unlock" in lead.client.get(address).headers["Location"]
    page = lead.unlock().client.get(address).content.decode()
    for text in (
        "Remove Noor",
        "They could open each of the 2 cases that there are.",
        "They opened 0.",
        "If they copied the database before today",
        "The key that signs your organisation's lists stays the same",
        "The same goes for the coalition's own key.",
    ):
        assert text in page, text


def test_a_removal_is_done_after_a_tick_and_leads_to_what_comes_next() -> None:
    cast = make_cast()
    cast.noor.unlocked.new_case_key(uuid4())
    client, address = cast.lead.sign_in().unlock().client, f"/members/{cast.noor.member.pk}/remove"
    unticked = client.post(address)
    assert unticked.status_code == 422
    assert "Nothing has been changed yet." in unticked.content.decode()
    assert client.get(f"{address}d").status_code == 404
    answer = client.post(address, {"understood": "on"})
    assert answer.headers["Location"] == f"{address}d"
    page = client.get(f"{address}d").content.decode()
    assert "Noor is removed" in page
    assert "1 case is to get a new key." in page
    assert client.get(address).headers["Location"] == "/members/"
    assert client.post(address, {"understood": "on"}).headers["Location"] == "/members/"
    assert "Open it again" in client.get("/members/").content.decode()
    assert client.get("/vault/").status_code == 200, "the lead goes on, still unlocked"


def test_an_account_without_a_key_is_closed_after_a_question() -> None:
    cast = make_cast()
    client, address = cast.lead.sign_in().client, f"/members/{cast.auditor.member.pk}/remove"
    page = client.get(address).content.decode()
    assert "Close the account of Auditor" in page
    assert f'action="/members/{cast.auditor.member.pk}/active"' in page
    cast.auditor.member.refresh_from_db()
    assert cast.auditor.member.is_active


def test_the_list_says_of_each_account_what_its_page_does() -> None:
    """Whoever lost their paper holds no key now, and did: their page changes keys, and so the list says Remove."""
    cast = make_cast()
    client = cast.lead.sign_in().unlock().client

    def word_for(member: Member) -> str:
        page = client.get("/members/").content.decode()
        found = re.search(rf'href="/members/{member.pk}/remove">([^<]+)<', page)
        assert found
        return found[1]

    def heading(member: Member) -> str:
        found = re.search(r"<h1>([^<]+)</h1>", client.get(f"/members/{member.pk}/remove").content.decode())
        assert found
        return found[1]

    noor, auditor = cast.noor.member, cast.auditor.member
    assert (word_for(noor), heading(noor).split()[0]) == ("Remove", "Remove")
    assert (word_for(auditor), heading(auditor).split()[0]) == ("Close the account", "Close")
    client.post(f"/members/{noor.pk}/reset")
    assert (word_for(noor), heading(noor).split()[0]) == ("Remove", "Remove")


def test_a_lead_is_not_asked_to_remove_themself() -> None:
    cast = make_cast()
    answer = cast.lead.sign_in().client.get(f"/members/{cast.lead.member.pk}/remove", follow=True)
    assert "Another lead has to do this for you." in answer.content.decode()


def test_when_the_organisations_own_key_was_changed_nothing_is_removed() -> None:
    cast = make_cast()
    client = cast.lead.sign_in().unlock().client
    SigningKey.objects.filter(purpose="organisation-root").update(sealed=b"rubbish")
    answer = client.post(f"/members/{cast.noor.member.pk}/remove", {"understood": "on"})
    assert answer.status_code == 422
    assert "so nothing was done" in answer.content.decode()
    cast.noor.member.refresh_from_db()
    assert cast.noor.member.is_active


def test_the_keys_page_tells_how_far_the_keys_reach() -> None:
    cast = make_cast()
    page = cast.lead.sign_in().client.get("/vault/").content.decode()
    assert "is the newest version of your key list" in page
    assert "on its way to the public site" in page
    assert "In the list" in page


def test_only_a_founding_lead_admits_organisations() -> None:
    cast = make_cast()
    third = members.found_organisation("river", {"en": "River House"}, ["English"])
    make_and_read_back(make_person(third, "rana", "lead").unlocked, DAY)
    address = f"/vault/organisations/{third.pk}/admit"
    cast.tenzin.sign_in().unlock()
    assert "River House" not in cast.tenzin.client.get("/vault/").content.decode()
    assert cast.tenzin.client.post(address).status_code == 403
    lead = cast.lead.sign_in().unlock()
    assert "River House" in lead.client.get("/vault/").content.decode()
    assert lead.client.post(address).headers["Location"] == "/vault/"
    assert "River House is in the coalition" in lead.client.get("/vault/").content.decode()
    assert (
        lead.client.post("/vault/organisations/00000000-0000-4000-8000-000000000000/admit").status_code == 404
    )


def test_a_lead_gives_a_member_new_words() -> None:
    cast = make_cast()
    lead = cast.lead.sign_in().unlock()
    asked = lead.client.get(f"/members/{cast.noor.member.pk}/new-words").content.decode()
    assert "New words for Noor" in asked
    assert MemberKey.objects.filter(member=cast.noor.member).exists()
    lead.client.post(f"/members/{cast.noor.member.pk}/new-words")
    assert not MemberKey.objects.filter(member=cast.noor.member).exists()
    assert (
        "Another lead"
        in lead.client.post(f"/members/{cast.lead.member.pk}/new-words", follow=True).content.decode()
    )


def test_a_newly_founded_organisation_is_shown_the_first_step() -> None:
    house = members.found_organisation("river", {"en": "River House"}, ["English"])
    rana = make_person(house, "rana", "lead", enrolled=False).sign_in()
    assert "Get my six words" in rana.client.get("/vault/").content.decode()


def test_pages_speak_the_members_language() -> None:
    cast = make_cast()
    type(cast.noor.member).objects.filter(pk=cast.noor.member.pk).update(language="fr")
    page = cast.noor.sign_in().client.get("/unlock").content.decode()
    assert 'lang="fr"' in page
