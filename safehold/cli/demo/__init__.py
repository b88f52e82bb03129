# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold demo`: the main job on real parts, with invented organisations and people.

Without options it starts both sites on free ports with fresh databases, plays one report from the phone to the
withdrawal of a consent over HTTP and one entry of the register from its filing to its proof, then searches every
database, log, temporary and media file for the words that were sent. `--stay` keeps a demo coalition running for a
person to click through; its data stay in `data/demo`.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from safehold.cli.demo.processes import Sites, environment_for, free_port, is_free, running

LASTING = Path("data") / "demo"
PUBLIC_PORT, DESK_PORT = 8000, 8001
SIGN_INS = "sign-ins.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stay", action="store_true", help="keep a demo coalition running until Ctrl-C")
    parser.add_argument(
        "--codes", action="store_true", help="print the current sign-in codes of the lasting demo"
    )
    parser.add_argument("--public-port", type=int, default=PUBLIC_PORT)
    parser.add_argument("--desk-port", type=int, default=DESK_PORT)
    parser.add_argument("--make-coalition", metavar="FILE", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    if options.make_coalition:
        from safehold.cli.demo.coalition import make_coalition

        return make_coalition(Path(options.make_coalition))
    if options.codes:
        return print_codes()
    return stay(options) if options.stay else play()


def prepare(data: Path) -> None:
    """Make both databases and the coalition, unless they are there."""
    sites = Sites(data, "", "", environment_for(data))
    sites.command("migrate", "public")
    sites.command("migrate", "desk")
    sign_ins = data / SIGN_INS
    if not sign_ins.exists():
        sites.command("demo", "--make-coalition", str(sign_ins))
    sites.command("crossing", "--once")


def play() -> int:
    from safehold.cli.demo.coalition import read_sign_ins
    from safehold.cli.demo.journey import Journey
    from safehold.cli.demo.register import KEEPER, play_register
    from safehold.cli.demo.traces import search_for_traces

    with tempfile.TemporaryDirectory(prefix="safehold-demo-") as folder:
        data = Path(folder)
        prepare(data)
        people = {s.username: s for s in read_sign_ins(data / SIGN_INS)}
        (data / SIGN_INS).unlink()  # the demo's own crutch: in earnest nobody keeps this
        with running(data, public_port=free_port(), desk_port=free_port(), crossing_every=0.5) as sites:
            journey = Journey(sites, people["noor"])
            secrets = journey.play() + play_register(sites, people[KEEPER], journey.tell)
            found = search_for_traces(data, secrets)
        found += search_for_traces(data, secrets, quiet=True)
    for trace in found:
        print(f"FOUND: {trace}")
    print("demo: failed" if found else "demo: ok")
    return 1 if found else 0


def stay(options: argparse.Namespace) -> int:
    from safehold.cli.demo.coalition import describe_sign_ins, read_sign_ins
    from safehold.cli.demo.family import fill_family
    from safehold.cli.demo.journey import send_first_reports
    from safehold.cli.demo.register import KEEPER, fill_register

    for port in (options.public_port, options.desk_port):
        if not is_free(port):
            print(f"Port {port} is taken, perhaps by a demo that runs already. Choose others:")
            print("make run PUBLIC_PORT=8300 DESK_PORT=8301")
            return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    data = LASTING.resolve()
    fresh = not (data / SIGN_INS).exists()
    prepare(data)
    try:
        with running(data, public_port=options.public_port, desk_port=options.desk_port) as sites:
            if fresh:
                send_first_reports(sites)
                people = {s.username: s for s in read_sign_ins(data / SIGN_INS)}
                fill_family(sites, people["noor"])
                fill_register(sites, people[KEEPER])
            print(f"\nReport here   {sites.public}/\nThe register  {sites.public}/en/register/")
            print(f"The desk      {sites.desk}/ (the register's office: sign in as registrar)\n")
            print(describe_sign_ins(data / SIGN_INS))
            print(
                "Codes change every 30 seconds: `make codes` prints the current ones. Ctrl-C stops both sites."
            )
            sys.stdout.flush()
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        print("\nStopped. `make run` goes on where you left; `make clean` removes the demo's data.")
    return 0


def print_codes() -> int:
    from safehold.cli.demo.coalition import describe_sign_ins

    sign_ins = LASTING.resolve() / SIGN_INS
    if not sign_ins.exists():
        print("There is no demo coalition yet: make run")
        return 1
    print(describe_sign_ins(sign_ins))
    return 0
