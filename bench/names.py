# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How well names are compared, and how fast, beside the matchers of nomenklatura in the same run.

Four sets of pairs lie in the folder with data beside the repository (SAFEHOLD_SHARED): across scripts, of the
OpenSanctions matcher's own bench (people, and all of it), and the official "also known as" of Canada's lists. The line
is LIKELY for all. `make setup-peers` makes the peers' environment; without it only ours is measured, and that is said.
Speed: process time on one core, each pair compared once before. BENCH_MISSES=1 names the pairs that fell on the wrong
side.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.figures import show
from safehold.core.names import LIKELY, Kind, compare, compare_prepared, prepare

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("SAFEHOLD_SHARED", HERE.parents[1] / "shared")) / "data"
PEERS = HERE.parent / "build" / "peers" / "bin" / "python"
OURS = "safehold"
SCRIPT_FLOORS = {"han-han": 1.0, "han-latn": 0.93, "arab-latn": 0.90, "tibetan": 0.80, "cyr-latn": 0.92}
PAIRS_PER_SECOND = 20_000
ROUNDS = 20


class Pair(NamedTuple):
    schema: str
    left: str
    right: str
    same: bool
    scripts: str = ""


class Counts(NamedTuple):
    """What fell on which side of the line."""

    hits: int
    false: int
    missed: int
    rejected: int

    @property
    def recall(self) -> float:
        return self.hits / max(self.hits + self.missed, 1)

    @property
    def precision(self) -> float:
        return self.hits / max(self.hits + self.false, 1)

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(2 * self.hits + self.false + self.missed, 1)


def read_rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_sets() -> dict[str, list[Pair]]:
    cross = [
        Pair("Person", r["left"], r["right"], r["is_match"] == "1", r["scripts"])
        for r in read_rows("name_pairs_dev.csv")
    ]
    bench = [
        Pair(r["schema"], r["name1"], r["name2"], r["is_match"] == "true")
        for r in read_rows("name_bench/name_bench_cases.csv")
    ]
    aliases = [Pair("Person", r["name"], r["aka"], True) for r in read_rows("canada_aka_pairs.csv")]
    people = [each for each in bench if each.schema == "Person"]
    return {"cross_script": cross, "name_bench_person": people, "name_bench": bench, "canada_aka": aliases}


def kind_of(pair: Pair) -> Kind:
    return "person" if pair.schema == "Person" else "organisation"


def score_ours(pairs: Sequence[Pair]) -> list[float]:
    return [compare(pair.left, pair.right, kind=kind_of(pair)).score for pair in pairs]


def time_ours(pairs: Sequence[Pair]) -> float:
    """Return pairs a second on one core, names prepared and compared, each seen before; with `compare` itself."""
    score_ours(pairs)
    began = time.process_time()
    for _ in range(ROUNDS):
        score_ours(pairs)
    return ROUNDS * len(pairs) / (time.process_time() - began)


def time_prepared(pairs: Sequence[Pair]) -> float:
    ready = [(prepare(p.left, kind_of(p)), prepare(p.right, kind_of(p))) for p in pairs]
    began = time.process_time()
    for _ in range(ROUNDS):
        for left, right in ready:
            _ = compare_prepared(left, right).score
    return ROUNDS * len(ready) / (time.process_time() - began)


def ask_peers(pairs: Iterable[Pair]) -> list[dict[str, object]]:
    """Return what each matcher of nomenklatura says of these pairs; nothing, said aloud, where there is none."""
    if not PEERS.exists():
        print("PEERS ARE MISSING: make setup-peers (nomenklatura). Only ours is measured.", file=sys.stderr)
        return []
    lines = "\n".join(json.dumps((p.schema, p.left, p.right)) for p in pairs)
    done = subprocess.run(
        [str(PEERS), str(HERE / "peers" / "score_names.py")],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"PEERS CANNOT RUN: {done.stderr[-400:]}", file=sys.stderr)
        return []
    return [json.loads(line) for line in done.stdout.splitlines()]


def count(pairs: Sequence[Pair], scores: Sequence[float]) -> Counts:
    said = [(pair.same, score >= LIKELY) for pair, score in zip(pairs, scores, strict=True)]
    return Counts(
        said.count((True, True)),
        said.count((False, True)),
        said.count((True, False)),
        said.count((False, False)),
    )


