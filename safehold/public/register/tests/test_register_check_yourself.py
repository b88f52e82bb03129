# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The line that a page shows, typed as it stands beside the file that the page gave: no site and no network."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from safehold.core import tlog
from safehold.public.register import actions
from safehold.public.register.tests.published import Filed, Press


@pytest.fixture
def filed(press: Press, settings: Settings, tmp_path: Path) -> Filed:
    """Two versions, seen by a witness."""
    witness = tlog.make_signer("witness.example", tlog.COSIGNATURE)
    settings.REGISTER_WITNESSES_FILE = tmp_path / "witnesses"
    settings.REGISTER_WITNESSES_FILE.write_text(f"{witness.verifier.text}\n")
    filed = Filed()
    press.file(filed)
    press.file(filed, "amendment", version=2, terms="Six meetings")
    note = press.sign()
    actions.store_cosignature(tlog.add_signatures(note, tlog.cosign(note, witness, 1_795_430_000)))
    return filed


def command_on(page: str) -> list[str]:
    found = re.search(r"<pre[^>]*>(safehold verify entry .*?)</pre>", page, re.DOTALL)
    assert found
    return html.unescape(found[1]).split()


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "SAFEHOLD"))
    }
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_line_on_the_page_checks_the_file_that_the_page_gives(
    client: Client, filed: Filed, tmp_path: Path
) -> None:
    command = command_on(client.get(f"/en/register/entries/{filed.entry}/2/proof").content.decode())
    assert "--witness" in command
    answer = client.get(f"/register/entries/{filed.entry}/2.json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{command[3]}"'
    saved = tmp_path / command[3]
    saved.write_bytes(answer.content)
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Six meetings" in done.stdout
    saved.write_bytes(answer.content.replace(b"Six meetings", b"Ten meetings"))
    done = run(command, tmp_path)
    assert done.returncode != 0 and "Ten meetings" not in done.stdout


def test_the_whole_history_is_checked_by_the_same_line(client: Client, filed: Filed, tmp_path: Path) -> None:
    command = command_on(client.get(f"/en/register/entries/{filed.entry}/1/proof").content.decode())
    (tmp_path / command[3]).write_bytes(client.get(f"/register/entries/{filed.entry}.json").content)
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
