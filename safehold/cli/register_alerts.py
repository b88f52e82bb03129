# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold register-alerts`: write to those who follow the public register by e-mail, and send the links that confirm.

It runs as the public site's user, from a timer: pages only write down who asked. It says how many letters went, never
to whom.
"""

import argparse

from safehold.cli.sites import set_up

MOST = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--most", type=int, default=MOST, help=f"letters in one run; the rest wait for the next ({MOST})"
    )


def run(options: argparse.Namespace) -> int:
    set_up("public")
    from safehold.public.register.actions import purge_unconfirmed
    from safehold.public.register.errors import LogDamaged, LogKeyMissing, MailServerAway, NothingPublished
    from safehold.public.register.queries.alerts import are_sent
    from safehold.web.clock import today

    purge_unconfirmed(today())
    if not are_sent():
        print("Alerts by e-mail are off: ALERTS_FROM and ALERTS_SITE are not both set.")
        return 0
    try:
        return _send(options.most)
    except MailServerAway:
        print("The mail server cannot be reached, or does not let this site in. Nothing was sent.")
    except (LogKeyMissing, NothingPublished):
        print("Nothing is published yet.")
        return 0
    except LogDamaged:
        print("What is published does not fit the signed log: nothing was sent. See: safehold doctor")
    return 1


def _send(most: int) -> int:
    from safehold.public.register.actions.writing_letters import send_letters
    from safehold.web.clock import today

    sent = send_letters(today(), most)
    print(f"{sent.digests} digests and {sent.links} links sent, {sent.refused} refused by the mail server.")
    if sent.unsure:
        print(f"{sent.unsure} were handed over when the connection ended: they are not sent again.")
    if sent.waiting:
        print("The mail server takes no more now. What is left goes with the next run.")
    return 1 if sent.waiting else 0
