# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A log with two histories, and witnesses as they run: processes of their own that are reached over HTTP."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safehold.core import tlog
from safehold.core.tlog.tests.logs import LOG, checkpoint_of

START_SECONDS = 30
TRUE, FORGED = tlog.Tree(), tlog.Tree()
TRUE.extend(bytes([n]) for n in range(60))
FORGED.extend(bytes([n if n != 15 else 200]) for n in range(60))
"""The same first 15 leaves; then one history with a leaf, and one with another in its place."""

Answered = tuple[int, bytes, str]


@dataclass(frozen=True)
class Running:
    """A witness that answers."""

    folder: Path
    key: tlog.VerifierKey
    address: str
    process: subprocess.Popen[bytes]

    def post(self, body: bytes, path: str = "/add-checkpoint") -> Answered:
        return self.ask(urllib.request.Request(f"{self.address}{path}", data=body, method="POST"))

    def get(self, path: str) -> Answered:
        return self.ask(urllib.request.Request(f"{self.address}{path}"))

    def ask(self, request: urllib.request.Request) -> Answered:
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read(), answer.headers["Content-Type"]
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read(), answer.headers["Content-Type"]

    def cosign(self, tree: tlog.Tree, old: int, size: int) -> bytes:
        """Ask as a log does; return the signature line, or raise why there is none."""
        note = checkpoint_of(tree, size)
        status, body, _ = self.post(tlog.write_request(old, tree.prove_consistency(old, size), note))
        return tlog.read_answer(status, body, note, self.key)


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "safehold", "witness", *arguments], capture_output=True, text=True, check=False
    )


def make_folder(folder: Path, name: str, log_key: str = LOG.verifier.text) -> tlog.VerifierKey:
    """Make a witness that follows a log, by its commands."""
    made = command("new-key", name, "--folder", str(folder))
    assert made.returncode == 0, made.stdout + made.stderr
    assert command("trust", log_key, "--folder", str(folder)).returncode == 0
    return tlog.parse_vkey(made.stdout.splitlines()[1])


@contextmanager
def running(folder: Path, key: tlog.VerifierKey) -> Iterator[Running]:
    """Run the witness of a folder until leaving."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = ["-m", "safehold", "witness", "serve", "--folder", str(folder), "--port", str(port)]
    process = subprocess.Popen([sys.executable, *serve], start_new_session=True)
    witness = Running(folder, key, f"http://127.0.0.1:{port}", process)
    try:
        _wait(witness)
        yield witness
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=START_SECONDS)


def _wait(witness: Running) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            witness.get("/")
        except OSError:
            assert witness.process.poll() is None, "the witness did not start"
            assert time.monotonic() < until, "the witness did not answer"
            time.sleep(0.05)
        else:
            return
