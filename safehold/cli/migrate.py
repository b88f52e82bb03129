# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold migrate public|desk`: each site migrates only its own database."""

import argparse

from safehold.cli.sites import SITES, set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("site", choices=SITES)


def run(options: argparse.Namespace) -> int:
    set_up(options.site)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    if options.site == "desk":
        _renew_keys()
    return 0


def _renew_keys() -> None:
    """Store the names of lists under the keys that are looked for now, if an upgrade changed the rules."""
    from safehold.desk.watchlists.actions import renew_keys

    renew_keys()
