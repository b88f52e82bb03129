# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one spelling of numbers, hashes and bytes in text, so that no two texts say the same thing."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence

from safehold.core.tlog.errors import Malformed, ProofMalformed
from safehold.core.tlog.hashing import HASH_BYTES
from safehold.core.tlog.verifying import MAX_PROOF_HASHES, MAX_SIZE

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def write_base64(content: bytes) -> str:
    """Return bytes in padded base64 (RFC 4648, section 4)."""
    return base64.b64encode(content).decode()


def read_base64(text: str, error: type[Malformed], length: int | None = None) -> bytes:
    """Read what `write_base64` writes, to the letter. length: how many bytes they must be."""
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise error("This is not base64.") from None
    if write_base64(content) != text or length not in (None, len(content)):
        raise error("These bytes are written in another way, or are not as many as there must be.")
    return content


def read_number(text: str, error: type[Malformed]) -> int:
    """Read a number in decimal without leading zeroes, up to 2**63 - 1."""
    if not _NUMBER.fullmatch(text) or int(text) > MAX_SIZE:
        raise error("This is not a number as it must be written.")
    return int(text)


def read_text(content: bytes, error: type[Malformed], longest: int) -> str:
    """Read bytes as UTF-8 of whole lines, without control characters other than the line feed."""
    if len(content) > longest:
        raise error(f"It has more than {longest} bytes.")
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise error("It is not UTF-8.") from None
    if not text.endswith("\n") or any(letter < " " and letter != "\n" for letter in text):
        raise error("It is not made of whole lines, or has control characters.")
    return text


def write_hashes(hashes: Iterable[bytes]) -> bytes:
    """Return hashes as text, one a line: a proof as it is saved in a file of its own."""
    return "".join(f"{write_base64(each)}\n" for each in hashes).encode()


def read_hashes(content: bytes) -> list[bytes]:
    """Read what `write_hashes` wrote; raises ProofMalformed."""
    text = read_text(content, ProofMalformed, 64 * (MAX_PROOF_HASHES + 1)) if content else ""
    return read_hash_lines(text.split("\n")[:-1], ProofMalformed)


def read_hash_lines(lines: Sequence[str], error: type[Malformed]) -> list[bytes]:
    """Read the lines of a proof."""
    if len(lines) > MAX_PROOF_HASHES:
        raise error(f"A proof has {MAX_PROOF_HASHES} hashes at most.")
    return [read_base64(line, error, HASH_BYTES) for line in lines]
