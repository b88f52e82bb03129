# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list that is read while its file streams in: parties one by one, and a count of what was left out and why.

Files are of hostile origin: lengths and numbers are bounded, and what cannot be read is refused with its line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from safehold.core.watchlists.anomalies import UNSEEN, Anomaly, find_homoglyphs, strip_unseen
from safehold.core.watchlists.errors import ListMalformed
from safehold.core.watchlists.parties import ListedName, ListedParty

MOST_PARTIES = 5_000_000
MOST_NAMES = 200
LONGEST_NAME = 500
LONGEST_KEY = 200
LONGEST_REMARK = 2_000
MOST_REMARKS = 50

Left = Callable[[str], None]
"""Counts one entry that is left out, by its reason."""


class Reading:
    """Iterate it once. `left_out` is complete when it has ended: reason -> how many entries."""

    def __init__(self, read: Callable[[Left], Iterator[ListedParty]]) -> None:
        self._read = read
        self.left_out: Counter[str] = Counter()

    def __iter__(self) -> Iterator[ListedParty]:
        """Yield the parties; raise ListMalformed for a key that stands twice, or when there are too many."""
        self.left_out.clear()
        keys: set[str] = set()
        for party in self._read(self._leave_out):
            if not party.names:
                self._leave_out("unnamed")
                continue
            if len(party.key) > LONGEST_KEY or not party.key or UNSEEN.search(party.key):
                raise ListMalformed("key")
            if party.key in keys:
                raise ListMalformed("twice")
            if len(keys) >= MOST_PARTIES:
                raise ListMalformed("too-many")
            keys.add(party.key)
            yield bounded(party)

    def _leave_out(self, reason: str) -> None:
        self.left_out[reason] += 1


def lines_of(stream: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a UTF-8 file, with or without a byte order mark. Raises ListMalformed("encoding")."""
    for number, line in enumerate(stream, start=1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise ListMalformed("encoding", number) from None


def clean_names(names: list[ListedName]) -> tuple[tuple[ListedName, ...], list[Anomaly]]:
    """Return the names without unseen characters and without repeats, and what was odd in them."""
    kept: dict[tuple[str, str], ListedName] = {}
    odd: list[Anomaly] = []
    for name in names:
        text, unseen = strip_unseen(name.text)
        text = " ".join(text.split())
        odd += [*unseen, *find_homoglyphs(text)]
        if text and (text, "") not in kept:
            kept.setdefault((text, name.language), replace(name, text=text))
    return tuple(kept.values()), list(dict.fromkeys(odd))


def bounded(party: ListedParty) -> ListedParty:
    """Return the party with at most so many names and remarks of at most so many characters."""
    names = tuple(replace(name, text=name.text[:LONGEST_NAME]) for name in party.names[:MOST_NAMES])
    remarks = tuple(UNSEEN.sub("", remark)[:LONGEST_REMARK] for remark in party.remarks[:MOST_REMARKS])
    source = UNSEEN.sub("", party.source)[:LONGEST_REMARK]
    return replace(party, names=names, remarks=remarks, source=source)
