# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A full disk or a failing database, at every step: the words stay in the page, and the same page sends them."""

import errno
import os
from typing import Any

import pytest
from django.db import connection

from safehold.public.reporting.models import Envelope, Mailbox, UploadGrant, Withdrawal
from tests.faults.public_side.conftest import WORDS, Reporter
from tests.faults.public_side.failing import (
    failing_at,
    failing_to_commit,
    failing_to_save,
    losing_the_answer_to_commit,
)

pytestmark = pytest.mark.django_db(transaction=True)
MORE = {"where": "Kitchener", "who_did_it": "+1 416 555 0199"}


def must_carry_everything(page: Any) -> None:
    assert page.status == 503
    carried = page.hidden()
    assert carried["words"] == WORDS
    assert {name: carried[name] for name in MORE} == MORE


def must_keep_nothing() -> None:
    assert [m.objects.count() for m in (Mailbox, Envelope, UploadGrant)] == [0, 0, 0]


def test_words_survive_a_database_that_fails_at_any_statement(amina: Reporter) -> None:
    """Each statement in turn; the page that comes back sends the same report under the same code."""
    assert amina.client.get("/en/").status_code == 200
    with failing_at(-1) as asked:
        assert Reporter(amina.desk_id).send(**MORE).status == 200
    Mailbox.objects.all().delete()
    refused = 0
    for step in range(len(asked)):
        with failing_at(step):
            page = amina.send(**MORE)
        if page.status != 200:
            must_carry_everything(page)
            assert page.hidden()["receipt"] == amina.receipt.digits
            must_keep_nothing()
            refused += 1
            assert amina.send(**MORE).status == 200
        Mailbox.objects.all().delete()
    assert refused >= 3


def test_words_survive_a_commit_that_fails(amina: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing_to_commit(monkeypatch):
        must_carry_everything(amina.send(**MORE))
    must_keep_nothing()
    assert amina.send(**MORE).status == 200


def test_words_survive_a_lock_file_that_cannot_be_made(
    amina: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite's writers stand in line")

    def refuse(*_args: Any, **_kwargs: Any) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/public.sqlite3")
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        must_carry_everything(amina.send(**MORE))
    must_keep_nothing()


def test_sqlite_that_is_really_full(amina: Reporter) -> None:
    """SQLite itself says so, when its file may grow no further."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such limit to set")
    long = {"words": WORDS + "x" * 40_000}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
    try:
        page = amina.send(**long, **MORE)
        assert page.status == 503
        assert page.hidden()["words"] == long["words"]
        must_keep_nothing()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=4294967294")
    assert amina.send(**long, **MORE).status == 200


def test_a_commit_whose_answer_is_lost_doubles_no_report(
    amina: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with losing_the_answer_to_commit(monkeypatch):
        must_carry_everything(amina.send(**MORE))
    page = amina.send(**MORE)
    assert page.status == 200
    assert "had already arrived" in page.text
    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("verb", ["answer", "grant", "withdraw", "files", "close"])
def test_a_returning_person_is_told_and_keeps_what_they_wrote(amina: Reporter, verb: str) -> None:
    amina.send()
    before = (Envelope.objects.count(), UploadGrant.objects.count())
    typed = {
        "answer": {"words": WORDS, "nonce": "n"},
        "grant": {"consents": "compare", "nonce": "n"},
        "withdraw": {"purpose": "contact"},
        "files": {},
        "close": {"confirmed": "on"},
    }[verb]
    with failing_to_save():
        page = amina.post(f"/en/return/{verb}", code=amina.receipt.digits, **typed)
    assert page.status == 503
    assert "We could not store that just now" in page.text
    assert page.hidden()["code"] == amina.receipt.digits
    assert verb != "answer" or WORDS in page.text
    assert (Envelope.objects.count(), UploadGrant.objects.count()) == before
    assert not Withdrawal.objects.exists()
    assert Mailbox.objects.exists()


def test_coming_back_needs_no_write(amina: Reporter) -> None:
    amina.send()
    with failing_to_save():
        assert amina.come_back().status == 200
