# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold register-export`: write the public register as files for everybody, and their checksums into its log.

It runs as the desk's user, which writes what the public side shows. The crossing starts it, in a process of its own,
each day and after each withholding: so that a checkpoint never waits for it.
"""

import argparse
import logging
import subprocess
import sys

from safehold.cli.sites import set_up

log = logging.getLogger("safehold.register")
_running: list["subprocess.Popen[bytes]"] = []


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--if-due", action="store_true", help="only when today's files are not there, or hold too much"
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing while all goes well")


def run(options: argparse.Namespace) -> int:
    set_up("desk")
    from safehold.public.register.errors import ExportRunning, LogDamaged, LogKeyMissing, NothingPublished
    from safehold.public.register.queries import is_export_due
    from safehold.web.clock import today

    if options.if_due and not is_export_due(today()):
        return 0
    try:
        return _export(is_quiet=options.quiet)
    except ExportRunning:
        print("The files are being written at this moment.")
    except LogKeyMissing:
        print("The public site has no key of a log. See: safehold register-key new")
    except NothingPublished:
        print("Nothing is published yet.")
    except LogDamaged:
        print("What is published does not fit the signed log: nothing was written. See: safehold doctor")
    return 1


def _export(*, is_quiet: bool) -> int:
    from safehold.desk.registrar import actions as registrar
    from safehold.desk.registrar.errors import LogBehind
    from safehold.public.register import actions
    from safehold.web.clock import today

    def say(done: int, size: int) -> None:
        if not is_quiet:
            print(
                f"\r{done * 100 // size:3} % of {size} leaves", end="\n" if done == size else "", flush=True
            )

    written = actions.write_data_files(today(), say)
    try:
        logged = registrar.log_exports(
            [(each.name, each.sha256, each.bytes) for each in written.files], today()
        )
    except LogBehind:
        print("Written, and not logged: the public site has more of the log than this desk.")
        return 1
    if not is_quiet:
        for each in written.files:
            print(f"{each.sha256}  {each.address}  {each.bytes} bytes")
        print(
            f"{logged} new checksums for the log"
            if logged is not None
            else "This desk keeps no register: not logged."
        )
    return 0


def start_if_due() -> None:
    """Let a process of its own write the files, if they are due and none writes them. For the crossing."""
    from safehold.desk.registrar.queries import find_office
    from safehold.public.register.queries import count_covered, is_export_due
    from safehold.web.clock import today

    while _running and (status := _running[0].poll()) is not None:
        _running.pop()
        if status:
            log.error("the register's data files were not written; they are tried again")
    if _running or find_office() is None or not count_covered() or not is_export_due(today()):
        return
    command = [sys.executable, "-m", "safehold", "register-export", "--quiet", "--if-due"]
    _running.append(subprocess.Popen(command))  # noqa: S603
