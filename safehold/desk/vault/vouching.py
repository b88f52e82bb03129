# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Marks that only a process can set which reads the desk's session key.

The key (settings.SECRET_KEY) lies in a file outside the database. Whoever can only write to the database adds no worker
and no handover that is believed (docs/decisions/0017), and no vault or signing key that is used: anybody can seal one
of their own to our recipients, which are public.
"""

from uuid import UUID

from django.utils.crypto import salted_hmac

MAC_BYTES = 32


def worker_id(recipient: str) -> UUID:
    """Return the id of the worker with this recipient: a MAC of it, so that no row can be added by hand."""
    return UUID(bytes=_mac("safehold/worker/1", recipient.encode())[:16])


def mac_handover(handover_id: UUID, worker: UUID, organisation_id: UUID, sealed: bytes) -> bytes:
    """Return the 32 bytes that show who made a handover, for whom, and of what."""
    place = f"{handover_id} {worker} {organisation_id}\n".encode()
    return _mac("safehold/handover/1", place + sealed)


def mac_vault(vault_id: UUID, organisation_id: UUID, generation: int, recipient: str) -> str:
    """Return 64 hex digits that show that this desk made a generation of a vault, with this very recipient."""
    return _mac("safehold/vault/1", f"{vault_id} {organisation_id} {generation} {recipient}".encode()).hex()


def mac_signing_key(organisation_id: UUID, purpose: str, verify_key: str) -> str:
    """Return 64 hex digits that show that this desk made a signing key, for this purpose of this organisation."""
    return _mac("safehold/signing-key/1", f"{organisation_id} {purpose} {verify_key}".encode()).hex()


def mac_kit(organisation_id: UUID, recipient: str) -> str:
    """Return 64 hex digits that show that this desk made a recovery kit: backups are sealed where nobody unlocks."""
    return _mac("safehold/kit/1", f"{organisation_id} {recipient}".encode()).hex()


def _mac(label: str, content: bytes) -> bytes:
    """HMAC-SHA-256 under a key that derives from the desk's session key."""
    return salted_hmac(label, content, algorithm="sha256").digest()
