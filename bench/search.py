# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long it takes to find words in cases that the database cannot read, what the tokens cost, and what is missed.

100,000 cases in ten organisations (BENCH_CASES, BENCH_HOUSES), in all six languages, on SQLite and then, in a process
of its own, on PostgreSQL. Words are made up, rare and frequent ones as in real texts (Zipf). A case has a title, a
report, two notes, who it is about, and what keeps them safe.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from bench.figures import show
from bench.servers import again_on_postgresql
from tests.drills.many_cases import House, make_house, prepare_desk

if TYPE_CHECKING:
    from safehold.desk.members.rules import FieldClass
    from safehold.desk.search.queries.keys import SearchKey

CASES = int(os.environ.get("BENCH_CASES", "100000"))
HOUSES = int(os.environ.get("BENCH_HOUSES", "10"))
SEARCHES = int(os.environ.get("BENCH_SEARCHES", "60"))
"""So many for each language, a third of them of one word, of two, of three."""
ON_POSTGRESQL = "DATABASE_URL" in os.environ
FLOOR_MILLISECONDS = 100
FLOOR_BYTES = 35
VOCABULARY = 20_000
CHUNK = 500
Tokens = list[set[int]]
"""Those of each text of one case."""
LENGTHS = {"title": 8, "report": 120, "note": 30, "who": 4, "safety": 15}


@dataclass
class Language:
    """Made-up words of one language. `between`: what divides them in a text."""

    code: str
    between: str
    make: Callable[[random.Random], str]
    words: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def learn(self, chance: random.Random) -> None:
        self.words = sorted({self.make(chance) for _ in range(VOCABULARY)})
        chance.shuffle(self.words)
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def write(self, chance: random.Random, length: int) -> str:
        return self.between.join(chance.choices(self.words, cum_weights=self.weights, k=length))

    def has(self, text: str, word: str) -> bool:
        """The plain scan, which knows nothing of folding and tokens. Chinese is found by any part of a text."""
        edge = self.between
        return f"{edge}{word}{edge}" in f"{edge}{text}{edge}"


def _joined(
    parts: str | list[str], fewest: int, most: int, between: str = ""
) -> Callable[[random.Random], str]:
    return lambda chance: between.join(chance.choices(parts, k=chance.randint(fewest, most)))


def make_languages(chance: random.Random) -> list[Language]:
    latin = [first + second for first in "bcdfglmnprstv" for second in "aeiou"]
    tibetan = [
        f"{root}{vowel}{end}"
        for root in "ཀཁགངཅཇཉཏདནཔབམཙརལསཧ"
        for vowel in ("", "ི", "ུ", "ེ", "ོ")
        for end in ("", "ད", "ན", "ས")
    ]
    common = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    languages = [
        Language("en", " ", _joined(latin, 1, 5)),
        Language("fr", " ", _joined([*latin, "é", "ou", "eau"], 1, 5)),
        Language("zh-hans", "", _joined(common, 1, 3)),
        Language("zh-hant", "", _joined(common, 2, 4)),
        Language("bo", "་", _joined(tibetan, 1, 3, "་")),
        Language("ug", " ", _joined(list("ئابپتجخدرزژسشغفقكگڭلمنھوۇۆۈۋېي"), 2, 9)),
    ]
    for language in languages:
        language.learn(chance)
    return languages


@dataclass
class Told:
    """One case: its texts, in one language."""

    id: UUID
    language: Language
    words: dict[str, str] = field(repr=False)

    def sources(self) -> list[dict[FieldClass, list[str]]]:
        """Its rows: the case, the report, two notes and a party, each with its texts by class."""
        from safehold.desk.members.rules import FieldClass

        return [
            {FieldClass.WORDS: [self.words["title"]]},
            {FieldClass.WORDS: [self.words["report"]], FieldClass.SAFETY: [self.words["safety"]]},
            {FieldClass.WORDS: [self.words["note"]]},
            {FieldClass.WORDS: [self.words["second"]]},
            {FieldClass.IDENTITY: [self.words["who"]]},
        ]

    def by_class(self) -> dict[FieldClass, list[str]]:
        texts: dict[FieldClass, list[str]] = {}
        for source in self.sources():
            for field_class, words in source.items():
                texts.setdefault(field_class, []).extend(words)
        return texts


