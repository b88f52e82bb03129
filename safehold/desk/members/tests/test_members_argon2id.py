# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passwords at rest, and the limits under which they are derived."""

import threading
import time

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from safehold.desk.members.models import Member
from safehold.persistence.transactions import atomic_for
from safehold.web.signing_in import argon2id
from safehold.web.signing_in.errors import Argon2idInTransaction

SALT = b"0123456789abcdef"


def test_a_password_is_stored_as_argon2id_and_checked() -> None:
    stored = make_password("correct horse")
    assert stored.startswith("argon2id-nacl$")
    assert check_password("correct horse", stored)
    assert not check_password("correct horsf", stored)
    assert "correct" not in str(identify_hasher(stored).safe_summary(stored))


def test_a_password_of_another_cost_is_stored_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = make_password("correct horse")
    monkeypatch.setattr(argon2id, "OPSLIMIT", 2)
    assert identify_hasher(stored).must_update(stored)
    assert check_password("correct horse", stored)


def test_the_real_cost_is_64_mib_and_three_passes() -> None:
    import inspect

    source = inspect.getsource(argon2id)
    assert "OPSLIMIT = 3" in source
    assert "MEMLIMIT_BYTES = 64 * 1024 * 1024" in source


@pytest.mark.django_db
def test_it_refuses_to_run_inside_a_transaction() -> None:
    with atomic_for(Member), pytest.raises(Argon2idInTransaction):
        argon2id.derive_key("words", SALT, 1, 8192)
    argon2id.derive_key("words", SALT, 1, 8192)


def test_at_most_two_run_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, guard = 0, 0, threading.Lock()

    def slow(*args: object, **kwargs: object) -> bytes:
        nonlocal running, most
        with guard:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with guard:
            running -= 1
        return b"0" * 32

    monkeypatch.setattr("nacl.pwhash.argon2id.kdf", slow)
    threads = [threading.Thread(target=argon2id.derive_key, args=("x", SALT, 1, 8192)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2
