# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A site stops when it is told to, at whatever moment, and leaves no process behind, however it ends."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from safehold.cli.demo.processes import environment_for, free_port, wait_for

AT_ONCE = 4
ROUNDS = 5
PATIENCE_SECONDS = 15
Server = subprocess.Popen[bytes]
Start = Callable[[], tuple[Server, str]]


@pytest.fixture(params=["public", "desk"])
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Start:
    """Start a site in a session of its own; return the server and its address."""

    def started() -> tuple[Server, str]:
        port = free_port()
        command = [sys.executable, "-m", "safehold", "serve", str(request.param), "--port", str(port)]
        with (tmp_path / "log").open("ab") as log:
            server = subprocess.Popen(
                command, env=environment_for(tmp_path), stdout=log, stderr=log, start_new_session=True
            )
        return server, f"http://localhost:{port}/{'healthz' if request.param == 'public' else 'sign-in/'}"

    return started


def left_of(server: Server) -> set[int]:
    """Return the processes of a server's session that still run."""
    left = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == server.pid and state != "Z":
            left.add(int(stat.parent.name))
    return left


def must_leave_nothing(server: Server) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while (left := left_of(server)) and time.monotonic() < until:
        time.sleep(0.05)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert left == set()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_a_site_that_is_told_to_stop_while_it_starts_stops(start: Start) -> None:
    moments = random.Random(7)
    for _ in range(ROUNDS):
        servers = [start()[0] for _ in range(AT_ONCE)]
        for server in servers:
            time.sleep(moments.uniform(0.1, 0.6))
            server.terminate()
        for server in servers:
            must_leave_nothing(server)
            server.wait(timeout=PATIENCE_SECONDS)


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_a_site_that_serves_leaves_nothing_behind(start: Start, ending: signal.Signals) -> None:
    server, address = start()
    wait_for(address, [server])
    server.send_signal(ending)
    must_leave_nothing(server)
    assert server.wait(timeout=PATIENCE_SECONDS) == (-ending if ending == signal.SIGKILL else 0)


def test_a_site_does_not_share_its_port(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # Given: somebody who listens and lets others listen too, as the sites' server does
    port = free_port()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        # When
        command = [sys.executable, "-m", "safehold", "serve", "desk", "--port", str(port)]
        status = subprocess.run(command, env=environment_for(tmp_path), check=False).returncode
    # Then
    assert status == 1
    assert f"127.0.0.1:{port}" in capfd.readouterr().err


def test_a_port_is_given_to_one_alone() -> None:
    port = free_port()
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port))
