# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adding files: sealed while they come, kept once, durable in order, and never at the cost of the words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django import Settings

from safehold.core.age import generate_identity, open_sealed, recipient_of
from safehold.core.envelopes import FileNote, padme, unpack_bytes, verify_document
from safehold.core.envelopes import UploadGrant as UploadGrantDocument
from safehold.persistence import stores, transactions
from safehold.public.reporting import actions, uploads
from safehold.public.reporting.actions import files as file_actions
from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox, UploadGrant
from safehold.public.reporting.tests.amina import Amina
from safehold.public.reporting.tests.coalition import MadeCoalition

PHOTO = b"\xff\xd8\xff" + os.urandom(200_000)


@pytest.fixture(autouse=True)
def _fresh_slots() -> Iterator[None]:
    uploads.forget_slots()
    yield
    uploads.forget_slots()


@pytest.fixture
def sent(amina: Amina) -> Amina:
    """Amina, looking at her receipt page."""
    amina.send()
    return amina


def left_over() -> list[Path]:
    """Everything in the store: kept files and unfinished ones."""
    return [path for path in Path(open_store().location).rglob("*") if path.is_file()]


def test_a_file_arrives_sealed_to_the_report(sent: Amina, coalition: MadeCoalition) -> None:
    response = sent.add_file("photo.jpg", PHOTO)
    assert response.status_code == 200
    assert "Your file has arrived." in sent.page and "photo.jpg" in sent.page
    row = FileEnvelope.objects.get()
    report = coalition.default.open_report(Envelope.objects.get())
    plain = open_sealed(open_store().open_sealed(row.stored_name).read(), [report.files_secret])
    assert plain.rstrip(b"\0") == PHOTO.rstrip(b"\0")
    assert len(plain) == padme(len(PHOTO))
    assert row.sealed_size_bytes == open_store().size(row.stored_name)


def test_the_note_is_signed_by_a_key_that_the_reporter_named(sent: Amina, coalition: MadeCoalition) -> None:
    sent.add_file("photo.jpg", PHOTO)
    row = FileEnvelope.objects.get()
    report = coalition.default.open_report(Envelope.objects.get())
    reporter = bytes.fromhex(report.reporter_verify_key)
    grant = verify_document(bytes(row.signed_grant), UploadGrantDocument, reporter)
    signed = unpack_bytes(open_sealed(bytes(row.sealed_note), [report.files_secret]))
    note = verify_document(signed, FileNote, bytes.fromhex(grant.verify_key))
    assert (note.name, note.media_type, note.size_bytes) == ("photo.jpg", "image/jpeg", len(PHOTO))
    assert (note.file_id, note.report_id) == (str(row.id), report.report_id)
    assert grant.report_id == report.report_id


def test_a_file_keeps_only_the_day(sent: Amina, coalition: MadeCoalition) -> None:
    sent.add_file("photo.jpg", PHOTO)
    path = Path(open_store().path(FileEnvelope.objects.get().stored_name))
    assert datetime.fromtimestamp(path.stat().st_mtime, UTC) == datetime(2026, 11, 23, tzinfo=UTC)


def test_nothing_of_the_file_is_readable_in_the_store(sent: Amina) -> None:
    sent.add_file("a-telling-name.jpg", PHOTO)
    for path in left_over():
        assert PHOTO[1000:1100] not in path.read_bytes()
        assert b"telling" not in path.read_bytes() and "telling" not in path.name


def test_the_same_file_twice_is_kept_once(sent: Amina) -> None:
    sent.add_file("photo.jpg", PHOTO)
    sent.add_file("photo.jpg", PHOTO)
    assert "This file had already arrived." in sent.page
    assert FileEnvelope.objects.count() == len(left_over()) == 1


def test_the_same_file_through_a_later_address_is_kept_once(sent: Amina) -> None:
    sent.add_file("photo.jpg", PHOTO)
    sent.come_back()
    sent.press("return/files")
    first, sent.upload_address = sent.upload_address, _address(sent.raw)
    assert sent.upload_address != first
    sent.add_file("photo.jpg", PHOTO)
    assert "already arrived" in sent.page
    assert FileEnvelope.objects.count() == 1


def _address(page: str) -> str:
    return page.split('action="/en/files/')[1].split('"', maxsplit=1)[0].join(["/en/files/", ""])


def test_two_clicks_at_once_are_one_file(sent: Amina, monkeypatch: pytest.MonkeyPatch) -> None:
    sent.add_file("photo.jpg", PHOTO)
    real = file_actions._is_here
    blind = iter([True])
    monkeypatch.setattr(file_actions, "_is_here", lambda *args: False if next(blind, False) else real(*args))
    sent.add_file("photo.jpg", PHOTO)
    assert "already arrived" in sent.page
    assert FileEnvelope.objects.count() == len(left_over()) == 1


def test_an_empty_file_is_pointed_out(sent: Amina) -> None:
    assert sent.add_file("photo.jpg", b"").status_code == 422
    assert "This file is empty" in sent.page and "Your words have arrived." in sent.page
    assert not left_over()


def test_no_file_chosen_is_pointed_out(sent: Amina) -> None:
    assert sent.add_file("", b"").status_code == 422
    assert "No file was chosen." in sent.page
    assert not left_over()


