# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Building the index: each name's keys, sorted into one list of owners for each key.

Pairs of key and owner are numbers, sorted in 256 parts by the key's first byte, so that a million names need no list of
twelve million Python objects. A name that stands in a list many times is stored once, with all its entries.
"""

import gc
import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple
from zlib import crc32

from safehold.core.names import KEYS_VERSION, Kind, key_weight, prepare
from safehold.core.names.index.image import write_image
from safehold.core.names.index.ranking import rarity
from safehold.core.names.keys import count_parts, letters_of, prepared_keys

PARTS = 256
MOST_NAMES = (1 << 24) - 1
OFTEN = 2000
"""Names between two words of progress."""

Progress = Callable[[str, int], None]
"""What is being done ("read", "keyed", "sorted"), and how many names (or of 256 parts) are done."""


class Entry(NamedTuple):
    """One line of a list. born: a year or a day, YYYY first; country: two letters; several with spaces between."""

    id: str
    name: str
    born: str = ""
    country: str = ""


class TooManyNames(Exception):
    """More different names than an index holds."""


def hash_key(key: str) -> int:
    """Return what stands for a key in the index."""
    return crc32(key.encode())


def build_index(
    entries: Iterable[Entry], progress: Progress | None = None, *, kind: Kind = "person"
) -> bytes:
    """Return the index as bytes. Entries without a name are left out; their reader says so. Raises TooManyNames."""
    with _without_collector():
        return _build(entries, progress or (lambda _what, _count: None), kind)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from searching for cycles: there are none, and it would walk a million names again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(entries: Iterable[Entry], say: Progress, kind: Kind) -> bytes:
    numbers, lines = _gather(entries, say)
    if len(lines) > MOST_NAMES:
        raise TooManyNames(f"{len(lines)} names; {MOST_NAMES} fit")
    found = _find_keys(numbers, kind, say)
    sections: dict[str, bytes | bytearray] = {"keys_at": found.keys_at.tobytes()}
    sections |= {"counts": found.counts, "letters": found.letters, "letters_at": found.letters_at.tobytes()}
    sections |= _join("names", (name.encode() for name in numbers))
    numbers.clear()
    sections |= _join("entries", (f"[{each}]".encode() for each in lines))
    lines_count = len(lines)
    lines.clear()
    sorted_ = _sort_owners(found, say)
    sections |= {name: each.tobytes() for name, each in sorted_.items()}
    sections["norms"] = _weigh_names(found.keys_at, sorted_, lines_count)
    return write_image({"keys_version": KEYS_VERSION, "kind": kind, "names": lines_count}, sections)


def _gather(entries: Iterable[Entry], say: Progress) -> tuple[dict[str, int], list[str]]:
    """Return the number of each name, and for each number its entries as JSON without the outer brackets."""
    numbers: dict[str, int] = {}
    lines: list[str] = []
    more: dict[int, list[str]] = {}
    for count, entry in enumerate(entries, 1):
        if count % OFTEN == 0:
            say("read", count)
        if not entry.name.strip():
            continue
        line = json.dumps((entry.id, entry.born, entry.country), ensure_ascii=False, separators=(",", ":"))
        number = numbers.setdefault(clean(entry.name), len(lines))
        if number == len(lines):
            lines.append(line)
        else:
            more.setdefault(number, [lines[number]]).append(line)
    for number, several in more.items():
        lines[number] = ",".join(dict.fromkeys(several))
    return numbers, lines


def clean(text: str) -> str:
    """Return a text that UTF-8 can hold: half a character, as broken files have it, becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def exact_key(name: str) -> str:
    """Return the key that only this very name has: with it every name finds itself."""
    return f"=={name}"


class _Keys:
    """The keys of all names, as they are found: pairs to sort, and how selective the sort of each key is."""

    def __init__(self) -> None:
        self.parts = [array("Q") for _ in range(PARTS)]
        self.keys_at = array("I", [0])
        self.counts = bytearray()
        self.letters, self.letters_at = bytearray(), array("Q", [0])
        self.worth: dict[str, int] = {}
        self.total = 0

    def add(self, number: int, name: str, kind: Kind) -> None:
        prepared = prepare.__wrapped__(name, kind)  # each name once: remembering them would only cost
        hashes = {hash_key(exact_key(name)): 255}
        for key in prepared_keys(prepared):
            hashes[hash_key(key)] = round(255 * key_weight(key))
        for each, worth in hashes.items():
            self.parts[each >> 24].append((each << 8 | worth) << 24 | number)
        self.total += len(hashes)
        self.letters += letters_of(prepared).encode("ascii", "ignore")
        self.letters_at.append(len(self.letters))
        self.counts.append(min(count_parts(prepared), 255))
        self.keys_at.append(self.total)


def _find_keys(names: Iterable[str], kind: Kind, say: Progress) -> _Keys:
    found = _Keys()
    for number, name in enumerate(names):
        found.add(number, name, kind)
        if (number + 1) % OFTEN == 0:
            say("keyed", number + 1)
    return found


def _sort_owners(found: _Keys, say: Progress) -> dict[str, "array[int]"]:
    """Sort the pairs part by part; free each part when it is done."""
    hashes, worth, owners_at, owners = array("I"), array("B"), array("I"), array("I")
    keys, filled = array("I", bytes(4 * found.total)), array("I", found.keys_at)
    for done, part in enumerate(found.parts):
        last = -1
        for pair in sorted(part):
            number, key = pair & MOST_NAMES, pair >> 32
            if key != last:
                owners_at.append(len(owners))
                hashes.append(key)
                worth.append(pair >> 24 & 255)
                last = key
            owners.append(number)
            keys[filled[number]] = len(hashes) - 1
            filled[number] += 1
        found.parts[done] = array("Q")
        say("sorted", done + 1)
    owners_at.append(len(owners))
    return {"hashes": hashes, "worth": worth, "owners_at": owners_at, "owners": owners, "keys": keys}


def _join(name: str, texts: Iterable[bytes]) -> dict[str, bytes | bytearray]:
    places, joined = array("Q", [0]), bytearray()
    for text in texts:
        joined += text
        places.append(len(joined))
    return {f"{name}_at": places.tobytes(), name: joined}


def _weigh_names(keys_at: "array[int]", found: dict[str, "array[int]"], names: int) -> bytes:
    """Return for each name what its keys weigh together."""
    owners_at, worth, keys = found["owners_at"], found["worth"], found["keys"]
    weights = [rarity(owners_at[i + 1] - owners_at[i], names) * worth[i] / 255 for i in range(len(worth))]
    norms = array("f", bytes(4 * names))
    for number in range(names):
        norms[number] = sum([weights[key] for key in keys[keys_at[number] : keys_at[number + 1]]])
    return norms.tobytes()
