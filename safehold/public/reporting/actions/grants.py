# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The right to add files, signed by the reporter's key while the receipt is at hand."""

from datetime import date

from safehold.core.envelopes import UploadGrant as UploadGrantDocument
from safehold.core.envelopes import sign_document
from safehold.core.receipts import Receipt
from safehold.public.reporting import rules
from safehold.public.reporting.capability import Capability
from safehold.public.reporting.models import Mailbox, UploadGrant
from safehold.public.reporting.queries import check_binding


def make_grant(mailbox: Mailbox, receipt: Receipt, on: date) -> tuple[Capability, UploadGrant]:
    """Make a fresh address for files and its row, not yet saved.

    Raises MailboxTampered when the mailbox is not the one that this receipt was made with.
    """
    check_binding(mailbox, receipt)
    capability = Capability.generate()
    until = rules.upload_ends(on)
    document = UploadGrantDocument(
        report_id=str(mailbox.id), verify_key=capability.verify_key.hex(), valid_until=until.isoformat()
    )
    grant = UploadGrant(
        capability_hash=capability.hash,
        mailbox=mailbox,
        signed=sign_document(document, receipt.signing_key),
        wrapped_mac_key=capability.wrap(rules.file_mac_key(receipt), bytes(mailbox.files_recipient)),
        valid_until=until,
    )
    return capability, grant
