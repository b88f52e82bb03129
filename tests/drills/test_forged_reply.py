# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: somebody who writes the public database, and even knows amina's recipient, lays a trap in her mailbox.

Also with a key list of their own that names their reply key. She is shown none of it, and told that something is wrong.
"""

from datetime import date
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.cli.demo.reporter import Reporter
from safehold.core.age import derive_identity, recipient_of, seal
from safehold.core.envelopes import ReplyDocument, pack_bytes, sign_document
from safehold.core.receipts import parse
from tests.coalition import Coalition
from tests.drills.real_sites import RealSites

TRAP = "Meet us at the bridge tonight."


def forge(real: RealSites, amina: Reporter, key: Ed25519PrivateKey) -> None:
    """Put a reply into her mailbox that opens with her code and is signed by somebody else."""
    receipt = parse(amina.code)
    question = "SELECT id FROM reporting_mailbox WHERE lookup_id = ?"
    ((mailbox_id,),) = real.ask("public", question, receipt.lookup_id)
    reply_id = uuid4()
    document = ReplyDocument(
        report_id=f"{mailbox_id[:8]}-{mailbox_id[8:12]}-{mailbox_id[12:16]}-{mailbox_id[16:20]}-{mailbox_id[20:]}",
        reply_id=str(reply_id),
        words=TRAP,
        language="en",
        signed_as="The Focal Point",
        sent_on=date.today().isoformat(),
    )
    sealed = seal(
        pack_bytes(sign_document(document, key)), [recipient_of(derive_identity(receipt.identity_seed))]
    )
    real.ask(
        "public",
        "INSERT INTO reporting_reply (id, mailbox_id, sealed, position, delivered_on) VALUES (?, ?, ?, 0, ?)",
        *(reply_id.hex, mailbox_id, sealed, date.today().isoformat()),
    )


def test_a_forged_reply_is_not_shown(real: RealSites) -> None:
    amina, thief = real.report("Please write to me here."), Coalition(on=date.today())
    forge(real, amina, thief.reply_key)
    real.replace_lists([(*row[:2], 999, thief.key_list(999)) if row[1] else row for row in real.lists()])
    for restart in (False, True):
        if restart:
            real.restart_public()
        amina.come_back()
        assert TRAP not in amina.browser.html
        assert "could not be checked" in amina.browser.text
    real.cross()
    assert ("list-foreign", "keys") in real.alarms()
