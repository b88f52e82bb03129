# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold witness`: watch over logs, and cosign what only grows. It needs no site, no desk and no settings.

Exit status: 0 done, 1 something was refused or is disputed, 2 the folder is not right.
"""

import argparse
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from safehold.cli.verify_log import plain
from safehold.core.tlog import KeyMalformed
from safehold.witness import folder as folders
from safehold.witness.errors import WitnessError

DONE, DISPUTED, WRONG = 0, 1, 2
PORT = 8010
THREADS = 32
HEADER_READ_MILLISECONDS = 10_000
MAX_HEADER_BYTES = 32 * 1024
SECONDS_TO_FINISH = 15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="what", required=True, metavar="what")
    purpose = "make a new witness: its key and an empty memory"
    new_key = acts.add_parser("new-key", help=purpose, description=purpose)
    new_key.add_argument("name", help="a name that nobody else has, such as witness.example.org/one")
    new_key.set_defaults(act=make_key)
    purpose = "follow a log, or one more key of it"
    trust = acts.add_parser("trust", help=purpose, description=purpose)
    trust.add_argument("log_key", help="the log's verifier key: name+id+key")
    trust.add_argument(
        "--origin", default="", help="how the log calls itself, where its key has another name"
    )
    trust.set_defaults(act=trust_log)
    purpose = "answer logs over HTTP"
    serve = acts.add_parser("serve", help=purpose, description=purpose)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=PORT)
    serve.set_defaults(act=serve_witness)
    purpose = "say which logs it follows, what it cosigned last, and what it refused"
    show = acts.add_parser("show", help=purpose, description=purpose)
    show.set_defaults(act=show_witness)
    for each in (new_key, trust, serve, show):
        each.add_argument("--folder", type=Path, default=Path("witness"), help="where all of it is kept")


def run(options: argparse.Namespace) -> int:
    try:
        status: int = options.act(options)
    except WitnessError as error:
        print(error)
        return WRONG
    return status


def make_key(options: argparse.Namespace) -> int:
    try:
        key = folders.make_witness(options.folder, options.name)
    except KeyMalformed as error:
        print(error)
        return WRONG
    print(f"A new witness is in {options.folder}. Its public key, for logs and for readers:\n{key.text}")
    print(
        "Keep that folder: a witness that forgot what it cosigned must be retired. Never run two of one key."
    )
    return DONE


def trust_log(options: argparse.Namespace) -> int:
    origin = folders.trust_log(options.folder, options.log_key, options.origin)
    print(f"This witness follows {origin}, from its next start on.")
    return DONE


def serve_witness(options: argparse.Namespace) -> int:
    """Serve until told to stop. What is wrong with the folder is said before a server is started."""
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    from safehold.cli.serve import let_workers_be_stopped_from_birth
    from safehold.witness.application import make_application

    make_application(options.folder)
    let_workers_be_stopped_from_birth()
    Server(
        "safehold.witness.application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        http1_settings=HTTP1Settings(
            header_read_timeout=HEADER_READ_MILLISECONDS, max_buffer_size=MAX_HEADER_BYTES
        ),
        log_level=LogLevels.error,
        log_access=False,
        process_name=None,
        workers_kill_timeout=SECONDS_TO_FINISH,
    ).serve(target_loader=partial(_load, options.folder))
    return DONE


def show_witness(options: argparse.Namespace) -> int:
    key, memory = folders.read_key(options.folder).verifier, folders.open_memory(options.folder)
    print(f"This witness: {key.text}")
    cosigned = {origin: size for origin, size, _ in memory.list_cosigned()}
    for origin in sorted(folders.list_logs(options.folder).keys() | cosigned.keys()):
        size = cosigned.get(origin)
        print(
            f"{plain(origin)}: "
            + ("nothing cosigned yet." if size is None else f"cosigned up to {size} leaves.")
        )
    refused = memory.list_refused()
    for each in refused:
        day = datetime.fromtimestamp(each.refused_at, UTC).date()
        print(
            f"REFUSED on {day}: {plain(each.origin)} signed a checkpoint of {each.size} leaves. {each.reason}"
        )
        print("\n".join(plain(line) for line in each.note.decode().split("\n")))
    if refused:
        print("Keep these checkpoints, and show them to others who follow the log.")
    return DISPUTED if refused else DONE


def _load(folder: Path, _target: str) -> Any:
    """Load the application in a worker, which ends when its server does."""
    from safehold.cli.serve import end_with_the_server
    from safehold.witness.application import make_application

    end_with_the_server()
    return make_application(folder)
