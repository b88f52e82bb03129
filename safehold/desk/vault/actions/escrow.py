# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery kit of an organisation: made by a lead, tested by reading two sheets back, believed only
when the vault itself vouches for it.

Every generation of the vault is sealed to the kit's public half. Its secret is on paper only.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core import age, sheets
from safehold.core.sheets import SheetsWrong
from safehold.desk.audit import actions as audit
from safehold.desk.vault import kit as kits
from safehold.desk.vault import queries, vouching, wrapping
from safehold.desk.vault.actions.lists import issue_coalition_list
from safehold.desk.vault.actions.moving import move_to_next_vault
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.errors import (
    KeyMissing,
    KitChanged,
    KitMissing,
    KitPresent,
    LeadRequired,
    SecretMisplaced,
)
from safehold.desk.vault.kit import Kit
from safehold.desk.vault.models import Escrow, EscrowDrill, SignedListVersion, SigningKey, Vault
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation

SEALED_TO_KIT = "vault-in-escrow/1"
OpenedVaults = list[tuple[Vault, age.Identity]]


def make_kit(unlocked: Unlocked, on: date, kit: Kit | None = None, *, replacing: str = "") -> Kit:
    """Seal the vault to a kit, and return it: its sheets are to be printed now or never.

    kit: one that has been printed already; default: a new one. replacing: the name of the kit that it takes the place
    of. As at a removal, everything then moves to a new vault: what the old sheets open in an older copy opens nothing
    that is written from now on. The new kit has to be read back like the first. Raises LeadRequired, VaultMissing,
    KitPresent when another kit was made meanwhile, or KeyMissing or SecretMisplaced when the organisation's root does
    not open.
    """
    if not unlocked.member.is_lead:
        raise LeadRequired
    made, organisation = kit or kits.draw(), unlocked.member.organisation
    with atomic_for(Escrow):
        held, _ = unlocked.hold_vault()
        if queries.find_kit_name(organisation.pk) != replacing:
            raise KitPresent
        if replacing or held.escrow_sealed:
            move_to_next_vault(unlocked, on)
        _, newest = unlocked.current_vault()
        for vault, identity in unlocked.opened_vaults():
            _seal(vault, identity, made.recipient)
        Escrow.objects.update_or_create(
            organisation=organisation,
            defaults={
                "recipient": made.recipient,
                "recipient_mac": _mac(newest, organisation.pk, made.recipient),
                "vouched": vouching.mac_kit(organisation.pk, made.recipient),
                "made_on": on,
                "made_by": unlocked.member,
            },
        )
        EscrowDrill.objects.filter(organisation=organisation).delete()
        audit.append(organisation.pk, "escrow.made", made.name, unlocked.member.pk, on=on)
    erase_from_log(Escrow)
    return made


def seal_to_escrow(before: age.Identity, vault: Vault, identity: age.Identity, on: date) -> None:
    """Seal a new generation to the organisation's kit, if there is one. Call it in the transaction that
    makes it.

    before: the identity of the generation that ends, which vouches for the kit. A kit that it does not
    vouch for receives nothing and raises an alarm.
    """
    escrow = queries.find_escrow(vault.organisation_id)
    if escrow is None:
        return
    if not _is_vouched_for(escrow, before):
        audit.raise_alarm(vault.organisation_id, "kit-changed", on=on)
        return
    _seal(vault, identity, escrow.recipient)
    escrow.recipient_mac = _mac(identity, vault.organisation_id, escrow.recipient)
    escrow.save(update_fields=["recipient_mac"])


def _seal(vault: Vault, identity: age.Identity, recipient: str) -> None:
    vault.escrow_sealed = wrapping.seal_secret(SEALED_TO_KIT, vault.pk, identity.secret_seed(), recipient)
    vault.save(update_fields=["escrow_sealed"])


def _mac(newest: age.Identity, organisation_id: UUID, recipient: str) -> str:
    return wrapping.mac_recipient(newest.secret_seed(), f"escrow {organisation_id}", recipient)


def _is_vouched_for(escrow: Escrow, newest: age.Identity) -> bool:
    expected = _mac(newest, escrow.organisation_id, escrow.recipient)
    return hmac.compare_digest(escrow.recipient_mac, expected)


