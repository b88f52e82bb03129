# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member gets a key of their own; an organisation's first lead makes the organisation's keys with it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError

from safehold.core import age
from safehold.core.keylists import weeks_from
from safehold.desk.audit import actions as audit
from safehold.desk.members import actions as members
from safehold.desk.members import queries as members_queries
from safehold.desk.vault import passphrases, queries, rules, vouching, wrapping
from safehold.desk.vault.actions.lists import issue_key_list, make_intake_keys
from safehold.desk.vault.actions.vaults import make_vault
from safehold.desk.vault.errors import AlreadyEnrolled, NotForAuditors
from safehold.desk.vault.models import MemberKey, SigningKey, Unlocking, Vault, VaultGrant
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def enrol_member(member: Member, on: date, passphrase: str | None = None) -> str:
    """Make the member's identity, wrapped by a passphrase; return the passphrase, of which nothing is kept.

    passphrase: words that the system generated and the member has already confirmed; default: new ones.
    The first lead to enrol establishes the organisation. Raises AlreadyEnrolled or NotForAuditors.
    """
    if not member.unlocks:
        raise NotForAuditors
    if queries.find_member_key(member):
        raise AlreadyEnrolled
    words = passphrase or passphrases.generate(member.language)
    identity = age.generate_identity()
    key = _wrap_identity(member, identity, words, on)
    with atomic_for(MemberKey):
        try:
            with atomic_for(MemberKey):
                key.save(force_insert=True)
        except IntegrityError:
            raise AlreadyEnrolled from None
        audit.append(member.organisation_id, "vault.enrolled", member.pk, member.pk, on=on)
        if member.is_lead and not _has_vault(member):
            establish_organisation(member, identity, on)
    return words


def _wrap_identity(member: Member, identity: age.Identity, words: str, on: date) -> MemberKey:
    derived = members.derive_new_key(passphrases.canonical(words))
    nonce = secrets.token_bytes(wrapping.NONCE_BYTES)
    return MemberKey(
        member=member,
        recipient=str(identity.recipient),
        salt=derived.salt,
        opslimit=derived.opslimit,
        memlimit_bytes=derived.memlimit_bytes,
        wrapped=wrapping.wrap_secret(
            derived.key, nonce, identity.secret_seed(), wrapping.member_place(member.pk)
        ),
        created_on=on,
    )


def _has_vault(member: Member) -> bool:
    """Whether there is a vault; asked under the organisation's lock, so that two leads make one."""
    members_queries.hold_organisation(member.organisation_id)
    return bool(queries.list_our_vaults(member.organisation_id))


def establish_organisation(member: Member, identity: age.Identity, on: date) -> Vault:
    """Make an organisation's vault, root, reply key, 26 weekly keys and first list, with its first lead.

    The first founding organisation also makes the coalition's root. The first coalition list follows when its
    recovery kit was read back: before that nobody can report to it. Call it in a transaction.
    """
    organisation = member.organisation
    vault, vault_identity = make_vault(organisation.pk, on)
    grant_vault(vault, vault_identity, member, identity.recipient)
    root = make_signing_key(SigningKey.Purpose.ORGANISATION_ROOT, vault, vault_identity, on)
    make_signing_key(SigningKey.Purpose.REPLIES, vault, vault_identity, on)
    make_intake_keys(vault, vault_identity.recipient, weeks_from(on, rules.WEEKS_AHEAD))
    issue_key_list(organisation, root, on)
    audit.append(organisation.pk, "keys.established", vault.pk, member.pk, on=on)
    if organisation.is_founding and queries.find_coalition_root() is None:
        make_signing_key(SigningKey.Purpose.COALITION_ROOT, vault, vault_identity, on)
        audit.append(organisation.pk, "coalition.founded", organisation.pk, member.pk, on=on)
    return vault


def grant_vault(
    vault: Vault, vault_identity: age.Identity, member: Member, recipient: age.Recipient | str
) -> VaultGrant:
    """Seal a vault's secret to one member, and note to which of their keys. Call it in a transaction."""
    secret = vault_identity.secret_seed()
    return VaultGrant.objects.create(
        vault=vault,
        member=member,
        sealed=wrapping.seal_secret(wrapping.VAULT, vault.pk, secret, recipient),
        recipient_mac=wrapping.mac_recipient(secret, member.pk, str(recipient)),
    )


def grant_missing(opened: Iterable[tuple[Vault, age.Identity]], member: Member, key: MemberKey) -> bool:
    """Seal to a member those of these vaults that they do not hold; return whether there was one. Call it in a
    transaction.
    """
    held = {grant.vault_id for grant in queries.list_grants(member)}
    missing = [(vault, identity) for vault, identity in opened if vault.pk not in held]
    for vault, identity in missing:
        grant_vault(vault, identity, member, key.recipient)
    return bool(missing)


def take_keys_away(member: Member) -> None:
    """Delete a member's key, the vaults sealed to it, and what is unlocked. Call it in a transaction."""
    VaultGrant.objects.filter(member=member).delete()
    Unlocking.objects.filter(member=member).delete()
    MemberKey.objects.filter(member=member).delete()


def make_signing_key(purpose: str, vault: Vault, vault_identity: age.Identity, on: date) -> Ed25519PrivateKey:
    """Make an Ed25519 key, stored sealed to the vault; return it. Call it in a transaction."""
    private_key = Ed25519PrivateKey.generate()
    store_signing_key(purpose, vault, vault_identity.recipient, private_key, on)
    return private_key


def store_signing_key(
    purpose: str, vault: Vault, recipient: age.Recipient | str, private_key: Ed25519PrivateKey, on: date
) -> SigningKey:
    """Store a signing key sealed to a vault's recipient. Call it in a transaction."""
    verify_key = private_key.public_key().public_bytes_raw().hex()
    secret = private_key.private_bytes_raw()
    return SigningKey.objects.create(
        purpose=purpose,
        vault=vault,
        verify_key=verify_key,
        vouched=vouching.mac_signing_key(vault.organisation_id, purpose, verify_key),
        sealed=wrapping.seal_secret(wrapping.SIGNING, verify_key, secret, recipient),
        starts_on=on,
    )
