# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who opens what: members' own keys, vaults, grants, and what is unlocked. What comes back is still sealed."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.audit import queries as audit
from safehold.desk.vault import vouching
from safehold.desk.vault.models import MemberKey, Unlocking, Vault, VaultGrant

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def find_member_key(member: Member) -> MemberKey | None:
    """Return the member's wrapped identity; None before enrolment."""
    return MemberKey.objects.filter(member=member).first()


def list_grants(member: Member) -> list[VaultGrant]:
    """Return the member's grants to vaults of their own organisation, newest generation first."""
    grants = VaultGrant.objects.filter(member=member, vault__organisation=member.organisation_id)
    return list(grants.select_related("vault").order_by("-vault__generation"))


def list_vaults(organisation_id: UUID) -> list[Vault]:
    """Return an organisation's vaults, newest generation first."""
    return list(Vault.objects.filter(organisation=organisation_id).order_by("-generation"))


def list_our_vaults(organisation_id: UUID) -> list[Vault]:
    """Return those that this desk made: only to the newest of them is anything sealed."""
    return list(filter(is_vouched_for, list_vaults(organisation_id)))


def is_vouched_for(vault: Vault, recipient: str | None = None) -> bool:
    """Whether this desk made a vault; with this recipient, where somebody has opened it."""
    expected = vouching.mac_vault(
        vault.pk, vault.organisation_id, vault.generation, recipient or vault.recipient
    )
    return hmac.compare_digest(vault.vouched, expected)


def hold_vaults(organisation_id: UUID) -> None:
    """Lock an organisation's vaults until the caller's transaction ends. Read them after it: while this waited, a
    newer one may have been made.
    """
    list(Vault.objects.select_for_update().filter(organisation=organisation_id).order_by("generation"))


def list_waiting_keys(organisation_id: UUID) -> list[MemberKey]:
    """Return the keys of active members who wait to be admitted to the vault."""
    keys = MemberKey.objects.filter(
        member__organisation=organisation_id,
        member__is_active=True,
        member__vault_grants__isnull=True,
    )
    waiting = keys.select_related("member").order_by("member__display_name")
    return [key for key in waiting if key.member.unlocks]


def list_keyholder_ids(organisation_id: UUID) -> set[UUID]:
    """Return the ids of the members to whom the newest vault is sealed."""
    newest = list_our_vaults(organisation_id)[:1]
    return set(newest[0].grants.values_list("member_id", flat=True)) if newest else set()


def is_admitted(member: Member) -> bool:
    """Whether a vault is sealed to this member, so that their words open what the organisation was sent."""
    return VaultGrant.objects.filter(member=member.pk).exists()


def was_given_vault(member: Member) -> bool:
    """Whether a vault's secret has ever been in this member's hands, since they were last removed."""
    if VaultGrant.objects.filter(member=member).exists():
        return True
    given = {"member.admitted", "escrow.admitted", "vault.reset", "escrow.reset"}
    return audit.find_last_verb(member.organisation_id, str(member.pk), {*given, "member.removed"}) in given


def find_unlocking(row_id: str, member: Member, session_hash: str, now: datetime) -> Unlocking | None:
    """Return what the browser's cookie leads to, if it is this member's, of this session, and not expired."""
    return Unlocking.objects.filter(
        id=row_id, member=member.pk, session_hash=session_hash, expires_at__gt=now
    ).first()
