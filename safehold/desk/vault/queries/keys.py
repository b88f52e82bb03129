# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Weekly keys, signing keys and the roots. What comes back is still sealed."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from safehold.desk.vault import vouching
from safehold.desk.vault.models import IntakeKey, SigningKey


def find_intake_key(organisation_id: UUID, key_id: str) -> IntakeKey | None:
    return IntakeKey.objects.filter(key_id=key_id, vault__organisation=organisation_id).first()


def list_intake_keys(organisation_id: UUID, ending_after: date | None = None) -> list[IntakeKey]:
    """Return an organisation's weekly keys, oldest week first."""
    keys = IntakeKey.objects.filter(vault__organisation=organisation_id).select_related("vault")
    keys = keys.order_by("starts_on")
    return list(keys.filter(ends_on__gt=ending_after) if ending_after else keys)


def find_signing_key(purpose: str, vault_ids: Sequence[UUID]) -> SigningKey | None:
    """Return the newest signing key of a purpose, not ended, that is sealed to one of these vaults."""
    keys = SigningKey.objects.filter(purpose=purpose, vault__in=vault_ids, ends_on=None)
    return next(iter(_ours(keys.order_by("-starts_on", "-vault__generation"))), None)


def list_signing_keys(purpose: str, organisation_id: UUID) -> list[SigningKey]:
    """Return an organisation's signing keys of a purpose, newest first."""
    keys = SigningKey.objects.filter(purpose=purpose, vault__organisation=organisation_id)
    return _ours(keys.order_by("-starts_on"))


def _ours(keys: QuerySet[SigningKey]) -> list[SigningKey]:
    """Those that this desk made: whoever can write to the database must not get one of theirs used."""
    return [
        key
        for key in keys.select_related("vault")
        if hmac.compare_digest(
            key.vouched, vouching.mac_signing_key(key.vault.organisation_id, key.purpose, key.verify_key)
        )
    ]


def find_root_key(organisation_id: UUID) -> str | None:
    """Return the public half of an organisation's root; None before it has keys."""
    keys = list_signing_keys(SigningKey.Purpose.ORGANISATION_ROOT, organisation_id)
    return keys[0].verify_key if keys else None


def find_coalition_root() -> str | None:
    """Return the coalition root's public half, to be pinned on the public side; None before it is made."""
    roots = SigningKey.objects.filter(purpose=SigningKey.Purpose.COALITION_ROOT)
    return next((root.verify_key for root in _ours(roots.order_by("starts_on"))), None)


def holds_coalition_root(organisation_id: UUID) -> bool:
    """Whether the coalition root is sealed to this organisation's vault."""
    return bool(list_signing_keys(SigningKey.Purpose.COALITION_ROOT, organisation_id))
