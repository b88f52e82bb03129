# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Screening against a long list: does it find who is on it, how fast, and how much memory does it take?

The list is invented (bench/population.py). Each size runs in a process of its own, whose memory is its own; seconds are
those that one core worked. A person is looked for in another form than the list has: another script or romanisation,
or typed wrong. BENCH_NAMES chooses the sizes ("100000,1000000"), BENCH_QUERIES how many are asked.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence

from bench.figures import show
from bench.population import Person, ask_for, make_people
from safehold.core.names import LIKELY
from safehold.core.names.index import Entry, NameIndex, build_index

SIZES = [int(size) for size in os.environ.get("BENCH_NAMES", "100000,1000000").split(",")]
QUERIES = int(os.environ.get("BENCH_QUERIES", "2000"))
TOP = 50
MOST_NAMES_IN_WORDS = {100_000: "100k", 1_000_000: "1m"}
FLOORS: dict[str, dict[str, float | None]] = {
    "100k": {"recall": 0.995, "speed": 300, "p95": 10, "memory": 250, "build": None},
    "1m": {"recall": 0.99, "speed": 60, "p95": 50, "memory": 1500, "build": 120},
}

Query = tuple[str, str, str]
"""The id on the list, the name that is asked, and how it differs from the list's."""


def make_list(size: int) -> tuple[NameIndex, float, list[Query], list[tuple[str, str]]]:
    """Build the index; return it, the seconds it took without inventing people, queries, and names as listed."""
    chance = random.Random(1923)
    asked = set(chance.sample(range(size), min(QUERIES, size)))
    people: list[tuple[int, Person, str, str]] = []
    invented = 0.0

    def entries() -> "list[Entry]":
        nonlocal invented
        began = time.process_time()
        made = []
        for number, (person, name, sort) in enumerate(make_people(size, 1923)):
            made.append(Entry(str(number), name))
            if number in asked:
                people.append((number, person, name, sort))
        invented = time.process_time() - began
        return made

    listed = entries()
    began = time.process_time()
    index = NameIndex(build_index(listed))
    took = time.process_time() - began
    queries = [(str(number), *ask_for(person, name, sort, chance)) for number, person, name, sort in people]
    return (
        index,
        took,
        [(id_, name, how) for id_, name, how in queries],
        [(str(n), x) for n, _, x, _ in people],
    )


def find_share(index: NameIndex, asked: Sequence[tuple[str, str]], limit: int) -> tuple[float, list[bool]]:
    found = [id_ in {each.id for each in index.candidates(name, limit)} for id_, name in asked]
    return sum(found) / len(found), found


def measure(size: int) -> None:
    name = MOST_NAMES_IN_WORDS.get(size, str(size))
    floors = FLOORS.get(name, {})
    index, took, queries, listed = make_list(size)
    show(f"screening_{name}_index_built", took, "s", at_most=floors.get("build"))
    own, _ = find_share(index, listed, TOP)
    show(f"screening_{name}_every_name_finds_itself", own, f"of {len(listed)}", at_least=1)
    recall, found = find_share(index, [(id_, asked) for id_, asked, _ in queries], TOP)
    show(f"screening_{name}_recall_in_top_{TOP}", recall, f"of {len(queries)}", at_least=floors.get("recall"))
    report_by_group(name, queries, found)
    screen_all(name, index, queries, floors)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show(f"screening_{name}_memory", memory, "MiB at most, building included", at_most=floors.get("memory"))


def report_by_group(name: str, queries: Sequence[Query], found: Sequence[bool]) -> None:
    """Print for each way in which a query differs how many were asked and how many found."""
    asked, hit = Counter[str](), Counter[str]()
    for (_, _, how), was in zip(queries, found, strict=True):
        asked[how] += 1
        hit[how] += was
    missed = {
        how: f"{asked[how] - hit[how]} of {asked[how]}" for how in sorted(asked) if asked[how] > hit[how]
    }
    print(json.dumps({"screening": name, "missed in the top": TOP, "by": missed}, ensure_ascii=False))


def screen_all(
    name: str, index: NameIndex, queries: Sequence[Query], floors: dict[str, float | None]
) -> None:
    times, listed, likely = [], 0, 0
    for id_, asked, _ in queries:
        began = time.process_time()
        hits = index.screen(asked)
        times.append(time.process_time() - began)
        mine = [hit for hit in hits if hit.id == id_]
        listed += bool(mine)
        likely += any(hit.score >= LIKELY for hit in mine)
    times.sort()
    show(f"screening_{name}_names", len(times) / sum(times), "names/s", at_least=floors.get("speed"))
    show(f"screening_{name}_p95", times[int(len(times) * 0.95)] * 1000, "ms", at_most=floors.get("p95"))
    show(f"screening_{name}_recall_in_top_10_compared", listed / len(times), f"of {len(times)}")
    show(f"screening_{name}_recall_likely", likely / len(times), f"at {LIKELY:.2f}")


def main() -> None:
    if "--size" in sys.argv:
        measure(int(sys.argv[-1]))
        return
    for size in SIZES:
        subprocess.run([sys.executable, "-m", "bench.screening", "--size", str(size)], check=True)


if __name__ == "__main__":
    main()
