# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Removing a member: from now on, their words and their vault open nothing that is in the database."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.audit import actions as audit
from safehold.desk.members import actions as members
from safehold.desk.vault import queries
from safehold.desk.vault.actions.enrolment import take_keys_away
from safehold.desk.vault.actions.escrow import seal_to_escrow
from safehold.desk.vault.actions.moving import move_to_next_vault
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.errors import LeadRequired, NotForAuditors
from safehold.desk.vault.models import Vault, VaultGrant
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def remove_member(unlocked: Unlocked, member: Member, on: date) -> None:
    """Shut a member out for good and change the keys they could have copied. Twice is once.

    By an unlocked lead of the same organisation; two leads who remove each other: the first one stays. The cases are
    marked as due for new keys. Raises LeadRequired, NotForAuditors, VaultMissing, or KeyMissing or SecretMisplaced
    when the organisation's root does not open.
    """
    lead = unlocked.member
    if not lead.is_lead or member.organisation_id != lead.organisation_id or member.pk == lead.pk:
        raise LeadRequired
    if not member.unlocks:
        raise NotForAuditors
    with atomic_for(Vault):
        unlocked.hold_vault()
        member.refresh_from_db(fields=["is_active"])
        if not member.is_active and not queries.was_given_vault(member):
            return
        members.shut_out(member)
        take_keys_away(member)
        move = move_to_next_vault(unlocked, on)
        seal_to_escrow(move.old_identity, move.new, move.new_identity, on)
        audit.append(lead.organisation_id, "member.removed", member.pk, lead.pk, on=on)
    erase_from_log(VaultGrant)
