# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unlocking in the browser: the cookie, the fifteen minutes, and the text that is never lost."""

import html
import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from pytest_django import Settings

from safehold.config import desk_urls
from safehold.desk.audit import queries as audit
from safehold.desk.members import actions as members
from safehold.desk.vault import actions
from safehold.desk.vault.middleware import cookie_name
from safehold.desk.vault.models import IntakeKey, Unlocking
from safehold.desk.vault.permissions import unlocked_of, unlocked_required
from safehold.desk.vault.tests.vault_cast import Cast, Person, make_cast, make_person

pytestmark = pytest.mark.django_db(databases=["default", "public"])

TEXT = 'Première ligne\r\n  « deux »\r\n\r\n<b>三</b> & "four"'


@unlocked_required
def sealed_room(request: HttpRequest, _number: int) -> HttpResponse:
    """A page of an upper room: shows what was posted."""
    unlocked_of(request)
    return HttpResponse(json.dumps({name: request.POST.getlist(name) for name in request.POST}))


urlpatterns = [path("sealed/<int:_number>", sealed_room), path("", include(desk_urls.urlpatterns))]
handler403, handler404 = desk_urls.handler403, desk_urls.handler404


@pytest.fixture(autouse=True)
def _with_a_sealed_room(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def expire() -> None:
    Unlocking.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def hidden_fields(page: str, action: str) -> dict[str, list[str]]:
    """What a browser would send from the form with this address."""
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, page
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[0]):
        fields.setdefault(html.unescape(name), []).append(html.unescape(value))
    return fields


def test_locked_pages_lead_to_unlocking_and_back(cast: Cast) -> None:
    noor = cast.noor.sign_in()
    answer = noor.client.get("/sealed/1?tab=2")
    assert answer.headers["Location"] == "/unlock?next=%2Fsealed%2F1%3Ftab%3D2"
    assert "Your six words" in noor.client.get(answer.headers["Location"]).content.decode()
    opened = noor.client.post("/unlock", {"passphrase": noor.words, "next": "/sealed/1?tab=2"})
    assert opened.headers["Location"] == "/sealed/1?tab=2"
    assert noor.client.get("/sealed/1").status_code == 200


def test_the_cookie_is_strict_and_of_the_session(cast: Cast) -> None:
    cookie = cast.noor.sign_in().unlock().client.cookies[cookie_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_over_https_the_cookie_belongs_to_the_host_alone(cast: Cast, settings: Settings) -> None:
    settings.HTTPS = True
    cookie = cast.noor.sign_in().unlock().client.cookies["__Host-unlock"]
    assert cookie["secure"] is True
    assert cookie["domain"] == ""


def test_wrong_words_are_answered_kindly(cast: Cast) -> None:
    noor = cast.noor.sign_in()
    answer = noor.client.post("/unlock", {"passphrase": "six words that are not right", "next": "/sealed/1"})
    assert "These words do not open your key" in answer.content.decode()
    assert "/sealed/1" in answer.content.decode()
    assert noor.client.get("/sealed/1").status_code == 302


def test_attempts_are_limited_here_and_not_elsewhere(cast: Cast) -> None:
    noor = cast.noor.sign_in()
    for _ in range(5):
        noor.client.post("/unlock", {"passphrase": "wrong"})
    answer = noor.client.post("/unlock", {"passphrase": noor.words})
    assert answer.status_code == 429
    assert "Nothing is lost" in answer.content.decode()
    elsewhere = noor.client.post("/unlock", {"passphrase": noor.words}, REMOTE_ADDR="198.51.100.9")
    assert elsewhere.status_code == 302


def test_it_locks_after_fifteen_minutes(cast: Cast) -> None:
    noor = cast.noor.sign_in().unlock()
    row = Unlocking.objects.get()
    left = (row.expires_at - timezone.now()).total_seconds()
    assert 14 * 60 < left <= 15 * 60
    expire()
    assert noor.client.get("/sealed/1").status_code == 302
    assert "Locked after 15 minutes" in noor.client.get("/unlock").content.decode()
    assert actions.purge_expired(timezone.now()) == 1
    assert not Unlocking.objects.exists()


def test_use_prolongs_it_and_automatic_refreshes_do_not(cast: Cast) -> None:
    noor = cast.noor.sign_in().unlock()
    soon = timezone.now() + timedelta(minutes=5)
    Unlocking.objects.update(expires_at=soon)
    assert noor.client.get("/sealed/1", headers={"X-Background": "1"}).status_code == 200
    assert Unlocking.objects.get().expires_at == soon
    noor.client.get("/sealed/1")
    assert Unlocking.objects.get().expires_at > soon + timedelta(minutes=9)


def test_each_unlock_makes_a_new_cookie_and_ends_the_old(cast: Cast) -> None:
    noor = cast.noor.sign_in().unlock()
    first = noor.client.cookies[cookie_name()].value
    noor.unlock()
    assert noor.client.cookies[cookie_name()].value != first
    assert Unlocking.objects.count() == 1
    noor.client.cookies[cookie_name()] = first
    assert noor.client.get("/sealed/1").status_code == 302


def test_the_cookie_is_worth_nothing_in_another_session_or_hand(cast: Cast) -> None:
    noor = cast.noor.sign_in().unlock()
    lead = cast.lead.sign_in()
    again = Person(cast.noor.member, cast.noor.totp, cast.noor.words).sign_in()
    for thief in (lead, again):
        thief.client.cookies[cookie_name()] = noor.client.cookies[cookie_name()].value
        assert thief.client.get("/sealed/1").status_code == 302
    for junk in ("", "zz", "00" * 32, "é", "00" * 4000):
        noor.client.cookies[cookie_name()] = junk
        assert noor.client.get("/sealed/1").status_code == 302


def test_signing_out_ends_it(cast: Cast) -> None:
    noor = cast.noor.sign_in().unlock()
    noor.client.post("/sign-out/")
    assert not Unlocking.objects.exists()


def test_locking_ends_it_and_is_audited(cast: Cast) -> None:
    noor = cast.noor.sign_in().unlock()
    assert noor.client.get("/lock").status_code == 200
    noor.client.post("/lock")
    assert noor.client.get("/sealed/1").status_code == 302
    assert [row.verb for row in audit.list_rows(cast.house.pk, 2)] == ["vault.locked", "vault.unlocked"]


def test_a_text_posted_while_locked_is_carried_and_sent(cast: Cast) -> None:
    noor = cast.noor.sign_in().unlock()
    expire()
    sent = {"words": TEXT, "choices": ["a", "b"], "empty": ""}
    locked = noor.client.post("/sealed/7?x=1", sent)
    assert locked.status_code == 423
    assert "Your text is still here: unlock to go on." in locked.content.decode()
    assert "no-store" in locked.headers["Cache-Control"]
    fields = hidden_fields(locked.content.decode(), "/unlock")
    wrong = noor.client.post("/unlock", fields | {"passphrase": "wrong"})
    assert "still here" in wrong.content.decode()
    fields = hidden_fields(wrong.content.decode(), "/unlock")
    opened = noor.client.post("/unlock", fields | {"passphrase": noor.words})
    assert "no-store" in opened.headers["Cache-Control"]
    again = hidden_fields(opened.content.decode(), "/sealed/7?x=1")
    again.pop("csrfmiddlewaretoken", None)
    answer = noor.client.post("/sealed/7?x=1", again)
    assert json.loads(answer.content) == {"words": [TEXT], "choices": ["a", "b"], "empty": [""]}


def test_a_file_is_not_carried_and_the_page_says_so(cast: Cast) -> None:
    noor = cast.noor.sign_in()
    answer = noor.client.post("/sealed/1", {"words": "x", "file": SimpleUploadedFile("a.txt", b"canary")})
    page = answer.content.decode()
    assert "A file cannot be kept here" in page
    assert "canary" not in page


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"]
)
def test_unlocking_never_leads_to_another_site(cast: Cast, address: str) -> None:
    noor = cast.noor.sign_in()
    page = noor.client.get("/unlock", {"next": address}).content.decode()
    assert address not in html.unescape(page)
    answer = noor.client.post("/unlock", {"passphrase": noor.words, "next": address})
    assert answer.headers["Location"] == "/"
    expire()
    carried = json.dumps([["words", "x"]])
    page = noor.client.post(
        "/unlock", {"passphrase": noor.words, "next": address, "carried": carried}
    ).content.decode()
    assert 'action="/"' in page


