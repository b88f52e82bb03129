# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of an address and of what it follows: encrypted and as keyed hashes, all from the site's own key.

A copy of the database names nobody. Whoever has the key's file as well (public/secret-key) reads them.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

TOKEN_BYTES = 32
STOP_BYTES = 16


def close(document: Any) -> str:
    """Return a document as it is kept."""
    return urlsafe_b64encode(_box().encrypt(json.dumps(document).encode())).decode()


def open_closed(kept: str) -> Any:
    """Return what `close` was given; None where the site's key is another one now, or somebody changed the row."""
    try:
        return json.loads(_box().decrypt(urlsafe_b64decode(kept)))
    except (CryptoError, ValueError):
        return None


def mark(kind: str, *parts: str) -> str:
    """Return a keyed hash by which a thing is found again without being readable."""
    return _keyed("\n".join((kind, *parts)).encode(), 32).hex()


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def stop_token(follower: UUID) -> str:
    """Return what ends the alerts of a follower: it follows from their id and the key, and is kept nowhere."""
    return (
        urlsafe_b64encode(follower.bytes + _keyed(b"stop" + follower.bytes, STOP_BYTES)).decode().rstrip("=")
    )


def read_stop_token(token: str) -> UUID | None:
    """Return whose alerts a token ends, whether they are still there or not; None where we did not make it."""
    try:
        read = urlsafe_b64decode(f"{token}=")
    except ValueError:
        return None
    if len(read) != 16 + STOP_BYTES:
        return None
    found = UUID(bytes=read[:16])
    return found if secrets.compare_digest(stop_token(found), token) else None


def _keyed(content: bytes, size: int) -> bytes:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"alert marks").digest()
    return hashlib.blake2b(content, key=key, digest_size=size).digest()


def _box() -> SecretBox:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"alert addresses").digest()
    return SecretBox(key)
