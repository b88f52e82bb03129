# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register that bench/register.py measures: made, published through the doors that the desk uses, and kept.

With BENCH_KEEP=FOLDER it stays in that folder, and the next run measures it again without making it, as long as it
would be made the same way. What it costs to take it in is shown only by the run that makes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.figures import show

if TYPE_CHECKING:
    from safehold.public.register.tests.published import Press

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "100000"))
VOCABULARY = 20_000
CHUNK = 2_000
FIRST = date(2021, 1, 4)
COUNTRIES = ("CN", "RU", "IR", "CH", "FR", "US", "IN", "BR", "TR", "DE")
SYLLABLES = [first + second for first in "bcdfglmnprstv" for second in "aeiou"]
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]
MADE = "made.json"
SIDES = ("entries", "registrants", "principals")
REGISTER = Path(__file__).parent.parent / "safehold/public/register"
MADE_BY = (
    Path(__file__),
    *(
        REGISTER / each
        for each in (
            "actions/publications.py",
            "actions/showing.py",
            "models/published.py",
            "rules/finding.py",
        )
    ),
)
"""What decides how it lies in the database: a kept register is measured only as long as these stay as they are."""


@dataclass
class Words:
    """Made-up words: one in ten is Chinese."""

    chance: random.Random
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        made = {self._make() for _ in range(VOCABULARY)}
        self.words = sorted(made)
        self.chance.shuffle(self.words)
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def _make(self) -> str:
        if self.chance.random() < 0.1:
            return "".join(self.chance.choices(CHARACTERS, k=2))
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 5)))

    def write(self, length: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length))


@dataclass
class Made:
    """The register as it was made: who is how often on it, and a text of each entry."""

    vkey: str
    entries: list[UUID] = field(default_factory=list)
    registrants: list[UUID] = field(default_factory=list)
    principals: list[UUID] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def values_of(chance: random.Random, words: Words) -> dict[str, Any]:
    from safehold.public.register.tests.published import VALUES

    return VALUES | {
        "registrant_name": words.write(3).title(),
        "registrant_address": words.write(5),
        "principal_name": words.write(3).title(),
        "principal_kind": [chance.choice(["foreign_state", "foreign_power", "foreign_entity"])],
        "principal_country": chance.choice(COUNTRIES),
        "purpose": words.write(20),
        "activities": chance.choice(
            [["communicating"], ["disseminating"], ["communicating", "distributing"]]
        ),
        "levels": [chance.choice(["federal", "provincial", "indigenous"])],
        "terms": words.write(15),
    }


def write_leaves(made: Made, press: Press, chance: random.Random) -> Iterator[Any]:
    """Write each entry, and what became of it. Few registrants and principals are on many entries, most on few."""
    from safehold.public.register.tests.published import Filed

    words = Words(chance)
    sides = [
        [UUID(int=chance.getrandbits(128), version=4) for _ in range(max(ENTRIES // share, 5))]
        for share in (4, 20)
    ]
    weights = [list(accumulate(1 / rank for rank in range(1, len(side) + 1))) for side in sides]
    for number in range(ENTRIES):
        who = [chance.choices(side, cum_weights=each)[0] for side, each in zip(sides, weights, strict=True)]
        filed = Filed(UUID(int=chance.getrandbits(128), version=4), *who)
        values, on = values_of(chance, words), FIRST + timedelta(days=number * 1500 // ENTRIES)
        made.entries.append(filed.entry)
        made.registrants.append(who[0])
        made.principals.append(who[1])
        made.texts.append(values["purpose"])
        said: dict[str, Any] = {"form": "arrangement/1", "filed": filed}
        yield press.write("filing", values, on=on, **said)
        if number % 3 == 0:
            kind = "termination" if number % 9 == 0 else "amendment"
            changed = values | {"terms": words.write(15)}
            yield press.write(kind, changed, on=on + timedelta(days=30), version=2, **said)


def make(chance: random.Random, suffix: str) -> Made:
    """Make the register; say how fast it was taken in."""
    from django.conf import settings

    from safehold.public.register import actions
    from safehold.public.register.tests.published import Press

    press = Press()
    made = Made(press.vkey)
    settings.REGISTER_LOG_VKEY = press.vkey
    chunk: list[Any] = []
    stored, taken = 0, 0.0
    for leaf in write_leaves(made, press, chance):
        chunk.append(leaf)
        press.written.clear()
        if len(chunk) == CHUNK:
            taken += time_of(partial(actions.store_publications, chunk))
            stored, chunk = stored + len(chunk), []
    taken += time_of(partial(actions.store_publications, chunk))
    stored += len(chunk)
    note = press.note()
    show(f"register_stored{suffix}", stored / taken, "leaves/s")
    shown = time_of(lambda: actions.store_checkpoint(note))
    show(f"register_shown{suffix}", stored / shown, "leaves/s")
    return made


def make_or_find(folder: Path, chance: random.Random, suffix: str) -> Made:
    """Return the register of a folder, made now if it is not there."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if not (folder / MADE).exists():
        made = make(chance, suffix)
        (folder / MADE).write_text(json.dumps(vars(made), default=str))
        return made
    found = json.loads((folder / MADE).read_text())
    entries, registrants, principals = ([UUID(each) for each in found[name]] for name in SIDES)
    made = Made(found["vkey"], entries, registrants, principals, found["texts"])
    settings.REGISTER_LOG_VKEY = made.vkey
    return made


@contextmanager
def home(name: str, *, begun: bool) -> Iterator[Path]:
    """Yield the folder of a register: one that is kept, or one that ends with this run.

    begun: another process of this run has put something into it already.
    """
    if not (keep := os.environ.get("BENCH_KEEP")):
        with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
            yield Path(folder)
        return
    mark = hashlib.sha256(b"".join(each.read_bytes() for each in MADE_BY)).hexdigest()[:8]
    kept = Path(keep).absolute() / f"register-{ENTRIES}-{mark}-{name}"
    if kept.exists() and not begun and not (kept / MADE).exists():
        shutil.rmtree(kept)  # a run that was cut while it made it
    kept.mkdir(parents=True, exist_ok=True)
    yield kept


def time_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
