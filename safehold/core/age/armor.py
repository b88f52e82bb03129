# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""ASCII armor: strict PEM around a binary age file, for text-only channels.

Source: C2SP age, section "ASCII armor"; RFC 7468, section 3. Armor adds no protection. It is held in memory
whole: large files travel in binary.
"""

import base64
import binascii

from .errors import ArmorMalformed

BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----\n"
END = b"-----END AGE ENCRYPTED FILE-----\n"
COLUMNS = 64
# RFC 7468, section 3, allows white space around the block; these four are what we accept.
OUTER_SPACE = b" \t\r\n"


def armor(sealed: bytes) -> str:
    """Write a binary age file as PEM text with padded base64 in lines of 64 columns and LF."""
    return _armor(sealed).decode("ascii")


def dearmor(text: str | bytes) -> bytes:
    """Read PEM text back to the binary age file; raise ArmorMalformed.

    Either LF or CRLF throughout, white space around the block. Everything else must equal what `armor`
    writes: decoding and writing again refuses every other spelling.
    """
    lines = _with_line_feeds(_to_ascii(text).strip(OUTER_SPACE)) + b"\n"
    if not (lines.startswith(BEGIN) and lines.endswith(END)):
        raise ArmorMalformed("The BEGIN or the END line is missing.")
    try:
        sealed = binascii.a2b_base64(lines[len(BEGIN) : -len(END)])
    except ValueError:
        raise ArmorMalformed("Its base64 cannot be decoded.") from None
    if _armor(sealed) != lines:
        raise ArmorMalformed("Its lines or its base64 are not canonical.")
    return sealed


def _armor(sealed: bytes) -> bytes:
    text = base64.b64encode(sealed)
    lines = (text[start : start + COLUMNS] + b"\n" for start in range(0, len(text), COLUMNS))
    return BEGIN + b"".join(lines) + END


def _to_ascii(text: str | bytes) -> bytes:
    try:
        return text.encode("ascii") if isinstance(text, str) else text
    except UnicodeEncodeError:
        raise ArmorMalformed("It has characters outside ASCII.") from None


def _with_line_feeds(text: bytes) -> bytes:
    """Turn CRLF into LF; refuse a mixture of the two."""
    if text.count(b"\r\n") not in (0, text.count(b"\n")):
        raise ArmorMalformed("Its line endings are mixed.")
    return text.replace(b"\r\n", b"\n")
