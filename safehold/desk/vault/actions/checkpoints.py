# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signs the head of the audit chain with the organisation's root, for a lead to keep away from this server."""

from datetime import date

from safehold.desk.audit import actions as audit
from safehold.desk.audit import queries as chains
from safehold.desk.audit.rules import Checkpoint
from safehold.desk.audit.rules import sign_checkpoint as sign
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.errors import LeadRequired
from safehold.desk.vault.models import SigningKey
from safehold.persistence.transactions import atomic_for


def sign_checkpoint(unlocked: Unlocked, on: date) -> tuple[Checkpoint, bytes]:
    """Return a checkpoint of the chain with its own row as the head, and the file to keep.

    A chain that does not hold is not signed. Raises LeadRequired, KeyMissing, VaultMissing, ChainBroken.
    """
    if not unlocked.member.is_lead:
        raise LeadRequired
    root = unlocked.signing_key(SigningKey.Purpose.ORGANISATION_ROOT)
    chains.check_organisation(unlocked.organisation_id)
    with atomic_for(SigningKey):
        row = audit.append(unlocked.organisation_id, "audit.signed", "", unlocked.member.pk, on=on)
        checkpoint = Checkpoint(
            organisation_id=unlocked.organisation_id,
            slug=unlocked.member.organisation.slug,
            sequence=row.sequence,
            hash=row.hash,
            on_day=on,
            root_key=root.public_key().public_bytes_raw().hex(),
        )
        return checkpoint, sign(checkpoint, root.sign)
