# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of accounts: what numbers and codes look like, and how long a session lasts. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from safehold.core.receipts.digits import damm_digit

__all__ = [
    "ACCOUNT_DIGITS",
    "CODES",
    "FILING_DIGITS",
    "IDLE_SECONDS",
    "LEAST_PASSWORD_CHARACTERS",
    "LONGEST_SECONDS",
    "NOTICED_SECONDS",
    "canonical_code",
    "code_hash",
    "code_text",
    "grouped",
    "has_ended",
    "is_due_to_be_noticed",
    "number_from",
    "read_number",
    "steps_around",
]

ACCOUNT_DIGITS = 12
FILING_DIGITS = 10
IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 3600
NOTICED_SECONDS = 60
"""A session's row is written again after this long, not at each page."""
LEAST_PASSWORD_CHARACTERS = 12
CODES = 8
CODE_BYTES = 10
STEP_SECONDS = 30
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's: without i, l, o and u, which are read as other signs."""
MISREAD = str.maketrans({"i": "1", "l": "1", "o": "0"})
NO_DIGIT = re.compile(r"[\s.·\-–—]+")


def number_from(random: int, digits: int) -> str:
    """Return a number of so many digits, the last of which finds slips of the finger."""
    body = str(random % 10 ** (digits - 1)).zfill(digits - 1)
    return body + damm_digit(body)


def read_number(typed: str, digits: int = ACCOUNT_DIGITS) -> str | None:
    """Return the number that somebody typed, in digits of any script; None where it cannot be one."""
    plain = NO_DIGIT.sub("", typed)
    try:
        plain = "".join(str(unicodedata.decimal(sign)) for sign in plain)
    except ValueError:
        return None
    return plain if len(plain) == digits and damm_digit(plain) == "0" else None


def grouped(text: str, size: int = 4) -> list[str]:
    """Cut a number or code into groups that people can copy."""
    return [text[start : start + size] for start in range(0, len(text), size)]


def code_text(random: bytes) -> str:
    """Write 80 random bits as 16 signs."""
    number = int.from_bytes(random[:CODE_BYTES])
    return "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


def canonical_code(typed: str) -> str:
    """Bring a recovery code to its one form."""
    plain = NO_DIGIT.sub("", unicodedata.normalize("NFKC", typed)).casefold()
    return plain.translate(MISREAD)


def code_hash(typed: str) -> str:
    """Return what is kept of a recovery code. It has 80 random bits: nobody can try them all."""
    return hashlib.sha256(b"safehold/register-recovery-code/1\n" + canonical_code(typed).encode()).hexdigest()


def has_ended(began: float, seen: float, now: float) -> bool:
    """Whether a session that began then, and was last used then, is over."""
    return now - began >= LONGEST_SECONDS or now - seen >= IDLE_SECONDS


def is_due_to_be_noticed(seen: float, now: float) -> bool:
    return now - seen >= NOTICED_SECONDS


def steps_around(now: float) -> Sequence[int]:
    """The steps of time whose codes are taken: this one, and one to either side for clocks that differ."""
    step = int(now) // STEP_SECONDS
    return range(step - 1, step + 2)
