# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a bag: its manifests and names (RFC 8493, The BagIt File Packaging Format 1.0)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DECLARED, INFO = "bagit.txt", "bag-info.txt"
PAYLOAD_MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
LONGEST_NAME_BYTES = 120
NOT_IN_NAMES = frozenset('/\\:*?"<>|%')
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n%]+)\n")


class ManifestBroken(ValueError):
    """A line of a bag's manifest is not one that we write. `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Line {line} is not one of a manifest.")
        self.line = line


def write_sums(sums: Mapping[str, str]) -> str:
    """Return a manifest of a bag (2.1.3): one checksum and one path a line, sorted."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))


def read_sums(text: str) -> dict[str, str]:
    """Read a manifest of a bag, in the one spelling that `write_sums` writes; raise ManifestBroken."""
    sums: dict[str, str] = {}
    last = ""
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] <= last:
            raise ManifestBroken(number)
        last = found[2]
        sums[last] = found[1]
    return sums


def write_info(fields: Mapping[str, str]) -> str:
    """Return bag-info.txt (2.2.2), each value on one line."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items())


def read_info(text: str) -> dict[str, str]:
    """Return the fields of bag-info.txt; lines that are none are left out."""
    parted = (line.partition(": ") for line in text.splitlines())
    return {name: value for name, colon, value in parted if colon}


def plain_name(name: str) -> str:
    """Return a file's name without what leads elsewhere or hides how it ends; "" when nothing is left of it."""
    composed = unicodedata.normalize("NFC", name)
    kept = "".join("_" if _is_unsafe(letter) else letter for letter in composed).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending.encode()) <= 10:
        return f"{_cut(stem)}.{ending}"
    return _cut(kept)


def _is_unsafe(letter: str) -> bool:
    return letter in NOT_IN_NAMES or (unicodedata.category(letter)[0] in "CZ" and letter != " ")


def _cut(text: str) -> str:
    return text.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")
