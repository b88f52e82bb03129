# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register as others see it: a monitor reads its log to the end, and a saved entry is checked by the command."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from safehold.core import tlog
from safehold.public.register.models import Leaf
from safehold.public.register.tests.published import Filed, Press

BASE = "/register/log"


class Monitor:
    """Somebody outside, with the log's key and what they kept."""

    def __init__(self, client: Client, key: tlog.VerifierKey) -> None:
        self.client, self.key = client, key
        self.kept: tlog.Followed | None = None
        self.seen: list[bytes] = []

    def read(self, tile: tlog.Tile) -> bytes:
        answer = self.client.get(f"{BASE}/{tile.path}")
        assert answer.status_code == 200, tile
        return bytes(answer.content)

    def look(self) -> int:
        note = self.client.get(f"{BASE}/checkpoint").content
        told: list[bytes] = []
        self.kept = tlog.follow(self.kept, note, [self.key], self.read, lambda _, leaf: told.append(leaf))
        self.seen += told
        return self.kept.frontier.size


@pytest.fixture
def monitor(client: Client, press: Press) -> Monitor:
    return Monitor(client, press.signer.verifier)


def fill(press: Press, count: int) -> None:
    for _ in range(count):
        press.file(Filed())
    press.sign()


def test_a_monitor_reads_every_leaf_of_a_log_that_grows(monitor: Monitor, press: Press) -> None:
    for count in (3, 1, 260, 5):
        fill(press, count)
        assert monitor.look() == len(press.tree)
    assert monitor.seen == [leaf for _, leaf, _ in press.written]
    assert monitor.look() == len(press.tree)


def test_a_monitor_sees_a_row_that_was_changed_after_it_was_signed(monitor: Monitor, press: Press) -> None:
    fill(press, 3)
    row = Leaf.objects.get(index=1)
    forged = bytes(row.content).replace(b"filing", b"notice")
    Leaf.objects.filter(index=1).update(content=forged)
    with pytest.raises(tlog.RootWrong):
        monitor.look()


def verify(file: bytes, folder: Path, key: str) -> tuple[int, str]:
    (folder / "entry.json").write_bytes(file)
    command = [
        sys.executable,
        "-m",
        "safehold",
        "verify",
        "entry",
        str(folder / "entry.json"),
        "--log-key",
        key,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_saved_entry_is_checked_offline_also_after_a_redaction(
    client: Client, press: Press, tmp_path: Path
) -> None:
    filed = Filed()
    first = press.file(filed)
    press.file(filed, "amendment", version=2, terms="Six meetings")
    press.sign()
    address = f"/register/entries/{filed.entry}.json"
    before = client.get(address).content
    status, said = verify(before, tmp_path, press.vkey)
    assert (status, "Six meetings" in said, "12 Harbour Street" in said) == (0, True, True)

    press.withhold(first, ["registrant_address"], "safety")
    press.withhold(first + 1, ["registrant_address"], "court order", kind="redaction")
    press.sign()
    after = client.get(address).content
    status, said = verify(after, tmp_path, press.vkey)
    assert (status, "12 Harbour Street" in said) == (0, False)
    assert said.count("registrant_address") == 2, "it is named among what is not shown"
    assert verify(before, tmp_path, press.vkey)[0] == 0, "what was true stays provable"
    status, said = verify(after.replace(b"Six meetings", b"Ten meetings"), tmp_path, press.vkey)
    assert (status, "TAMPERED VALUE: terms" in said) == (1, True)
