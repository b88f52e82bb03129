# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""128 bits as 40 decimal digits: the number in 39 digits, then a Damm check digit.

Source of the check: H. M. Damm, "Total anti-symmetrische Quasigruppen" (dissertation, Marburg, 2004). A
weakly totally anti-symmetric quasigroup of order 10 catches every single wrong digit and every exchange of
neighbours.
"""

from safehold.core.receipts.errors import ReceiptCheckFailed, ReceiptWrongLength

DIGIT_COUNT = 40
GROUP_SIZE = 5
SECRET_BYTES = 16

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def damm_digit(digits: str) -> str:
    """Return the check digit of ASCII `digits`; over digits that already end in theirs, it is "0"."""
    interim = "0"
    for digit in digits:
        interim = _DAMM[int(interim)][int(digit)]
    return interim


def to_digits(secret: bytes) -> str:
    """Write a 16-byte secret as 40 ASCII digits without spaces."""
    number = str(int.from_bytes(secret)).zfill(DIGIT_COUNT - 1)
    return number + damm_digit(number)


def from_digits(digits: str) -> bytes:
    """Read 40 ASCII digits back into 16 bytes; raises ReceiptWrongLength or ReceiptCheckFailed."""
    if len(digits) != DIGIT_COUNT:
        raise ReceiptWrongLength("digits", len(digits), DIGIT_COUNT)
    number = int(digits[:-1])
    if damm_digit(digits) != "0" or number >> (8 * SECRET_BYTES):
        raise ReceiptCheckFailed
    return number.to_bytes(SECRET_BYTES)


def in_groups(digits: str) -> tuple[str, ...]:
    """Cut 40 digits into eight groups of five, as they are shown and read aloud."""
    return tuple(digits[i : i + GROUP_SIZE] for i in range(0, len(digits), GROUP_SIZE))
