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
    "found": "enter an organisation and print the link with which its first lead joins",
    "backup": "make a sealed copy of one side, or delete those that have expired",
    "restore": "open a backup with two sheets of the recovery kit",
    "recover": "let people in again with two sheets of the recovery kit",
    "doctor": "look for what is wrong and say how to mend it",
    "verify": "check a downloaded record, or a hand-over of evidence, offline",
    "demo": "play the main job on fresh databases, or keep a demo coalition running",
}


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
            import_module(f"safehold.cli.{name}").add_arguments(sub)
    options = parser.parse_args(argv)
    sys.exit(import_module(f"safehold.cli.{options.command}").run(options))
