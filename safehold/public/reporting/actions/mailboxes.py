# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person takes back, and how a mailbox ends. These can only close; nothing here opens or grants."""

from datetime import date

from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting.adapters import discard_file
from safehold.public.reporting.models import FileEnvelope, Mailbox, Withdrawal


def note_use(mailbox: Mailbox, on: date) -> None:
    """Remember the day on which the code was last used, so that its owner notices anybody else."""
    if mailbox.last_used_on != on:
        with atomic_for(Mailbox):
            Mailbox.objects.filter(id=mailbox.id).update(last_used_on=on)


def withdraw(mailbox: Mailbox, scope: str, on: date) -> None:
    """Take one consent back. The desk applies it without keys; twice before it is collected is once."""
    with atomic_for(Withdrawal, durable=True):
        waiting = Withdrawal.objects.filter(report_id=mailbox.id, scope=scope, collected_on=None)
        if not waiting.exists():
            Withdrawal.objects.create(report_id=mailbox.id, scope=scope, on_day=on)


def close_mailbox(mailbox: Mailbox, on: date) -> None:
    """Destroy everything that lies here under a receipt, and tell the desk that the person closed it.

    Rows go in one durable transaction; then the files, which nothing names any more. A crash between the two
    leaves sealed files that the sweep removes.
    """
    with atomic_for(Mailbox, durable=True):
        held = Mailbox.objects.select_for_update().filter(id=mailbox.id)
        if not held.exists():
            return
        names = list(FileEnvelope.objects.filter(mailbox=mailbox).values_list("stored_name", flat=True))
        Withdrawal.objects.filter(report_id=mailbox.id, collected_on=None).delete()
        Withdrawal.objects.create(report_id=mailbox.id, scope=Withdrawal.MAILBOX, on_day=on)
        held.delete()
    for name in names:
        discard_file(name)
    erase_from_log(Mailbox)