def check_kit(unlocked: Unlocked, on: date) -> None:
    """Raise the alarm when the stored kit is not the one that the vault vouches for: at each unlock.

    Backups are sealed to the stored recipient by a command that holds no key.
    """
    _, newest = unlocked.current_vault()
    escrow = queries.find_escrow(unlocked.organisation_id)
    if escrow is not None and not _is_vouched_for(escrow, newest):
        audit.raise_alarm(unlocked.organisation_id, "kit-changed", on=on)


def open_with_shares(organisation: Organisation, shares: Sequence[str]) -> OpenedVaults:
    """Return each generation of the vault that two sheets open, newest first. Raises KitMissing or
    SheetsWrong.

    It goes by what opens, not by what the row of the kit says.
    """
    in_escrow = [vault for vault in queries.list_vaults(organisation.pk) if vault.escrow_sealed]
    if not in_escrow:
        raise KitMissing
    identity = age.derive_identity(sheets.join(shares))
    opened = [(vault, found) for vault in in_escrow if (found := _open(vault, identity))]
    if not opened:
        raise SheetsWrong("other-kit")
    return opened


def _open(vault: Vault, identity: age.Identity) -> age.Identity | None:
    try:
        secret = wrapping.open_secret(SEALED_TO_KIT, vault.pk, vault.escrow_sealed or b"", [identity])
    except (KeyMissing, SecretMisplaced):
        return None
    return age.derive_identity(secret)


def record_drill(unlocked: Unlocked, shares: Sequence[str], on: date) -> None:
    """Check that two sheets open the very vault that the lead has open, and write it down.

    The first drill of the founding organisation puts it into the first coalition list. Raises LeadRequired,
    VaultMissing, KitMissing, SheetsWrong, or KitChanged when the sheets open another vault than the lead's.
    """
    if not unlocked.member.is_lead:
        raise LeadRequired
    opened = open_with_shares(unlocked.member.organisation, shares)
    if not _open_the_same(opened, unlocked):
        audit.raise_alarm(unlocked.organisation_id, "kit-changed", on=on)
        raise KitChanged
    note_drill(unlocked.member.organisation, opened, unlocked.member.pk, on)


def _open_the_same(opened: OpenedVaults, unlocked: Unlocked) -> bool:
    """Whether a kit that the vault vouches for opened the very vault that is unlocked."""
    vault, newest = unlocked.current_vault()
    escrow = queries.find_escrow(unlocked.organisation_id)
    return (
        opened[0][0] == vault
        and hmac.compare_digest(opened[0][1].secret_seed(), newest.secret_seed())
        and escrow is not None
        and _is_vouched_for(escrow, newest)
    )


def note_drill(
    organisation: Organisation, opened: OpenedVaults, member_id: UUID | None, on: date
) -> EscrowDrill:
    """Write down that two sheets opened the vault; with the founders' first one the coalition begins."""
    with atomic_for(EscrowDrill):
        drill = EscrowDrill.objects.create(
            organisation=organisation,
            generation=opened[0][0].generation,
            on_day=on,
            member_id=member_id,
        )
        audit.append(organisation.pk, "escrow.drilled", opened[0][0].generation, member_id, on=on)
        if queries.holds_coalition_root(organisation.pk):
            _begin_coalition(organisation, opened, member_id, on)
    return drill


def _begin_coalition(
    organisation: Organisation, opened: OpenedVaults, member_id: UUID | None, on: date
) -> None:
    keys = SigningKey.objects.select_for_update().filter(purpose=SigningKey.Purpose.COALITION_ROOT)
    row = keys.filter(vault__in=[vault.pk for vault, _ in opened]).first()
    if row is None or queries.find_newest_list(SignedListVersion.Kind.COALITION):
        return
    identities = [identity for _, identity in opened]
    secret = wrapping.open_secret(wrapping.SIGNING, row.verify_key, row.sealed, identities)
    issue_coalition_list([organisation], Ed25519PrivateKey.from_private_bytes(secret), on)
    audit.append(organisation.pk, "organisation.admitted", organisation.pk, member_id, on=on)
