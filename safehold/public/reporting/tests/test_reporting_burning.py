# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closing goes through whatever was written into the rows, and says until when a backup may still hold it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.public.reporting.adapters import open_store
from safehold.public.reporting.models import FileEnvelope, Mailbox
from safehold.public.reporting.tests.amina import Amina

TAMPERED = ["../../away", "/etc/passwd", "", "incoming", "a/b", "..", "x" * 64]


@pytest.mark.parametrize("name", TAMPERED)
def test_a_file_that_was_given_another_name_does_not_stop_the_closing(amina: Amina, name: str) -> None:
    """As by somebody who can write to the database. The other files go; what lies elsewhere stays."""
    amina.send()
    amina.add_file("one.jpg", b"\xff\xd8" * 900)
    amina.add_file("two.jpg", b"\xff\xd9" * 900)
    store = Path(open_store().location)
    precious = store.parent / "away"
    precious.write_bytes(b"precious")
    renamed = FileEnvelope.objects.first()
    assert renamed
    kept = renamed.stored_name
    FileEnvelope.objects.filter(id=renamed.id).update(stored_name=name)
    amina.come_back()
    amina.press("return/close")
    amina.press("return/close")
    assert "Nothing of your report is left here." in amina.page
    assert not Mailbox.objects.exists()
    assert [path.name for path in store.iterdir() if path.is_file()] == [kept], "the sweep takes it"
    assert precious.read_bytes() == b"precious"


@pytest.mark.parametrize(("days", "said"), [(30, "for 30 more days at most"), (1, "for 1 more day at most")])
def test_the_page_says_until_when_a_backup_may_hold_it(
    amina: Amina, settings: Settings, days: int, said: str
) -> None:
    settings.BACKUP_KEEP_DAYS = days
    amina.send()
    amina.come_back()
    amina.press("return/close")
    assert said in amina.page
    assert "Sealed remains on our disks" in amina.page