@pytest.mark.parametrize("carried", ["{}", "[1]", "nonsense", '[["a"]]', '[["a", "b", "c"]]', "null", "3"])
def test_what_is_no_list_of_fields_is_not_carried(cast: Cast, carried: str) -> None:
    noor = cast.noor.sign_in()
    answer = noor.client.post("/unlock", {"passphrase": noor.words, "next": "/", "carried": carried})
    assert answer.status_code == 302


def test_an_auditor_is_not_asked_for_words(cast: Cast) -> None:
    auditor = cast.auditor.sign_in()
    for address in ("/unlock", "/vault/passphrase", "/sealed/1"):
        assert auditor.client.get(address).status_code == 403


def test_a_member_who_waits_is_told_whom_to_call(cast: Cast) -> None:
    amal = make_person(cast.house, "amal", "caseworker").sign_in().unlock()
    answer = amal.client.get("/sealed/1")
    assert answer.status_code == 403
    assert "You are not admitted yet" in answer.content.decode()


def test_a_leads_unlock_in_the_browser_tops_up_the_keys(cast: Cast) -> None:
    IntakeKey.objects.order_by("-starts_on").filter(vault__organisation=cast.house)[0].delete()
    before = IntakeKey.objects.count()
    cast.lead.sign_in().unlock()
    assert IntakeKey.objects.count() > before


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for address in ("/unlock", "/lock", "/vault/", "/vault/passphrase", "/sealed/1", "/members/"):
        assert client.get(address).headers["Location"].startswith("/sign-in/"), address
        assert client.post(address).headers["Location"].startswith("/sign-in/"), address


def test_no_argon2id_runs_inside_a_transaction(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None] | None:
    seen: list[bool] = []
    from django.db import connections

    from safehold.web.signing_in import argon2id

    real = argon2id._refuse_inside_transaction

    def watch() -> None:
        blocks = connections["default"].atomic_blocks
        seen.append(any(not getattr(block, "_from_testcase", False) for block in blocks))
        real()

    monkeypatch.setattr(argon2id, "_refuse_inside_transaction", watch)
    person = make_person(cast.house, "amal", "caseworker").sign_in().unlock()
    token = members.invite_member(cast.lead.member, "caseworker", person.member.joined_on)
    members.accept_invitation(token, "rima", "Rima", "long enough words", person.member.joined_on)
    assert len(seen) >= 5
    assert not any(seen)
    return None
