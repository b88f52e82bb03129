# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bech32 text for recipients and identities, without the length limit of BIP 173.

Source: C2SP age, "Conventions used in this document"; BIP 173. The checksum is always computed over lower
case. It detects slips of the pen; it authenticates nothing.
"""

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHECKSUM_LENGTH = 6
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
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


def _step(checksum: int, value: int) -> int:
    return (checksum & 0x1FFFFFF) << 5 ^ value ^ _FEEDBACK[checksum >> 25]


_FEEDBACK_OF_TWO = tuple(_step(_step(top << 20, 0), 0) for top in range(1024))
"""The checksum is linear over GF(2), so that two values can be taken in one step."""
_PAIRS = tuple(a + b for a in ALPHABET for b in ALPHABET)


def encode(prefix: str, data: bytes) -> str:
    """Encode `data` under a lower-case human-readable prefix; the result is lower case."""
    count = -(-len(data) * 8 // 5)
    pairs = _pairs_of(data)
    text = "".join([_PAIRS[pair] for pair in pairs])[:count]
    checksum = _polymod_of_pairs(_polymod(_expand(prefix)), pairs, count)
    checksum = _polymod([0] * CHECKSUM_LENGTH, checksum) ^ 1
    tail = "".join(ALPHABET[checksum >> 5 * (5 - position) & 31] for position in range(CHECKSUM_LENGTH))
    return f"{prefix}1{text}{tail}"


def _pairs_of(data: bytes) -> list[int]:
    """Ten bits at a time from the front, the last ones filled up with zero bits."""
    padded = data + bytes(-len(data) % 5)
    pairs: list[int] = []
    for start in range(0, len(padded), 5):
        group = int.from_bytes(padded[start : start + 5])
        pairs += (group >> 30, group >> 20 & 1023, group >> 10 & 1023, group & 1023)
    return pairs


def _polymod_of_pairs(checksum: int, pairs: list[int], count: int) -> int:
    """Take the first `count` values, two at a time."""
    for pair in pairs[: count // 2]:
        checksum = (checksum & 0xFFFFF) << 10 ^ pair ^ _FEEDBACK_OF_TWO[checksum >> 20]
    return _step(checksum, pairs[count // 2] >> 5) if count % 2 else checksum


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


def _polymod(values: list[int], checksum: int = 1) -> int:
    for value in values:
        checksum = _step(checksum, value)
    return checksum
