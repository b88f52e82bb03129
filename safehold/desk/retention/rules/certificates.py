# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A certificate of destruction: what ended, in kinds and numbers, signed by the organisation's root.

The file is JSON with three fields: `document`, `root` (the public half of the root's key, hex) and `signature` (Ed25519
over the document as canonical JSON, for its schema, hex). It holds no word of what ended.
"""

import json
from hashlib import sha256
from typing import Any

import msgspec

from safehold.core.envelopes import Document, EnvelopeMalformed, SignatureRejected, encode, verify_document
from safehold.core.envelopes.documents import Code, Day, Hex32, Id, Size

SIGNATURE_BYTES = 64


class CertificateForged(ValueError):
    """It is no certificate, was changed, or is not signed by this key."""


class Destruction(Document, frozen=True, kw_only=True, tag="destruction/1"):
    """What ended. `by`: the id of the lead who confirmed it, "" when it ended by itself.

    `counts`: kinds of rows, keys and files, and how many. `audit_hash`: of the newest link of the record when it
    ended, which says the same. `backups_until`: the last day on which a kept backup of this desk still held it,
    "" when none was known.
    """

    organisation_id: Id
    organisation: str
    case_ids: list[Id]
    references: list[str]
    opened_on: str
    closed_on: str
    kind: Code
    reason: Code
    destroyed_on: Day
    by: str
    counts: dict[str, Size]
    audit_sequence: Size
    audit_hash: Hex32
    backups_until: str


def digest_of(document: Destruction) -> str:
    """Return what the record keeps of a certificate."""
    return sha256(encode(document)).hexdigest()


def pack(signed: bytes, root: bytes) -> bytes:
    """Return the file, from a document as `sign_document` gives it."""
    fields = {
        "document": json.loads(signed[SIGNATURE_BYTES:]),
        "root": root.hex(),
        "signature": signed[:SIGNATURE_BYTES].hex(),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n"


def read_certificate(content: bytes, root: str | None = None) -> Destruction:
    """Return what a file certifies; raise CertificateForged.

    root: the public half it must be signed by, in hex; without it, the one that the file names: a person compares that.
    """
    try:
        fields: dict[str, Any] = json.loads(content)
        named = str(fields["root"])
        document = msgspec.convert(fields["document"], Destruction)
        signed = bytes.fromhex(fields["signature"]) + encode(document)
        if root not in (None, named):
            raise CertificateForged
        return verify_document(signed, Destruction, bytes.fromhex(named))
    except (KeyError, TypeError, ValueError, msgspec.ValidationError, EnvelopeMalformed, SignatureRejected):
        raise CertificateForged from None
