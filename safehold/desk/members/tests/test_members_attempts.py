# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Attempts are counted per account and source, and nothing that is kept names an address."""

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory

from safehold.desk.vault.tests.vault_cast import PASSWORD, make_cast
from safehold.web.signing_in import attempts
from safehold.web.signing_in.sources import source_of

ADDRESS, ELSEWHERE = "203.0.113.77", "198.51.100.5"


def test_a_source_is_told_apart_without_its_address() -> None:
    requests = RequestFactory()
    one, two = (source_of(requests.get("/", REMOTE_ADDR=a)) for a in (ADDRESS, ELSEWHERE))
    assert one != two
    assert one == source_of(requests.get("/sign-in/", REMOTE_ADDR=ADDRESS))
    assert ADDRESS not in one


def test_one_ipv6_network_is_one_source() -> None:
    requests = RequestFactory()
    near, same, far = (
        source_of(requests.get("/", REMOTE_ADDR=a)) for a in ("2001:db8::1", "2001:db8::2", "2001:db8:1::1")
    )
    assert near == same != far


def test_attempts_run_out_for_one_source_and_not_for_another() -> None:
    taken = [attempts.use_attempt("unlock", "noor", "here") for _ in range(7)]
    assert taken == [True] * 5 + [False] * 2
    assert attempts.use_attempt("unlock", "noor", "there")
    assert attempts.use_attempt("unlock", "tenzin", "here")
    attempts.forgive("unlock", "noor", "here")
    assert attempts.use_attempt("unlock", "noor", "here")


@pytest.mark.django_db(databases=["default", "public"])
def test_guessing_elsewhere_does_not_lock_the_owner_out() -> None:
    cast = make_cast()
    stranger = Client(REMOTE_ADDR=ELSEWHERE)
    for _ in range(8):
        answer = stranger.post("/sign-in/", {"login": "noor", "password": "guess"})
    assert "Too many tries" in answer.content.decode()
    right = stranger.post("/sign-in/", {"login": "NOOR", "password": PASSWORD})
    assert right.status_code != 302
    owner = Client(REMOTE_ADDR=ADDRESS)
    assert (
        owner.post("/sign-in/", {"login": cast.noor.member.username, "password": PASSWORD}).status_code == 302
    )


@pytest.mark.django_db(databases=["default", "public"])
def test_no_address_is_kept_not_even_in_memory() -> None:
    make_cast()
    client = Client(REMOTE_ADDR=ADDRESS)
    client.post("/sign-in/", {"login": "noor", "password": "guess"})
    kept = repr(getattr(caches["default"], "_cache", {})) + repr(dict(client.session))
    assert kept != "{}{}"
    assert ADDRESS not in kept
