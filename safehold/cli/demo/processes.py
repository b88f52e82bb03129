# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starts and stops the real processes of a demo: both sites, crossing and worker, each as it runs in earnest."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from safehold.cli.demo.organisations import FOUNDER

START_SECONDS = 60
STOP_SECONDS = 3
HELD: list[socket.socket] = []
"""Ports given out by this process: bound, never listening."""


@dataclass
class Sites:
    """A running pair of sites. `data`: the folder of their databases, stores and logs."""

    data: Path
    public: str
    desk: str
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        """Run a `safehold` command beside the sites and return what it printed."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "safehold", *arguments],
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout


def environment_for(data: Path) -> dict[str, str]:
    """Return the environment of every process of one demo."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    folder = data / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    return {
        **kept,
        "SAFEHOLD_DATA": str(data),
        "DESK_HTTPS": "off",
        "PUBLIC_HTTPS": "off",
        "REGISTER_OFFICE": FOUNDER,
        "TMPDIR": str(folder),
        "PYTHONUNBUFFERED": "1",
    }


def free_port() -> int:
    """Return a port that nobody else is given while this process lives.

    The sites' server shares its port with whoever shares theirs: two sites that were given the same one would both
    start, and each would answer half of the other's visitors.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    held.bind(("127.0.0.1", 0))
    HELD.append(held)
    return int(held.getsockname()[1])


@contextmanager
def running(data: Path, *, public_port: int, desk_port: int, crossing_every: float = 2.0) -> Iterator[Sites]:
    """Start both sites, the crossing and the worker on this machine; stop them on leaving."""
    environment = environment_for(data)
    sites = Sites(data, f"http://localhost:{public_port}", f"http://localhost:{desk_port}", environment)
    commands = {
        "public": ["serve", "public", "--port", str(public_port)],
        "desk": ["serve", "desk", "--port", str(desk_port)],
        "crossing": ["crossing", "--every", str(crossing_every)],
        "worker": ["worker"],
    }
    processes = [start(sites, name, command) for name, command in commands.items()]
    try:
        wait_for(f"{sites.public}/healthz", processes)
        wait_for(f"{sites.desk}/sign-in/", processes)
        yield sites
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            stop(process)


def start(sites: Sites, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
    """Start one process; what it prints goes to `logs/<name>.log` in the data folder."""
    logs = sites.data / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / f"{name}.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "safehold", *command],
            env=sites.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Wait a moment for an orderly end, then end the process and its workers."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def wait_for(address: str, processes: list["subprocess.Popen[bytes]"]) -> None:
    """Return when the address answers; raise when a process ends or time runs out."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if any(process.poll() is not None for process in processes):
            break
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{address} did not answer; see the logs folder")