def tell(chance: random.Random, languages: list[Language], count: int) -> Iterator[Told]:
    for number in range(count):
        language = languages[number % len(languages)]
        texts = {name: language.write(chance, length) for name, length in LENGTHS.items()}
        texts["second"] = language.write(chance, LENGTHS["note"])
        yield Told(UUID(int=chance.getrandbits(128), version=4), language, texts)


def index(organisation_id: UUID, key: SearchKey, cases: list[Told]) -> tuple[list[Tokens], int]:
    """Write the tokens of some cases. Return those of each text, and how many distinct ones the cases have."""
    from safehold.core import blind
    from safehold.desk.search.actions import writing
    from safehold.desk.search.adapters import load_alike
    from safehold.desk.search.models import SourceTokens
    from safehold.persistence.transactions import atomic_for

    written, distinct = [], 0
    with atomic_for(SourceTokens):
        for told in cases:
            wanted = {}
            for fields in told.sources():
                source_id = uuid4()
                wanted[source_id] = writing._tokens_of(key, source_id, fields, {})
            writing._write(writing._hold(organisation_id, told.id), key.version, wanted)
            written.append(list(wanted.values()))
            distinct += sum(
                len(blind.tokens_of(bytes(32), texts, load_alike())) for texts in told.by_class().values()
            )
    return written, distinct


def index_like(organisation_id: UUID, mask: int, written: list[Tokens]) -> None:
    """Write for another organisation what one has, each token another one, as if under another key."""
    from safehold.desk.search.adapters import change_postings
    from safehold.desk.search.models import IndexedCase, SourceTokens
    from safehold.persistence.transactions import atomic_for

    with atomic_for(SourceTokens):
        cases = [IndexedCase(organisation_id=organisation_id, case_id=uuid4()) for _ in written]
        rows = []
        for case, texts in zip(IndexedCase.objects.bulk_create(cases), written, strict=True):
            theirs = [{token ^ mask for token in tokens} for tokens in texts]
            rows += [
                SourceTokens(indexed_case=case, source_id=uuid4(), key_version=1, tokens=each)
                for each in theirs
            ]
            change_postings(SourceTokens, case.pk, (), set().union(*theirs))
        SourceTokens.objects.bulk_create(rows)


OURS = ("search_indexedcase", "search_sourcetokens", "search_posting")


