# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a receipt, or an address for files, leads to."""

from datetime import date

from safehold.core.receipts import Receipt
from safehold.public.reporting import rules
from safehold.public.reporting.capability import Capability
from safehold.public.reporting.errors import CapabilityUnknown, ReceiptUnknown
from safehold.public.reporting.models import FileEnvelope, Mailbox, UploadGrant, Withdrawal


def find_mailbox(receipt: Receipt) -> Mailbox | None:
    """Return the mailbox of a receipt, if there is one; raises MailboxTampered."""
    mailbox = next(iter(Mailbox.objects.filter(lookup_id=receipt.lookup_id)), None)
    if mailbox is not None:
        check_binding(mailbox, receipt)
    return mailbox


def check_binding(mailbox: Mailbox, receipt: Receipt) -> None:
    """Raise MailboxTampered unless this receipt was made with this mailbox as its row stands."""
    rules.check_binding(
        receipt, mailbox.id, mailbox.organisation_id, bytes(mailbox.files_recipient), mailbox.binding_mac
    )


def access_mailbox(receipt: Receipt) -> Mailbox:
    """Return the mailbox of a receipt; raises ReceiptUnknown or MailboxTampered."""
    if mailbox := find_mailbox(receipt):
        return mailbox
    raise ReceiptUnknown


def access_grant(capability: Capability, on: date) -> UploadGrant:
    """Return the right to add files, with its mailbox; raises CapabilityUnknown, also when its day has
    passed."""
    grants = UploadGrant.objects.select_related("mailbox")
    if grant := grants.filter(capability_hash=capability.hash, valid_until__gte=on).first():
        return grant
    raise CapabilityUnknown


def count_files(mailbox: Mailbox) -> int:
    return FileEnvelope.objects.filter(mailbox=mailbox).count()


def list_withdrawn(mailbox: Mailbox) -> dict[str, date]:
    """The purposes taken back through this site, each with the last day of that."""
    rows = Withdrawal.objects.filter(report_id=mailbox.id).order_by("on_day")
    return dict(rows.values_list("scope", "on_day"))
