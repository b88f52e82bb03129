# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold serve public|desk`: one site under granian.

No access log is written: it would hold addresses. Requests wait in the socket's queue rather than in memory.
"""

import argparse
import subprocess
import sys
import threading
import time

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
    if site == "public":
        threading.Thread(target=_sweep_hourly, daemon=True).start()
    Server(
        APPLICATIONS[site],
        address=options.host,
        port=options.port or PORTS[site],
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=options.threads or THREADS[site],
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        process_name=None,
    ).serve()
    return 0


def _sweep_hourly() -> None:
    """Sweep in a process of its own, so that the server's stays small."""
    while True:
        time.sleep(SECONDS_BETWEEN_SWEEPS)
        subprocess.run([sys.executable, "-m", "safehold", "sweep"], check=False)
