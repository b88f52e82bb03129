# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bech32 text for recipients and identities, without the length limit of BIP 173.

Source: C2SP age, "Conventions used in this document"; BIP 173. The checksum is always computed over lower
case. It detects slips of the pen; it authenticates nothing.
"""

import base64

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHECKSUM_LENGTH = 6
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_FROM_BASE32 = bytes.maketrans(_BASE32, bytes(range(32)))
"""RFC 4648 groups bits as Bech32 does, five at a time from the front; only the letters differ."""
_TO_TEXT = bytes.maketrans(bytes(range(32)), ALPHABET.encode("ascii"))
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


class Bech32Malformed(ValueError):
    """The text is not Bech32. The message never repeats the text: it may be a secret."""


def _combine(top: int) -> int:
    combined = 0
    for bit, generator in enumerate(_GENERATORS):
        if top >> bit & 1:
            combined ^= generator
    return combined


_FEEDBACK = tuple(_combine(top) for top in range(32))


def encode(prefix: str, data: bytes) -> str:
    """Encode `data` under a lower-case human-readable prefix; the result is lower case."""
    values = base64.b32encode(data).rstrip(b"=").translate(_FROM_BASE32)
    checksum = _polymod([*_expand(prefix), *values, *bytes(CHECKSUM_LENGTH)]) ^ 1
    values += bytes(checksum >> 5 * (5 - position) & 31 for position in range(CHECKSUM_LENGTH))
    return f"{prefix}1{values.translate(_TO_TEXT).decode('ascii')}"


def decode(text: str) -> tuple[str, bytes]:
    """Decode to (lower-case prefix, data); raise Bech32Malformed.

    BIP 173: one case only, checksum valid, at most four padding bits and those zero.
    """
    if text not in (text.lower(), text.upper()):
        raise Bech32Malformed("Upper and lower case are mixed.")
    prefix, separator, body = text.lower().rpartition("1")
    if not prefix or not separator or len(body) < CHECKSUM_LENGTH:
        raise Bech32Malformed("The prefix or the checksum is missing.")
    values = _values_of(prefix, body)
    if _polymod(_expand(prefix) + values) != 1:
        raise Bech32Malformed("The checksum does not match.")
    return prefix, _regroup(values[:-CHECKSUM_LENGTH])


def _values_of(prefix: str, body: str) -> list[int]:
    if not all("!" <= character <= "~" for character in prefix):
        raise Bech32Malformed("The prefix has a character outside printable ASCII.")
    try:
        return [_VALUES[character] for character in body]
    except KeyError:
        raise Bech32Malformed("A character is outside the Bech32 alphabet.") from None


def _regroup(values: list[int]) -> bytes:
    bits = "".join(f"{value:05b}" for value in values)
    size_bytes, padding_bits = divmod(len(bits), 8)
    padding = bits[len(bits) - padding_bits :]
    if padding_bits > 4 or "1" in padding:
        raise Bech32Malformed("The padding is not four zero bits or fewer.")
    return int(bits[: 8 * size_bytes] or "0", 2).to_bytes(size_bytes)


def _expand(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [code >> 5 for code in codes] + [0] + [code & 31 for code in codes]


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value ^ _FEEDBACK[checksum >> 25]
    return checksum
