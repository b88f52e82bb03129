# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The `safehold` command.

Each subcommand is one module with `add_arguments(parser)` and `run(options) -> int`; modules are loaded only when
asked for, so that one site's command never loads the other's code.
"""

import argparse
import sys
from importlib import import_module

COMMANDS = {
    "migrate": "make or upgrade one site's database",
    "serve": "start one site",
    "crossing": "carry sealed reports in and answers out, again and again",
    "worker": "do the desk's background work with the keys that members hand over",
    "sweep": "delete what interrupted uploads left on the public site",
    "register-key": "let an organisation keep the public register, and make the key of its log",
    "import-register": "replay dated snapshots of another register as filings",
    "import-list": "import a version of a list of parties, such as sanctions schedules",
    "register-export": "write the public register as files for everybody",
    "register-alerts": "write to those who follow the public register by e-mail",
    "found": "enter an organisation and print the link with which its first lead joins",
    "backup": "make a sealed copy of one side, or delete those that have expired",
    "restore": "open a backup with two sheets of the recovery kit",
    "recover": "let people in again with two sheets of the recovery kit",
    "doctor": "look for what is wrong and say how to mend it",
    "verify": "check a downloaded record, a hand-over of evidence or an entry of a register, offline",
    "witness": "watch over registers' logs for others, and cosign what only grows",
    "follow": "read a register's public log from outside, and say when it was rewritten",
    "assess": "say which provisions of the law the answers about one incident engage",
    "family-clocks": "say which deadlines, fees and papers follow from a family's dates",
    "match-names": "say how alike the two names of each row of a table are, across scripts and spellings",
    "screen": "look for people of one table on a list, across scripts and spellings",
    "demo": "play the main job on fresh databases, or keep a demo coalition running",
}


def module_of(command: str) -> str:
    """Return the module of a subcommand."""
    return f"safehold.cli.{command.replace('-', '_')}"


def main(arguments: list[str] | None = None) -> None:
    """Run one subcommand and exit with its status."""
    parser = argparse.ArgumentParser(
        prog="safehold", description="The focal point for people targeted by foreign states."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="command")
    argv = sys.argv[1:] if arguments is None else arguments
    chosen = next((word for word in argv if not word.startswith("-")), "")
    for name, purpose in COMMANDS.items():
        sub = subparsers.add_parser(name, help=purpose, description=purpose)
        if name == chosen:
            import_module(module_of(name)).add_arguments(sub)
    options = parser.parse_args(argv)
    sys.exit(import_module(module_of(options.command)).run(options))