def groups_of(pair: Pair) -> list[str]:
    """Return what a pair counts for: its two scripts, and "tibetan" with whichever other."""
    return [pair.scripts, *(["tibetan"] if "tibt" in pair.scripts else [])]


def count_by_scripts(pairs: Sequence[Pair], scores: Sequence[float]) -> dict[str, Counts]:
    chosen = defaultdict(list)
    for pair, score in zip(pairs, scores, strict=True):
        for group in groups_of(pair):
            chosen[group].append((pair, score))
    return {
        group: count([p for p, _ in both], [s for _, s in both]) for group, both in sorted(chosen.items())
    }


def report_confusion(name: str, tables: dict[str, dict[str, Counts]]) -> None:
    """Print hits, false hits, misses and rejections for each pair of scripts and each matcher."""
    for matcher, by_scripts in tables.items():
        for scripts, counts in by_scripts.items():
            print(json.dumps({"confusion": name, "matcher": matcher, "scripts": scripts, **counts._asdict()}))


def report_misses(pairs: Sequence[Pair], scores: Sequence[float]) -> None:
    for pair, score in zip(pairs, scores, strict=True):
        if pair.same != (score >= LIKELY):
            print(json.dumps({"wrong": pair._asdict(), "score": round(score, 3)}, ensure_ascii=False))


def measure_set(name: str, pairs: list[Pair]) -> None:
    ours, peers = score_ours(pairs), ask_peers(pairs)
    scores = {OURS: ours} | {str(p["matcher"]): list[float](p["scores"]) for p in peers}  # type: ignore[call-overload]
    counts = {matcher: count(pairs, each) for matcher, each in scores.items()}
    floors: dict[str, dict[str, float]] = {
        "cross_script": {"recall": 0.90, "precision": 0.97},
        "name_bench_person": {"f1": 0.85},
        "canada_aka": {"recall": 0.80},
    }
    figures: list[tuple[str, Callable[[Counts], float]]] = [("recall", lambda c: c.recall)]
    if name != "canada_aka":
        figures += [("precision", lambda c: c.precision), ("f1", lambda c: c.f1)]
    for figure, of in figures:
        beside = {m: round(of(c), 3) for m, c in counts.items() if m != OURS}
        show(
            f"names_{name}_{figure}",
            of(counts[OURS]),
            f"at {LIKELY:.2f}",
            peer=peer_of(peers, beside),
            at_least=floors.get(name, {}).get(figure),
        )
    if name == "cross_script":
        tables = {matcher: count_by_scripts(pairs, each) for matcher, each in scores.items()}
        for scripts, floor in SCRIPT_FLOORS.items():
            beside = {m: round(t[scripts].recall, 3) for m, t in tables.items() if m != OURS}
            show(
                f"names_recall_{scripts}",
                tables[OURS][scripts].recall,
                f"at {LIKELY:.2f}",
                peer=peer_of(peers, beside),
                at_least=floor,
            )
        report_confusion(name, tables)
        speeds = {str(p["matcher"]): round(float(str(p["pairs_per_second"]))) for p in peers}
        peer = peer_of(peers, speeds)
        show("names_compared", time_ours(pairs), "pairs/s", peer=peer, at_least=PAIRS_PER_SECOND)
        show("names_compared_prepared", time_prepared(pairs), "pairs/s", peer=peer)
    if os.environ.get("BENCH_MISSES"):
        report_misses(pairs, ours)


def peer_of(peers: Sequence[dict[str, object]], beside: Mapping[str, float]) -> dict[str, object] | None:
    """Return the peer that counts, logic-v2, with the others beside it."""
    if not peers:
        return None
    best = "logic-v2"
    return {"name": f"nomenklatura {peers[0]['version']} {best}", "value": beside[best], "others": beside}


def main() -> None:
    if not SHARED.is_dir():
        print(f"THE PAIRS ARE MISSING: no folder {SHARED}. Nothing was measured.", file=sys.stderr)
        return
    for name, pairs in read_sets().items():
        measure_set(name, pairs)


if __name__ == "__main__":
    main()
