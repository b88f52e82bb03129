# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the generations of an organisation's vault, and notices one that somebody else made.

Anybody can seal a vault of their own to a member: recipients are public. So each row carries a mark that only this
desk's processes can set, nothing new is sealed to one without it, and whoever unlocks is told. (docs/decisions/0017)
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.core import age
from safehold.desk.audit import actions as audit
from safehold.desk.vault import queries, vouching
from safehold.desk.vault.models import Vault

if TYPE_CHECKING:
    from safehold.desk.vault.actions.unlocked import Unlocked

FOREIGN = "vault-foreign"


def make_vault(organisation_id: UUID, on: date) -> tuple[Vault, age.Identity]:
    """Make the next generation, above all that are there, and its identity. Call it in a transaction."""
    identity = age.generate_identity()
    before = queries.list_vaults(organisation_id)[:1]
    vault = Vault(
        organisation_id=organisation_id,
        generation=before[0].generation + 1 if before else 1,
        recipient=str(identity.recipient),
        created_on=on,
    )
    vault.vouched = vouching.mac_vault(vault.pk, organisation_id, vault.generation, vault.recipient)
    vault.save(force_insert=True)
    return vault, identity


def check_vaults(unlocked: Unlocked, on: date) -> None:
    """Raise an alarm for each vault that this desk did not make, or that opens as another one: at each unlock."""
    held = {vault.pk: str(identity.recipient) for vault, identity in unlocked.opened_vaults()}
    for vault in queries.list_vaults(unlocked.organisation_id):
        if not queries.is_vouched_for(vault, held.get(vault.pk)):
            audit.raise_alarm(unlocked.organisation_id, FOREIGN, vault.pk, on=on)
