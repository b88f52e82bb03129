# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index as one block of bytes: a line that says what it is, a line of JSON with the sections, then the sections.

    safehold/names-index/1
    {"keys_version": 1, "kind": "person", "names": 2, "sections": {"hashes": [0, 24], …}}

Sections start at multiples of 8, counted from the first such place after the JSON. Numbers are unsigned, four bytes
(`names_at`, `letters_at`, `entries_at`: eight), little-endian. Nothing is unpacked to
be read, so a mapped file costs what is touched.

| Section | Holds |
| --- | --- |
| `hashes` | the CRC-32 of each key, ascending: two keys of one hash share their owners, which costs a look, no name |
| `worth` | for each hash how selective this sort of key is, 0 to 255 |
| `owners_at`, `owners` | for each hash where its owners begin; the owners: numbers of names, ascending |
| `keys_at`, `keys` | for each name where its keys begin; its keys: places in `hashes` |
| `counts` | for each name how many syllables or words it has |
| `letters_at`, `letters` | for each name where its rough Latin letters begin; those letters |
| `norms` | for each name what its keys weigh together, as a four-byte float |
| `names_at`, `names` | for each name where its text begins; the texts |
| `entries_at`, `entries` | for each name where its entries begin; JSON lists of [id, born, country] |
"""

import json
import sys
from collections.abc import Mapping

MAGIC = b"safehold/names-index/1\n"
PLACE = 8
TYPES = {
    "hashes": "I",
    "worth": "B",
    "owners_at": "I",
    "owners": "I",
    "counts": "B",
    "keys_at": "I",
    "keys": "I",
    "letters_at": "Q",
    "letters": "B",
    "norms": "f",
    "names_at": "Q",
    "names": "B",
    "entries_at": "Q",
    "entries": "B",
}


class ImageMalformed(Exception):
    """These bytes are not an index that this version reads: build it anew."""


def write_image(facts: Mapping[str, object], sections: Mapping[str, bytes | bytearray | memoryview]) -> bytes:
    """Return one block of bytes. `facts` stand in the line of JSON, beside the places of the sections."""
    places, end = {}, 0
    for name, content in sections.items():
        size = memoryview(content).nbytes
        places[name] = [end, size]
        end += size + -size % PLACE
    header = MAGIC + json.dumps({**facts, "sections": places}).encode() + b"\n"
    parts: list[bytes | bytearray | memoryview] = [header, bytes(-len(header) % PLACE)]
    for content in sections.values():
        parts += [content, bytes(-memoryview(content).nbytes % PLACE)]
    return b"".join(parts)


def read_image(image: bytes | memoryview) -> tuple[dict[str, object], dict[str, memoryview]]:
    """Return the facts and the sections. Raises ImageMalformed."""
    view = memoryview(image)
    try:
        return _read(view)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImageMalformed(str(error)) from None


def _cast(part: memoryview, type_: str) -> memoryview:
    return part.cast(type_)  # type: ignore[call-overload, no-any-return]


def _read(view: memoryview) -> tuple[dict[str, object], dict[str, memoryview]]:
    if sys.byteorder != "little" or bytes(view[: len(MAGIC)]) != MAGIC:
        raise ImageMalformed("another format")
    line = bytes(view[len(MAGIC) : len(MAGIC) + 4096]).split(b"\n", 1)[0]
    facts: dict[str, object] = json.loads(line)
    start = len(MAGIC) + len(line) + 1
    start += -start % PLACE
    sections = {}
    places = facts.pop("sections")
    for name, (place, size) in places.items():  # type: ignore[attr-defined]
        part = view[start + place : start + place + size]
        if part.nbytes != size:
            raise ImageMalformed("it ends too early")
        sections[name] = _cast(part, TYPES[name])
    missing = set(TYPES) - set(sections)
    if missing:
        raise ImageMalformed(f"without {sorted(missing)}")
    return facts, sections
