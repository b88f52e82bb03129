# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies inside a sealed file: canonical documents, padded so that sizes say little, signed where
someone speaks.

Three layers, each used alone:

- `documents`: typed documents, each with a schema name and number ("report/1"). `encode` / `decode`.
- `signing`: 64 bytes Ed25519 signature, then the payload. `sign` / `verify`.
- `packing`: magic, true length, SHA-256, content, zero bytes up to a Padmé size. `pack` / `unpack`.

This package encrypts nothing (`core/age` does) and does no input or output. A document that cannot be opened
again is refused when it is written, not when someone needs to read it.
"""

from safehold.core.envelopes.canonical import canonical_json, read_canonical_json
from safehold.core.envelopes.documents import (
    Document,
    FileNote,
    HandedReply,
    HandOverDocument,
    MessageDocument,
    ReplyDocument,
    ReportDocument,
    UploadGrant,
    decode,
    encode,
    schema_of,
)
from safehold.core.envelopes.errors import (
    EnvelopeError,
    EnvelopeMalformed,
    EnvelopeOversized,
    SignatureRejected,
)
from safehold.core.envelopes.packing import (
    MAX_CONTENT_BYTES,
    MIN_PACKED_BYTES,
    pack,
    pack_bytes,
    pack_document,
    unpack,
    unpack_bytes,
    unpack_document,
)
from safehold.core.envelopes.padding import padding_for, padme
from safehold.core.envelopes.signing import sign, sign_document, verify, verify_document

__all__ = [
    "MAX_CONTENT_BYTES",
    "MIN_PACKED_BYTES",
    "Document",
    "EnvelopeError",
    "EnvelopeMalformed",
    "EnvelopeOversized",
    "FileNote",
    "HandOverDocument",
    "HandedReply",
    "MessageDocument",
    "ReplyDocument",
    "ReportDocument",
    "SignatureRejected",
    "UploadGrant",
    "canonical_json",
    "decode",
    "encode",
    "pack",
    "pack_bytes",
    "pack_document",
    "padding_for",
    "padme",
    "read_canonical_json",
    "schema_of",
    "sign",
    "sign_document",
    "unpack",
    "unpack_bytes",
    "unpack_document",
    "verify",
    "verify_document",
]
