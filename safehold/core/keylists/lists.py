# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two lists and what they hold. Days are dates; `valid_until` is the first day on which a key is no
longer used.

In JSON the two ends of a key's time are called "from" and "until".
"""

import hashlib
from datetime import date
from typing import Annotated, Self

import msgspec

from safehold.core.envelopes.documents import Document, Hex32, Id, Recipient

KEY_ID_HEX_CHARACTERS = 32

KeyId = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Slug = Annotated[str, msgspec.Meta(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=64)]
Version = Annotated[int, msgspec.Meta(ge=1)]

_DATES = {"valid_from": "from", "valid_until": "until"}


def key_id_of(key: str | bytes) -> str:
    """The name of a public key: 32 hex characters of the SHA-256 of a recipient's text, or a key's bytes."""
    material = key.encode() if isinstance(key, str) else key
    return hashlib.sha256(material).hexdigest()[:KEY_ID_HEX_CHARACTERS]


class Organisation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member of the coalition. `languages` are free labels, as people call them ("English", "粵語")."""

    id: Id
    slug: Slug
    name: dict[str, str]
    languages: list[str]
    root_key: Hex32
    is_default: bool


class IntakeKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_DATES):
    """An age recipient to which reports are sealed from one day until, and without, another."""

    key_id: KeyId
    recipient: Recipient
    valid_from: date
    valid_until: date

    @classmethod
    def create(cls, recipient: str, valid_from: date, valid_until: date) -> Self:
        """An entry under the recipient's own key id."""
        return cls(
            key_id=key_id_of(recipient), recipient=recipient, valid_from=valid_from, valid_until=valid_until
        )


class ReplyKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename=_DATES):
    """An Ed25519 public key that signs replies made from one day until, and without, another."""

    key_id: KeyId
    verify_key: Hex32
    valid_from: date
    valid_until: date

    @classmethod
    def create(cls, verify_key: bytes, valid_from: date, valid_until: date) -> Self:
        """An entry for a 32-byte key under its own key id."""
        return cls(
            key_id=key_id_of(verify_key),
            verify_key=verify_key.hex(),
            valid_from=valid_from,
            valid_until=valid_until,
        )


class CoalitionList(Document, frozen=True, kw_only=True, tag="coalition-list/1"):
    """The organisations and their root keys; signed by the coalition root."""

    version: Version
    issued_on: date
    organisations: list[Organisation]


class KeyList(Document, frozen=True, kw_only=True, tag="key-list/1"):
    """The keys one organisation uses; signed by its root."""

    organisation_id: Id
    version: Version
    issued_on: date
    reply_keys: list[ReplyKey]
    intake_keys: list[IntakeKey]
