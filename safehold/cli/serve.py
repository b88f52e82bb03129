# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold serve public|desk`: one site under granian.

No access log is written: it would hold addresses. Requests wait in the socket's queue rather than in memory.
"""

import argparse
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from importlib import import_module
from typing import Any

from safehold.cli.sites import SITES

APPLICATIONS = {
    "public": "safehold.config.public_server:application",
    "desk": "safehold.config.desk_wsgi:application",
}
WORKERS = 1
"""The public site makes its pages in processes of their own; the desk counts sign-in attempts in the memory of one."""
THREADS = {"public": 128, "desk": 8}
"""How many connections may be sending at once. On the public site a thread only waits."""
PORTS = {"public": 8000, "desk": 8001}
SECONDS_BETWEEN_SWEEPS = 3600
STOPPING = {signal.SIGTERM, signal.SIGINT}
SECONDS_FOR_THE_ONE_BEFORE = 5
SECONDS_TO_FINISH = 60
"""How long what is being received may go on after the site was told to stop."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", choices=SITES)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int)
    parser.add_argument("--threads", type=int)


def run(options: argparse.Namespace) -> int:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    site = options.site
    port = options.port or PORTS[site]
    if is_taken(options.host, port):
        print(
            f"Something already answers on {options.host}:{port}. Stop it, or choose another --port.",
            file=sys.stderr,
        )
        return 1
    if site == "public":
        threading.Thread(target=_sweep_hourly, daemon=True).start()
    let_workers_be_stopped_from_birth()
    Server(
        APPLICATIONS[site],
        address=options.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=options.threads or THREADS[site],
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        process_name=None,
        workers_kill_timeout=SECONDS_TO_FINISH,
    ).serve(target_loader=_load)
    return 0


def is_taken(host: str, port: int) -> bool:
    """Whether somebody answers on the port, still after a moment in which a server before us may end.

    Our server would share the port, and visitors would come to either of the two.
    """
    until = time.monotonic() + SECONDS_FOR_THE_ONE_BEFORE
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            return False
        if time.monotonic() > until:
            return True
        time.sleep(0.1)


def let_workers_be_stopped_from_birth() -> None:
    """Make a signal end a worker that is still loading.

    A forked worker has the server's handlers, which only the server's loop heeds, until it sets its own: a signal in
    between would be lost, and the server would wait for the worker for ever.
    """

    def in_worker() -> None:
        for each in STOPPING:
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING),
        after_in_child=in_worker,
    )


def _load(application: str) -> Any:
    """Load the application in a worker."""
    end_with_the_server()
    module, _, name = application.partition(":")
    return getattr(import_module(module), name)


def end_with_the_server() -> None:
    """End this worker when its server does, however that ends."""
    threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    server = multiprocessing.parent_process()
    assert server is not None
    server.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _sweep_hourly() -> None:
    """Sweep in a process of its own, so that the server's stays small."""
    while True:
        time.sleep(SECONDS_BETWEEN_SWEEPS)
        subprocess.run([sys.executable, "-m", "safehold", "sweep"], check=False)
