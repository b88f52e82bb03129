# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold crossing`: the desk's keyless job. It carries sealed things in, control rows in, and answers out.

It holds no key that opens anything: what it carries stays sealed. One key it has, to sign the register's log.
Killed at any moment, it goes on where it stopped.
"""

import argparse
import logging
import time
from collections.abc import Callable
from uuid import UUID

from safehold.cli.sites import set_up

log = logging.getLogger("safehold.crossing")
SECONDS_BETWEEN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="one round, then stop")
    parser.add_argument("--every", type=float, default=SECONDS_BETWEEN, metavar="SECONDS")


def run(options: argparse.Namespace) -> int:
    set_up("desk")
    from safehold.cli.register_export import start_if_due

    while True:
        cross_once()
        if options.once:
            return 0
        start_if_due()
        time.sleep(options.every)


def organisation_ids() -> list[UUID]:
    from safehold.desk.members.queries import list_organisations

    return [organisation.id for organisation in list_organisations()]


def cross_once() -> None:
    """Do one round. A part that fails is logged by its kind and tried again in the next round."""
    from django.db import close_old_connections

    import safehold.desk.audit.actions as audit
    import safehold.desk.consent.actions as consent
    import safehold.desk.evidence.actions as evidence
    import safehold.desk.families.actions as families
    import safehold.desk.inbox.actions as inbox
    import safehold.desk.registrar.actions as registrar
    import safehold.desk.retention.actions as retention
    import safehold.desk.sharing.actions as sharing
    import safehold.desk.vault.actions as vault
    from safehold.web.clock import now, today

    parts: dict[str, Callable[[], object]] = {
        "withdrawals": lambda: inbox.apply_withdrawals(on=today()),
        "consents that have ended": lambda: consent.note_expired(on=today()),
        "what a withdrawal closes": lambda: consent.finish_closings(on=today()),
        "offers that nobody answered": lambda: sharing.expire_offers(on=today()),
        "what was shared": lambda: sharing.sweep(on=today()),
        "the head of a day": lambda: evidence.write_day_head(on=today()),
        "collection": lambda: inbox.collect(on=today()),
        "watching the lists": lambda: vault.watch_lists(on=today()),
        "filings for the register": lambda: registrar.collect_filings(on=today()),
        "the register": lambda: registrar.cross_register(on=today()),
        "what is kept long enough": lambda: retention.watch(on=today()),
        "delivery": lambda: vault.deliver_outgoing(on=today()),
        "days of families": lambda: families.raise_alerts(on=today()),
        "purge": lambda: vault.purge_expired(now()),
        "time stamps": lambda: evidence.send_waiting(on=today()),
        "following the record": lambda: [audit.follow_chain(each, today()) for each in organisation_ids()],
    }
    for name, part in parts.items():
        close_old_connections()
        try:
            part()
        except Exception:
            log.exception("%s did not finish; the next round tries again", name)
