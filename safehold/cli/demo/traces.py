# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Searches everything a demo left on the disk for what was sent: databases, logs, temporary and media folders.

A secret is looked for as it is and in the forms in which software tends to keep text: UTF-16, JSON escapes, percent
and base64 encoding (at each of the three alignments), and hexadecimal.
"""

import base64
import json
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

SHORTEST_BYTES = 6
"""Shorter needles would be found by chance."""


@dataclass(frozen=True)
class Secret:
    """Something that must be nowhere. `what` names it in the report; its value is never printed."""

    what: str
    value: bytes

    def forms(self) -> set[bytes]:
        forms = {self.value, self.value.hex().encode(), self.value.hex().upper().encode()}
        forms |= {_base64_core(self.value, offset) for offset in range(3)}
        try:
            text = self.value.decode()
        except UnicodeDecodeError:
            return {form for form in forms if len(form) >= SHORTEST_BYTES}
        forms |= {
            text.encode("utf-16-le"),
            text.encode("utf-16-be"),
            quote(text).encode(),
            quote_plus(text).encode(),
        }
        forms |= {json.dumps(text)[1:-1].encode(), text.replace(" ", "").encode()}
        return {form for form in forms if len(form) >= SHORTEST_BYTES}


def _base64_core(value: bytes, offset: int) -> bytes:
    """Return the base64 characters that depend on `value` alone when it starts at `offset` modulo 3."""
    encoded = base64.b64encode(bytes(offset) + value)
    start = (offset * 8 + 5) // 6
    return encoded[start : (offset + len(value)) * 8 // 6]


def files_under(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def search_for_traces(folder: Path, secrets: list[Secret], *, quiet: bool = False) -> list[str]:
    """Return one line per secret found in a file; print what was searched unless `quiet`."""
    needles = [(secret, form) for secret in secrets for form in secret.forms()]
    found, size, count = [], 0, 0
    for path in files_under(folder):
        size, count = size + path.stat().st_size, count + 1
        found += [f"{secret.what} in {path.relative_to(folder)}" for secret in _found_in(path, needles)]
    if not quiet:
        print(
            f"\nSearched {count} files ({size / 1e6:.1f} MB: databases, journals, logs, stores, temporary folder) "
            f"for {len(secrets)} secrets in {len(needles)} written forms."
        )
    return sorted(set(found))


def _found_in(path: Path, needles: list[tuple[Secret, bytes]]) -> Iterator[Secret]:
    if not path.stat().st_size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield from (secret for secret, needle in needles if content.find(needle) >= 0)
