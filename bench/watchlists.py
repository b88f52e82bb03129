# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lists on the desk cost: importing a large one, a new version of it, and finding candidates for a name.

100,000 invented parties (BENCH_PARTIES), each looked for in another form than the list's: another script, another
romanisation, a slip of the hand. On SQLite and then, in a process of its own, on PostgreSQL. Peer of finding: the same
names looked for by the plain words in them (`icontains` on the family name), which is what a database offers.
"""

from __future__ import annotations

import io
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from bench.figures import show
from bench.population import ask_for, make_people
from bench.servers import again_on_postgresql
from safehold.web import clock
from tests.drills.many_cases import prepare_desk

PARTIES = int(os.environ.get("BENCH_PARTIES", "100000"))
ASKED = int(os.environ.get("BENCH_ASKED", "1000"))
PLAIN = 50
ON_POSTGRESQL = "DATABASE_URL" in os.environ
NAME = "_postgresql" if ON_POSTGRESQL else ""
FLOOR_P95_MS, FLOOR_RECALL = 50, 0.99
MAPPING = {"key": "id", "name": "name"}


def table_of(names: Iterator[tuple[int, str]]) -> io.BytesIO:
    lines = ["id,name", *(f'{number},"{name.replace(chr(34), "")}"' for number, name in names), ""]
    return io.BytesIO("\n".join(lines).encode())


def measure() -> None:
    from safehold.desk.members import actions as members
    from safehold.desk.watchlists import actions, queries
    from safehold.desk.watchlists.models import PartyVersion
    from safehold.desk.watchlists.rules import Provenance

    on = clock.today()
    house = members.found_organisation("harbour", {"en": "Harbour"}, ["English"], True, True)
    chance = random.Random(8)
    people = [
        (listed, ask_for(person, listed, sort, chance)[0]) for person, listed, sort in make_people(PARTIES, 7)
    ]
    told = Provenance("Invented", "bench", "invented", on)

    def bring(without: int) -> float:
        file = table_of((n, listed) for n, (listed, _asked) in enumerate(people) if n != without)
        began = time.perf_counter()
        actions.import_version(file, "csv", told, on, mapping=MAPPING)
        return time.perf_counter() - began

    show(f"watchlists_import{NAME}", PARTIES / bring(-1), "parties/s")
    show(f"watchlists_new_version{NAME}", PARTIES / bring(0), "parties/s")

    step = max(PARTIES // ASKED, 1)
    spent, found = [], 0
    for number in range(1, PARTIES, step):
        began = time.perf_counter()
        candidates = queries.find_candidates([people[number][1]], organisation_id=house.pk)
        spent.append((time.perf_counter() - began) * 1000)
        found += any(each.key == str(number) for each in candidates)
    plain = []
    for number in range(1, PARTIES, max(PARTIES // PLAIN, 1)):
        word = max(people[number][1].split(), key=len)
        began = time.perf_counter()
        list(PartyVersion.objects.filter(until=None, name__icontains=word)[:50])
        plain.append((time.perf_counter() - began) * 1000)
    peer: dict[str, object] = {
        "name": "icontains on the longest word",
        "value": round(quantiles(plain, n=20)[-1], 1),
    }
    show(f"watchlists_find_p50{NAME}", quantiles(spent, n=20)[9], "ms")
    show(f"watchlists_find_p95{NAME}", quantiles(spent, n=20)[-1], "ms", peer=peer, at_most=FLOOR_P95_MS)
    show(f"watchlists_recall_at_50{NAME}", found / len(spent), "", at_least=FLOOR_RECALL)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        prepare_desk(Path(folder))
        measure()
    if not ON_POSTGRESQL:
        again_on_postgresql("watchlists")


if __name__ == "__main__":
    main()
