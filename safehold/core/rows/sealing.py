# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealing and opening one row's document."""

import json
from typing import Any
from uuid import UUID

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

from safehold.core.envelopes import padme
from safehold.core.rows.errors import RowTampered

FORMAT = b"\x01"
LENGTH_BYTES = 4
SHORTEST_BYTES = 1024
"""Padmé alone leaves a short text its length almost to the byte: yes, no, a name, a number."""
NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


def seal_row(key: bytes, name: str, row_id: UUID, document: dict[str, Any]) -> bytes:
    """Seal `document` for one row. `name`: what it is and its schema number, such as `case.note/1`."""
    _check_key(key)
    nonce = random(NONCE_BYTES)
    sealed: bytes = crypto_aead_xchacha20poly1305_ietf_encrypt(
        _padded(document), _associated(name, row_id), nonce, key
    )
    return FORMAT + nonce + sealed


def open_row(key: bytes, name: str, row_id: UUID, sealed: bytes) -> dict[str, Any]:
    """Open one row's document.

    Raises RowTampered when the key, name, row or bytes are not the ones it was sealed with.
    """
    _check_key(key)
    sealed = bytes(sealed)
    if sealed[:1] != FORMAT:
        raise RowTampered
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        padded: bytes = crypto_aead_xchacha20poly1305_ietf_decrypt(
            body, _associated(name, row_id), nonce, key
        )
    except (CryptoError, ValueError):
        raise RowTampered from None
    return _unpadded(padded)


def _associated(name: str, row_id: UUID) -> bytes:
    return name.encode() + b"\n" + row_id.bytes


def _padded(document: dict[str, Any]) -> bytes:
    content = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    plain = len(content).to_bytes(LENGTH_BYTES, "big") + content
    return plain + bytes(max(padme(len(plain)), SHORTEST_BYTES) - len(plain))


def _unpadded(padded: bytes) -> dict[str, Any]:
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    document = json.loads(padded[LENGTH_BYTES : LENGTH_BYTES + length])
    if not isinstance(document, dict):
        raise RowTampered
    return document


def _check_key(key: bytes) -> None:
    if len(key) != crypto_aead_xchacha20poly1305_ietf_KEYBYTES:
        raise ValueError("a row key has 32 bytes")
