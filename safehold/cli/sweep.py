# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold sweep`: delete what interrupted uploads left on the public site more than 48 hours ago, the sessions of
registrants that have ended, and e-mail addresses that nobody confirmed.

It runs as the public site's user, since the desk's may not delete there. `safehold serve public` runs it hourly.
"""

import argparse

from safehold.cli.sites import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes no options."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001
    set_up("public")
    from safehold.public.register.actions import purge_sessions, purge_unconfirmed
    from safehold.public.reporting.actions import sweep_orphans
    from safehold.web.clock import now, today

    sweep_orphans(today())
    purge_sessions(now())
    purge_unconfirmed(today())
    return 0
