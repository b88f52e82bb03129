# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What travels between two vaults: signed by a listed reply key of the one, sealed to a listed intake key of the other.

Both keys are taken from lists that were checked from the coalition's root down, never from a row. What opens and is not
signed for this very offer, between these two, raises ParcelForged.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from safehold.core import age
from safehold.core.envelopes import (
    Document,
    EnvelopeError,
    EnvelopeOversized,
    pack_bytes,
    sign_document,
    unpack_bytes,
    verify_document,
)
from safehold.core.keylists import IntakeKey, ListError, intake_key_for, reply_keys_for
from safehold.desk.sharing import rules
from safehold.desk.sharing.errors import ParcelForged, ReceiverNotReady, TooMuch
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import SecretMisplaced

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation

_D = TypeVar("_D", rules.ShareDocument, rules.CoverDocument, rules.ShareKeyDocument)
SIGNS = "replies"


def find_listed_key(organisation: Organisation, on: date) -> IntakeKey:
    """Return the intake key of an organisation that its signed list has for this day. Raises ReceiverNotReady."""
    listed = keys.find_key_list(organisation)
    try:
        key = intake_key_for(listed, on) if listed else None
    except ListError:
        key = None
    if key is None or not key.valid_from <= on < key.valid_until:
        raise ReceiverNotReady
    return key


def seal_to(unlocked: Unlocked, key: IntakeKey, document: Document) -> bytes:
    """Sign a document as the member's organisation and seal it to one listed key. Raises TooMuch, KeyMissing."""
    try:
        packed = pack_bytes(sign_document(document, unlocked.signing_key(SIGNS)))
    except EnvelopeOversized:
        raise TooMuch from None
    return age.seal(packed, [age.parse_recipient(key.recipient)])


def open_from(unlocked: Unlocked, sender: Organisation, key_id: str, sealed: bytes, kind: type[_D]) -> _D:
    """Open what another organisation sealed to this one, once a key that it lists vouches for it, one that was in use
    on the day that the document names. Raises ParcelForged, or KeyMissing when this member has no such intake key.
    """
    try:
        signed = unpack_bytes(unlocked.open_intake(key_id, sealed))
    except (age.AgeError, EnvelopeError, SecretMisplaced):
        raise ParcelForged from None
    listed = keys.find_key_list(sender)
    for key in reply_keys_for(listed) if listed else ():
        try:
            document = verify_document(signed, kind, bytes.fromhex(key.verify_key))
            day = date.fromisoformat(document.signed_on)
        except (EnvelopeError, ValueError):
            continue
        if key.valid_from <= day < key.valid_until:
            return document
    raise ParcelForged
