# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an unlocked member can open, for the length of one request. Nothing opened here is kept anywhere.

The vault is opened on first use, not at sign-in. Every look-up goes through the member's own grants: a key
that is sealed to another organisation's vault is not found.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core import age
from safehold.core.envelopes import ReplyDocument, sign_document
from safehold.desk.vault import queries, wrapping
from safehold.desk.vault.errors import KeyMissing, VaultMissing
from safehold.desk.vault.models import SigningKey, SubjectKey, Vault

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


class Unlocked:
    """A member whose passphrase was given a short while ago."""

    def __init__(self, member: Member, identity: age.Identity) -> None:
        self.member = member
        self._identity = identity

    def __repr__(self) -> str:
        return "<Unlocked>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("What is unlocked is not stored.")

    @property
    def organisation_id(self) -> UUID:
        return self.member.organisation_id

    @property
    def identity(self) -> age.Identity:
        """The member's own identity."""
        return self._identity

    @cached_property
    def has_vault(self) -> bool:
        """Whether a lead has admitted this member."""
        return bool(self._grants)

    @cached_property
    def _grants(self) -> list[tuple[Vault, bytes]]:
        grants = queries.list_grants(self.member)
        return [(grant.vault, bytes(grant.sealed)) for grant in grants]

    @cached_property
    def _vaults(self) -> dict[UUID, age.Identity]:
        """Vault id -> its identity, newest generation first."""
        return {
            vault.id: age.derive_identity(
                wrapping.open_secret(wrapping.VAULT, vault.id, sealed, [self._identity])
            )
            for vault, sealed in self._grants
        }

    def vault_identities(self) -> list[age.Identity]:
        """Return the vault's identities, newest generation first; raise VaultMissing."""
        if not self._vaults:
            raise VaultMissing
        return list(self._vaults.values())

    def opened_vaults(self) -> list[tuple[Vault, age.Identity]]:
        """Return each vault that the member may open with its identity, newest generation first."""
        return [(vault, self._vaults[vault.id]) for vault, _ in self._grants]

    def current_vault(self) -> tuple[Vault, age.Identity]:
        """Return the newest vault and its identity; raise VaultMissing.

        Seal to the recipient of this identity, never to the stored text: a changed row must not receive new
        keys.
        """
        identity = self.vault_identities()[0]
        return self._grants[0][0], identity

    def open_intake(self, key_id: str, sealed: bytes) -> bytes:
        """Open what a reporter sealed to one of this organisation's intake keys; raise KeyMissing or an
        AgeError.
        """
        key = queries.find_intake_key(self.organisation_id, key_id)
        if key is None:
            raise KeyMissing(wrapping.INTAKE)
        secret = wrapping.open_secret(wrapping.INTAKE, key.key_id, key.sealed, self.vault_identities())
        return age.open_sealed(sealed, [age.derive_identity(secret)])

    def case_key(self, subject_id: UUID) -> bytes:
        """Return the newest 32-byte key of one case; raise KeyMissing."""
        keys = self.case_keys([subject_id])
        if subject_id not in keys:
            raise KeyMissing(wrapping.SUBJECT)
        return keys[subject_id]

    def case_keys(self, subject_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Return the newest key of each case that this member may open; the others are left out."""
        rows = queries.list_subject_keys(list(subject_ids), [vault.id for vault, _ in self._grants])
        newest = {row.subject_id: row for row in rows}
        return {subject_id: self._open_subject_key(row) for subject_id, row in newest.items()}

    def _open_subject_key(self, row: SubjectKey) -> bytes:
        return wrapping.open_secret(wrapping.SUBJECT, row.thing, row.sealed, [self._vaults[row.vault_id]])

    def new_case_key(self, subject_id: UUID) -> bytes:
        """Make a case's key, store it sealed to the newest vault, and return it. Call it in the case's
        transaction.
        """
        vault, identity = self.current_vault()
        key = secrets.token_bytes(wrapping.SECRET_BYTES)
        row = SubjectKey(subject_id=subject_id, vault=vault)
        row.sealed = wrapping.seal_secret(wrapping.SUBJECT, row.thing, key, identity.recipient)
        row.save(force_insert=True)
        return key

    def signing_key(self, purpose: str) -> Ed25519PrivateKey:
        """Open the newest signing key of a purpose; raise KeyMissing."""
        row = queries.find_signing_key(purpose, [vault.id for vault, _ in self._grants])
        if row is None:
            raise KeyMissing(purpose)
        secret = wrapping.open_secret(wrapping.SIGNING, row.verify_key, row.sealed, self.vault_identities())
        return Ed25519PrivateKey.from_private_bytes(secret)

    def sign_reply(self, document: ReplyDocument) -> bytes:
        """Sign a reply with the organisation's reply key; raise KeyMissing."""
        return sign_document(document, self.signing_key(SigningKey.Purpose.REPLIES))
