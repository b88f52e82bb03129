# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operator, who runs the server, finds no word of a report anywhere on it."""

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.tests.amina import Amina
from safehold.public.reporting.tests.coalition import MadeCoalition

CANARIES = (
    "canary-words-7f3a",
    "canary-culprit-91bc",
    "canary-reply-5d20",
    "canary-answer-aa41",
    "canary-name-0c",
)
FILE_CANARY = b"canary-file-content-44e1" * 400


def every_row() -> Iterator[bytes]:
    """Everything that the database holds: the SQLite file's own bytes where there is one, and every
    column."""
    if connection.vendor == "sqlite":
        yield connection.connection.serialize()
    for model in apps.get_app_config("reporting").get_models():
        for row in model._default_manager.values_list():
            yield from (
                bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
                for value in row
            )


def every_file(*folders: Path) -> Iterator[bytes]:
    for folder in folders:
        for path in folder.rglob("*"):
            yield path.name.encode()
            if path.is_file():
                yield path.read_bytes()


def test_the_operator_finds_nothing(
    amina: Amina,
    coalition: MadeCoalition,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    words, culprit, reply, answer, name = CANARIES
    amina.send(words=words, who_did_it=culprit)
    amina.send_again(words=words + " more")
    amina.add_file(name + ".jpg", FILE_CANARY)
    coalition.default.reply(amina.mailbox, reply, coalition.on)
    amina.come_back()
    assert reply in amina.page
    amina.press("return/answer", words=answer)
    secrets = [
        amina.receipt.groups[3] + " " + amina.receipt.groups[4],
        amina.upload_address.rpartition("/")[2],
    ]
    needles = [text.encode() for text in (*CANARIES, *secrets)] + [FILE_CANARY[:24]]
    haystack = [*every_row(), *every_file(Path(open_store().location), temporary), caplog.text.encode()]
    for needle in needles:
        assert not [hay for hay in haystack if needle in hay], needle
    assert not list(temporary.iterdir())