def size_of(*tables: str) -> int:
    """Return how many bytes some tables and their indexes take on the disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class WHERE relname = ANY(%s)",
                [list(tables)],
            )
        else:
            names = ", ".join(f"'{table}'" for table in tables)
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN"
                f" (SELECT name FROM sqlite_master WHERE tbl_name IN ({names}))"
            )
        return int(cursor.fetchone()[0])


def size_of_rows(cases: list[Told]) -> float:
    """Return what a row for each token takes instead, in bytes for each: the peer."""
    from django.db import connection

    from safehold.core import blind
    from safehold.desk.search.models import SourceTokens
    from safehold.persistence.transactions import atomic_for

    tail = "" if connection.vendor == "postgresql" else " WITHOUT ROWID"
    count = 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE by_token (token integer, place integer, PRIMARY KEY (token, place)){tail}"
        )
        cursor.execute("CREATE INDEX by_place ON by_token (place)")
        with atomic_for(SourceTokens):
            for place, told in enumerate(cases):
                tokens = blind.tokens_of(bytes(32), told.words.values())
                count += len(tokens)
                cursor.executemany("INSERT INTO by_token VALUES (%s, %s)", [(each, place) for each in tokens])
        size = size_of("by_token")
        cursor.execute("DROP TABLE by_token")
    return size / count


def ask(chance: random.Random, told: Told, count: int) -> list[str]:
    """Return words that stand in a case, in any of its texts."""
    asked = []
    for _ in range(count):
        text = chance.choice(list(told.words.values()))
        if told.language.between:
            asked.append(chance.choice(text.split(told.language.between)))
        else:
            start = chance.randrange(len(text) - 1)
            asked.append(text[start : start + 2])
    return asked


def search(house: House, cases: list[Told], chance: random.Random) -> None:
    """Search as each request does, with the vault opened anew, and compare with a plain scan.

    As for a page: few candidates are named; of many, those among the cases that a page looks at first.
    """
    from safehold.desk.home.queries.searching import COMPARED
    from safehold.desk.search import queries
    from safehold.desk.search.adapters import load_alike
    from safehold.desk.vault.actions import Unlocked

    identity, load = house.unlock(house.noor).identity, load_alike
    load()
    taken: list[float] = []
    missed = wanted = candidates = 0
    by_language: dict[str, list[Told]] = {}
    for told in cases:
        by_language.setdefault(told.language.code, []).append(told)
    for same in by_language.values():
        for number in range(SEARCHES):
            words = ask(chance, chance.choice(same), 1 + number % 3)
            began = time.perf_counter()
            unlocked = Unlocked(house.noor, identity)
            query = queries.read_query("caseworker", " ".join(words))
            found = queries.find_cases(unlocked, query, {})
            first = found.ids() if found.are_few else found.among([told.id for told in cases[:COMPARED]])
            taken.append((time.perf_counter() - began) * 1000)
            all_found = first | found.ids()
            there = {
                told.id
                for told in same
                if all(any(told.language.has(text, word) for text in told.words.values()) for word in words)
            }
            wanted += len(there)
            missed += len(there - all_found)
            candidates += len(all_found)
    name = "_postgresql" if ON_POSTGRESQL else ""
    p95 = statistics.quantiles(taken, n=20)[18]
    show(f"search_p95_ms{name}", p95, "ms", at_most=FLOOR_MILLISECONDS)
    show(f"search_median_ms{name}", statistics.median(taken), "ms")
    show(f"search_recall{name}", 1 - missed / wanted, "of a plain scan", at_least=1.0)
    show(f"search_candidates_per_case_found{name}", candidates / wanted, "candidates")


def measure(house: House) -> None:
    from safehold.desk.members import actions as members
    from safehold.desk.search import actions
    from safehold.desk.search.models import SourceTokens
    from safehold.persistence.transactions import atomic_for

    chance = random.Random(4)
    languages = make_languages(chance)
    noor = house.unlock(house.noor)
    with atomic_for(SourceTokens):
        ours = actions.hold_key(noor)
    others = [
        (members.found_organisation(f"house-{number}", {"en": f"House {number}"}, ["English"]).pk, mask)
        for number, mask in enumerate(chance.sample(range(1, 2**31), HOUSES - 1), start=1)
    ]
    ours_told: list[Told] = []
    taken, distinct = 0.0, 0
    for start in range(0, CASES // HOUSES, CHUNK):
        cases = list(tell(chance, languages, min(CHUNK, CASES // HOUSES - start)))
        began = time.perf_counter()
        written, found = index(house.noor.organisation_id, ours, cases)
        taken += time.perf_counter() - began
        distinct += found * HOUSES
        ours_told += cases
        for organisation_id, mask in others:
            index_like(organisation_id, mask, written)
    name = "_postgresql" if ON_POSTGRESQL else ""
    show(f"index_case_ms{name}", taken * 1000 / len(ours_told), "ms")
    peer = {
        "name": "a row for each token, deletable by case",
        "value": round(size_of_rows(ours_told[:2000]), 1),
    }
    show(f"bytes_per_token{name}", size_of(*OURS) / distinct, "bytes", peer=peer, at_most=FLOOR_BYTES)
    search(house, ours_told, chance)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        prepare_desk(Path(folder))
        from safehold.web.clock import today

        measure(make_house(today()))


if __name__ == "__main__":
    main()
    if not ON_POSTGRESQL:
        again_on_postgresql("search")
