# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What crosses between the two sides: what one says that it handed over, the other holds."""

from collections.abc import Iterator
from datetime import date, timedelta

from safehold.cli.doctor.finding import TAMPERED, Finding
from safehold.desk.inbox import queries as inbox
from safehold.desk.vault import actions as vault_actions
from safehold.desk.vault import queries as vault
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as public

LATE = timedelta(days=1)


def check_collection(on: date, *, mend: bool) -> Iterator[Finding]:
    """What the desk said it collected, it holds; what waits, does not wait long."""
    held_texts, held_files = inbox.list_known_ids()
    texts = public.list_collected_envelope_ids() - held_texts
    files = public.list_collected_file_ids() - held_files
    if (texts or files) and mend:
        reporting.ask_again(texts, files)
    elif texts or files:
        yield Finding(
            f"{len(texts)} sealed texts and {len(files)} files are marked as collected; the desk does not hold them.",
            "safehold doctor --mend offers them again; then safehold crossing --once collects them.",
        )
    oldest = public.oldest_waiting_day()
    if oldest and on - oldest > LATE:
        yield Finding(
            f"Something has waited to be collected since {oldest}.",
            "See that `safehold crossing` runs, and read its log.",
        )


def check_withdrawals(*, mend: bool) -> Iterator[Finding]:
    """What people took back, the ledger holds."""
    lost = inbox.list_lost_withdrawals(public.list_collected_withdrawals())
    if lost and mend:
        reporting.ask_again((), (), lost)
    elif lost:
        yield Finding(
            f"{len(lost)} withdrawals are marked as applied; the desk's ledger does not hold them.",
            "safehold doctor --mend offers them again; then safehold crossing --once applies them.",
        )


def check_rows() -> Iterator[Finding]:
    if unreadable := public.count_unreadable():
        yield Finding(f"{unreadable} rows of the public database hold a value that is none.", TAMPERED)


def check_delivery(on: date, *, mend: bool) -> Iterator[Finding]:
    """What the desk said it delivered, the public side holds, unless its mailbox was closed."""
    delivered = vault.list_delivered_replies()
    open_mailboxes = public.list_mailbox_ids(delivered.values())
    arrived = public.list_reply_ids(delivered)
    missing = {r for r, report in delivered.items() if report in open_mailboxes and r not in arrived}
    if missing and mend:
        vault_actions.send_again(missing)
    elif missing:
        yield Finding(
            f"{len(missing)} replies are marked as delivered, but their mailboxes do not hold them.",
            "safehold doctor --mend puts them back into the outbox.",
        )
    oldest = vault.find_oldest_undelivered_day()
    if oldest and on - oldest > LATE:
        yield Finding(
            f"Something has waited in the outbox since {oldest}.",
            "See that `safehold crossing` runs, and read its log.",
        )
