# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recipient stanzas and the unpadded base64 they are written in.

Source: C2SP age, sections "Conventions used in this document" and "Recipient stanza".
"""

import base64
import binascii
from dataclasses import dataclass

from .errors import StanzaMalformed

COLUMNS = 64
FILE_KEY_BYTES = 16
WRAPPED_BYTES = FILE_KEY_BYTES + 16  # file key and Poly1305 tag


def encode_base64(data: bytes) -> str:
    """Encode as standard base64 without padding (RFC 4648, section 4)."""
    return base64.b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64(text: str) -> bytes:
    """Decode canonical unpadded base64; raise StanzaMalformed for any other spelling.

    Conventions: decoders MUST reject non-canonical encodings and padding. Encoding again and comparing
    refuses both, as well as stray characters and non-zero trailing bits (RFC 4648, section 3.5).
    """
    try:
        data = binascii.a2b_base64(text + "=" * (-len(text) % 4))
    except ValueError:
        raise StanzaMalformed("Its base64 cannot be decoded.") from None
    if encode_base64(data) != text:
        raise StanzaMalformed("Its base64 is not canonical.")
    return data


@dataclass(frozen=True, slots=True)
class Stanza:
    """One wrapping of the file key: the type, its further arguments, and the body bytes."""

    kind: str
    arguments: tuple[str, ...]
    body: bytes

    def serialize(self) -> str:
        """Write the argument line and the body wrapped at 64 columns, ending with a short line."""
        text = encode_base64(self.body)
        # A body that fills its last line is followed by an empty one (ABNF: final-line).
        lines = [text[start : start + COLUMNS] for start in range(0, len(text) + 1, COLUMNS)]
        return "\n".join([" ".join(["->", self.kind, *self.arguments]), *lines, ""])

    def expect_arguments(self, count: int) -> None:
        """Raise StanzaMalformed unless exactly `count` arguments follow the type."""
        if len(self.arguments) != count:
            raise StanzaMalformed(f"{self.kind} takes {count} further arguments.")

    def decode_argument(self, index: int, size_bytes: int) -> bytes:
        """Decode argument `index`; raise StanzaMalformed unless it is canonical and of that size."""
        data = decode_base64(self.arguments[index])
        if len(data) != size_bytes:
            raise StanzaMalformed(f"{self.kind} needs an argument of {size_bytes} bytes.")
        return data

    def expect_wrapped_file_key(self) -> None:
        """Raise StanzaMalformed unless the body is 32 bytes, before any attempt to decrypt it.

        Every native type asks for this, against partitioning oracles.
        """
        if len(self.body) != WRAPPED_BYTES:
            raise StanzaMalformed(f"{self.kind} needs a body of {WRAPPED_BYTES} bytes.")