def test_a_file_over_the_limit_is_refused_in_the_agreed_words(sent: Amina, settings: Settings) -> None:
    settings.MAX_FILE_BYTES = 100_000
    assert sent.add_file("film.mp4", PHOTO).status_code == 413
    assert (
        "This file is over 100 MB. Your words have arrived. You can cut the file or send another."
        in sent.page
    )
    assert not left_over()


def test_a_file_that_lies_about_its_length_stops_at_the_limit(sent: Amina, settings: Settings) -> None:
    settings.MAX_FILE_BYTES = len(PHOTO) - 1000
    assert sent.add_file("film.mp4", PHOTO).status_code == 413
    assert not left_over()


def test_a_mailbox_holds_so_many_files(sent: Amina, settings: Settings) -> None:
    settings.MAX_FILES = 2
    for number in range(2):
        assert sent.add_file(f"{number}.jpg", PHOTO).status_code == 200
    assert sent.add_file("3.jpg", PHOTO).status_code == 409
    assert "There are 2 files already" in sent.page
    assert len(left_over()) == 2


def test_a_short_disk_defers_files_and_never_words(sent: Amina, settings: Settings) -> None:
    settings.MIN_FREE_BYTES = 10**18
    assert sent.add_file("photo.jpg", PHOTO).status_code == 503
    assert "Your words have arrived. Please try again in a minute." in sent.page
    assert Amina(sent.client).send().status_code == 200


def test_a_full_disk_defers_the_file(sent: Amina, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: object, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(stores.Incoming, "write", full)
    assert sent.add_file("photo.jpg", PHOTO).status_code == 503
    monkeypatch.undo()
    assert not left_over()


def test_when_all_slots_are_taken_a_file_is_deferred(sent: Amina, settings: Settings) -> None:
    settings.UPLOAD_SLOTS = 1
    with uploads.upload_slot():
        assert sent.add_file("photo.jpg", PHOTO).status_code == 503
    assert sent.add_file("photo.jpg", PHOTO).status_code == 200


def test_a_database_error_keeps_neither_row_nor_file(sent: Amina, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(FileEnvelope, "save", full)
    assert sent.add_file("photo.jpg", PHOTO).status_code == 503
    assert not FileEnvelope.objects.exists() and not left_over()


def test_a_wrong_address_leads_nowhere(sent: Amina) -> None:
    sent.upload_address = "/en/files/" + "A" * 43
    assert sent.add_file("photo.jpg", PHOTO).status_code == 404
    assert sent.client.get(sent.upload_address).status_code == 404
    assert not left_over()


def test_an_address_ends_after_a_day(sent: Amina, monkeypatch: pytest.MonkeyPatch, today: date) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: today + timedelta(days=1))
    assert sent.client.get(sent.upload_address).status_code == 200
    monkeypatch.setattr("safehold.web.clock.today", lambda: today + timedelta(days=2))
    assert sent.add_file("photo.jpg", PHOTO).status_code == 404
    assert "This page for files has ended" in sent.page


def test_the_address_is_stored_only_as_a_hash(sent: Amina) -> None:
    capability = sent.upload_address.rpartition("/")[2]
    grant = UploadGrant.objects.get()
    assert capability not in grant.capability_hash
    assert capability.encode() not in bytes(grant.signed) + bytes(grant.wrapped_mac_key)


def test_a_swapped_recipient_gets_no_file(sent: Amina) -> None:
    Mailbox.objects.update(files_recipient=recipient_of(generate_identity()).key)
    assert sent.add_file("photo.jpg", PHOTO).status_code == 404
    assert not left_over()


def test_a_mailbox_closed_meanwhile_gets_no_file(
    sent: Amina, monkeypatch: pytest.MonkeyPatch, coalition: MadeCoalition
) -> None:
    real = uploads.UploadSink.finish

    def close_first(sink: uploads.UploadSink) -> None:
        actions.close_mailbox(sent.mailbox, coalition.on)
        real(sink)

    monkeypatch.setattr(uploads.UploadSink, "finish", close_first)
    assert sent.add_file("photo.jpg", PHOTO).status_code == 404
    assert not FileEnvelope.objects.exists() and not left_over()


def test_durable_order(sent: Amina, monkeypatch: pytest.MonkeyPatch) -> None:
    """fsync, rename, fsync of the folder, transaction, page (SEALING.md, Words first, then files)."""
    seen: list[str] = []

    def record(name: str, real: Any) -> Any:
        def recorded(*args: Any, **kwargs: Any) -> Any:
            seen.append(name)
            return real(*args, **kwargs)

        return recorded

    real_atomic = transactions.atomic_for

    @contextmanager
    def atomic(*args: Any, **kwargs: Any) -> Iterator[None]:
        with real_atomic(*args, **kwargs):
            yield
        seen.append("commit" if kwargs.get("durable") else "weak commit")

    monkeypatch.setattr(os, "fsync", record("fsync", os.fsync))
    monkeypatch.setattr(Path, "rename", record("rename", Path.rename))
    monkeypatch.setattr(file_actions, "atomic_for", atomic)
    monkeypatch.setattr(
        "safehold.public.reporting.views.adding.render",
        record("page", __import__("django.shortcuts", fromlist=["render"]).render),
    )
    sent.add_file("photo.jpg", PHOTO)
    assert seen == ["fsync", "rename", "fsync", "commit", "page"]
