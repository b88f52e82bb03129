# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold worker`: the desk's background work, such as new keys for open cases after a member was removed.

It makes its identity in memory: what members handed to it ends with the process, and waits for the next unlock.
"""

import argparse
import os

from safehold.cli.sites import set_up

NICENESS = 10
"""Pages come first."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes no options."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001
    set_up("desk")
    from safehold.desk.vault import actions as vault
    from safehold.desk.vault.actions.working import work
    from safehold.web import clock

    os.nice(NICENESS)
    work(vault.start_worker(clock.now()), clock.now)
    return 0
