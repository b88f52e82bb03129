# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plaintext of a sealed document.

    offset  bytes  what
    0       8      magic and format number: "SAFEHLD1" in ASCII
    8       8      length of the content in bytes, big-endian
    16      32     SHA-256 of the content
    48      n      content
    48+n    ...    zero bytes, up to padme(48 + n), and to 4,096 bytes in all at least

The floor makes "yes" and a paragraph the same size. One content has one packed form: any other padding, and
any changed byte, is refused.
"""

import hashlib
import hmac
from typing import Any, TypeVar

from safehold.core.envelopes.canonical import canonical_json, read_canonical_json
from safehold.core.envelopes.documents import Document, decode, encode
from safehold.core.envelopes.errors import EnvelopeMalformed, EnvelopeOversized
from safehold.core.envelopes.padding import padme

MAGIC = b"SAFEHLD1"
LENGTH_BYTES = 8
HEADER_BYTES = len(MAGIC) + LENGTH_BYTES + hashlib.sha256().digest_size
MIN_PACKED_BYTES = 4_096
MAX_CONTENT_BYTES = 4 * 1024 * 1024

_D = TypeVar("_D", bound=Document)


def pack(document: dict[str, Any]) -> bytes:
    """Write a document as canonical JSON and pack it; raises EnvelopeMalformed or EnvelopeOversized."""
    return pack_bytes(canonical_json(document))


def unpack(plain: bytes) -> dict[str, Any]:
    """Read back what `pack` wrote; raises EnvelopeMalformed or EnvelopeOversized."""
    return read_canonical_json(unpack_bytes(plain))


def pack_document(document: Document) -> bytes:
    """Encode and pack a typed document."""
    return pack_bytes(encode(document))


def unpack_document(plain: bytes, kind: type[_D]) -> _D:
    """Unpack and decode a typed document of the schema of `kind`."""
    return decode(unpack_bytes(plain), kind)


def pack_bytes(content: bytes) -> bytes:
    """Pack content that is already bytes, such as a signed document; raises EnvelopeOversized."""
    if len(content) > MAX_CONTENT_BYTES:
        raise EnvelopeOversized(f"The content has more than {MAX_CONTENT_BYTES} bytes.")
    header = MAGIC + len(content).to_bytes(LENGTH_BYTES) + hashlib.sha256(content).digest()
    return (header + content).ljust(_packed_size(len(content)), b"\0")


def unpack_bytes(plain: bytes) -> bytes:
    """The content of a packed plaintext; raises EnvelopeMalformed or EnvelopeOversized."""
    if len(plain) < HEADER_BYTES or not plain.startswith(MAGIC):
        raise EnvelopeMalformed("This is not a packed document.")
    length = int.from_bytes(plain[len(MAGIC) : len(MAGIC) + LENGTH_BYTES])
    if length > MAX_CONTENT_BYTES:
        raise EnvelopeOversized(f"The content claims more than {MAX_CONTENT_BYTES} bytes.")
    if len(plain) != _packed_size(length) or any(plain[HEADER_BYTES + length :]):
        raise EnvelopeMalformed("The padding is not the padding of this length.")
    content = plain[HEADER_BYTES : HEADER_BYTES + length]
    if not hmac.compare_digest(hashlib.sha256(content).digest(), plain[16:HEADER_BYTES]):
        raise EnvelopeMalformed("The content does not have the recorded SHA-256.")
    return content


def _packed_size(length: int) -> int:
    return max(padme(HEADER_BYTES + length), MIN_PACKED_BYTES)
