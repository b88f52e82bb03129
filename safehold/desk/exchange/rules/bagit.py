# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of a bag: its manifests and names (RFC 8493, The BagIt File Packaging Format 1.0). Pure."""

import unicodedata
from collections.abc import Mapping

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LONGEST_NAME_BYTES = 120
NOT_IN_NAMES = frozenset('/\\:*?"<>|%')


def write_manifest(sums: Mapping[str, str]) -> str:
    """Return a manifest (2.1.3): one checksum and one path a line. The paths are ours and hold no line end."""
    return "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))


def write_info(fields: Mapping[str, str]) -> str:
    """Return bag-info.txt (2.2.2), each value on one line."""
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in fields.items())


def safe_name(name: str, place: int) -> str:
    """Return the name of a file in a bag: numbered, so that no two are one, and without what leads elsewhere."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(
        "_"
        if letter in NOT_IN_NAMES or (unicodedata.category(letter)[0] in "CZ" and letter != " ")
        else letter
        for letter in plain
    ).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending.encode()) <= 10:
        return f"{place:03d}-{_cut(stem)}.{ending}"
    return f"{place:03d}-{_cut(kept) or 'file'}"


def _cut(text: str) -> str:
    return text.encode()[:LONGEST_NAME_BYTES].decode(errors="ignore")
