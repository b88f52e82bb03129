# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an unlocked member can open and seal, for the length of one request. Nothing opened here is kept anywhere.

The vault is opened on first use, not at sign-in. Every look-up goes through the member's own grants: a key
that is sealed to another organisation's vault is not found.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core import age
from safehold.core.envelopes import ReplyDocument, sign_document
from safehold.desk.vault import queries, wrapping
from safehold.desk.vault.errors import KeyMissing, SecretMisplaced, VaultMissing
from safehold.desk.vault.models import SigningKey, SubjectKey, Vault
from safehold.persistence.transactions import atomic_for

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
        """Return the newest vault that this desk made, and its identity; raise VaultMissing.

        Seal to the recipient of this identity, never to the stored text: a changed row must not receive new
        keys, nor a vault that somebody made themself and sealed to this member.
        """
        for vault, identity in self.opened_vaults():
            if queries.is_vouched_for(vault, str(identity.recipient)):
                return vault, identity
        raise VaultMissing

    def hold_vault(self) -> tuple[Vault, age.Identity]:
        """Return the newest vault and its identity, locked until the caller's transaction ends.

        What is sealed to a vault is sealed under this lock: another request may have removed a member since
        this one began, and what an old vault still received would be lost. Raises VaultMissing, also for a
        member who was removed meanwhile.
        """
        queries.hold_vaults(self.organisation_id)
        if self._has_moved() and self._has_moved():  # even at the second look
            raise VaultMissing
        return self.current_vault()

    def _has_moved(self) -> bool:
        """Whether there is a newer vault than this member was seen to hold; if so, look again at the next use."""
        newest = queries.list_our_vaults(self.organisation_id)[:1]
        if newest == [vault for vault, _ in self._grants if queries.is_vouched_for(vault)][:1]:
            return False
        self.look_again()
        return True

    def look_again(self) -> None:
        """Forget which vaults were opened."""
        for cached in ("has_vault", "_grants", "_vaults", "_subject_keys"):
            self.__dict__.pop(cached, None)

    def open_intake(self, key_id: str, sealed: bytes) -> bytes:
        """Open what a reporter sealed to one of this organisation's intake keys; raise KeyMissing or an
        AgeError.
        """
        key = queries.find_intake_key(self.organisation_id, key_id)
        if key is None:
            raise KeyMissing(wrapping.INTAKE)
        secret = wrapping.open_secret(wrapping.INTAKE, key.key_id, key.sealed, self.vault_identities())
        return age.open_sealed(sealed, [age.derive_identity(secret)])

    def case_key(self, subject_id: UUID, version: int) -> bytes:
        """Return the 32-byte key of one case, in the version that its content is under.

        Raises KeyMissing, or SecretMisplaced when it was changed in the database.
        """
        for row in self._find_case_keys({subject_id: version}):
            return self._open_case_key(row)
        raise KeyMissing(wrapping.SUBJECT)

    def case_keys(self, wanted: Mapping[UUID, int]) -> dict[UUID, bytes]:
        """Return the key of each wanted case and version that this member can open; the others are left out."""
        keys = {}
        for row in self._find_case_keys(wanted):
            with suppress(SecretMisplaced):
                keys[row.subject_id] = self._open_case_key(row)
        return keys

    def _find_case_keys(self, wanted: Mapping[UUID, int]) -> list[SubjectKey]:
        rows = self._list_case_keys(wanted)
        if len(rows) < len(wanted) and self._has_moved():
            rows = self._list_case_keys(wanted)
        return [row for row in rows if row.version == wanted[row.subject_id]]

    def _list_case_keys(self, subject_ids: Collection[UUID]) -> list[SubjectKey]:
        return queries.list_subject_keys(subject_ids, [vault.id for vault, _ in self._grants])

    def _open_case_key(self, row: SubjectKey) -> bytes:
        return wrapping.unwrap_subject(self._subject_keys[row.vault_id], row.thing, bytes(row.sealed))

    @cached_property
    def _subject_keys(self) -> dict[UUID, bytes]:
        return {
            vault_id: wrapping.subject_key_of(vault.secret_seed()) for vault_id, vault in self._vaults.items()
        }

    def new_case_key(self, subject_id: UUID, version: int = 1) -> bytes:
        """Make a case's key, store it wrapped under the newest vault, and return it. Call it in the case's
        transaction. Raises VaultMissing.
        """
        return self.new_case_keys({subject_id: version})[subject_id]

    def new_case_keys(self, wanted: Mapping[UUID, int]) -> dict[UUID, bytes]:
        """The same for many cases at once: subject id and version."""
        made = {subject_id: secrets.token_bytes(wrapping.SECRET_BYTES) for subject_id in wanted}
        self._wrap(wanted, made)
        return made

    def keep_case_key(self, subject_id: UUID, version: int, key: bytes) -> None:
        """Store a key that another organisation made, wrapped under the newest vault. Call it in the transaction of
        what it opens. Raises VaultMissing.
        """
        self._wrap({subject_id: version}, {subject_id: key})

    def _wrap(self, wanted: Mapping[UUID, int], made: Mapping[UUID, bytes]) -> None:
        with atomic_for(SubjectKey):
            vault, _ = self.hold_vault()
            rows = [
                SubjectKey(subject_id=subject_id, vault=vault, version=wanted[subject_id])
                for subject_id in made
            ]
            for row in rows:
                nonce = secrets.token_bytes(wrapping.NONCE_BYTES)
                key = self._subject_keys[vault.pk]
                row.sealed = wrapping.wrap_subject(key, nonce, row.thing, made[row.subject_id])
            SubjectKey.objects.bulk_create(rows)

    def next_case_keys(self, current: Mapping[UUID, int]) -> dict[UUID, tuple[int, bytes]]:
        """Return the version and key that each case gets after its current one, made now unless one waits.

        One that waits is used only if the vault has not moved on since it was made. Raises VaultMissing.
        """
        with atomic_for(SubjectKey):
            self.hold_vault()
            rows = self._list_case_keys(current)
            newest = {row.subject_id: row for row in sorted(rows, key=lambda row: row.version)}
            waiting = {
                subject_id: row.version
                for subject_id, row in newest.items()
                if row.version > current[subject_id] and not row.is_due
            }
            opened = self.case_keys(waiting)  # one that somebody changed does not open: another is made
            made = {
                subject_id: row.version + 1 for subject_id, row in newest.items() if subject_id not in opened
            }
            keys = opened | self.new_case_keys(made)
        versions = waiting | made
        return {subject_id: (versions[subject_id], key) for subject_id, key in keys.items()}

    def signing_key(self, purpose: str) -> Ed25519PrivateKey:
        """Open the newest signing key of a purpose; raise KeyMissing."""
        row = self._find_signing_key(purpose)
        if row is None and self._has_moved():
            row = self._find_signing_key(purpose)
        if row is None:
            raise KeyMissing(purpose)
        secret = wrapping.open_secret(wrapping.SIGNING, row.verify_key, row.sealed, self.vault_identities())
        return Ed25519PrivateKey.from_private_bytes(secret)

    def _find_signing_key(self, purpose: str) -> SigningKey | None:
        return queries.find_signing_key(purpose, [vault.id for vault, _ in self._grants])

    def sign_reply(self, document: ReplyDocument) -> bytes:
        """Sign a reply with the organisation's reply key; raise KeyMissing."""
        return sign_document(document, self.signing_key(SigningKey.Purpose.REPLIES))
