# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed documents: 64 bytes of Ed25519 signature (RFC 8032), then the payload.

The signature covers "safehold/", the schema and a line feed before the payload, so that a signature made
for one schema is worth nothing for another. `verify` returns the payload or raises: there is no answer to
forget to check.
"""

import re
from typing import TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from safehold.core.envelopes.documents import Document, decode, encode, schema_of
from safehold.core.envelopes.errors import SignatureRejected

SIGNATURE_BYTES = 64

_SCHEMA = re.compile(r"[a-z]+(-[a-z]+)*/[1-9][0-9]*")
_D = TypeVar("_D", bound=Document)


def sign(schema: str, payload: bytes, private_key: Ed25519PrivateKey) -> bytes:
    """Signature and payload, signed for `schema` ("reply/1"); raises ValueError for an ill-formed schema."""
    return private_key.sign(_domain(schema) + payload) + payload


def verify(schema: str, signed: bytes, public_key: bytes) -> bytes:
    """The payload of `signed`, once the 32-byte `public_key` vouches for it; raises SignatureRejected."""
    signature, payload = signed[:SIGNATURE_BYTES], signed[SIGNATURE_BYTES:]
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, _domain(schema) + payload)
    except (InvalidSignature, ValueError):
        raise SignatureRejected(f"Not signed by this key as {schema}.") from None
    return payload


def sign_document(document: Document, private_key: Ed25519PrivateKey) -> bytes:
    """Encode and sign a typed document for its own schema."""
    return sign(schema_of(type(document)), encode(document), private_key)


def verify_document(signed: bytes, kind: type[_D], public_key: bytes) -> _D:
    """Verify, then decode, a document of `kind`; raises SignatureRejected or EnvelopeMalformed."""
    return decode(verify(schema_of(kind), signed, public_key), kind)


def _domain(schema: str) -> bytes:
    if not _SCHEMA.fullmatch(schema):
        raise ValueError("A schema is a name and a number, such as reply/1.")
    return b"safehold/" + schema.encode() + b"\n"
