# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Families' clocks and fees. Floors: one file in 5 ms at most; the deadlines of 10,000 files in 30 s."""

import random
import time
from datetime import date, timedelta
from statistics import quantiles

from bench.figures import show
from safehold.catalog.reunification import load_book
from safehold.core.reunification import (
    DATES,
    EVENTS,
    Book,
    Event,
    Facts,
    Person,
    Role,
    UncertainDate,
    assess,
    deadlines,
)

FILES = 10_000
ONE_BY_ONE = 2_000
SEED = 1951


def made(chance: random.Random, book: Book) -> Facts:
    def day(since: int, until: int) -> UncertainDate:
        first = date(since, 1, 1) + timedelta(chance.randrange(365 * (until - since)))
        return UncertainDate(first, first + timedelta(chance.choice((0, 0, 30))))

    people = [Person(id="p0", role=Role.PRINCIPAL, born=day(1960, 2000))]
    people += [
        Person(
            id=f"p{n}", role=chance.choice((Role.PARTNER, Role.CHILD)), born=day(1990, 2020), is_abroad=True
        )
        for n in range(1, chance.randrange(3, 9))
    ]
    events = [Event(chance.choice(EVENTS), day(2023, 2027), chance.choice(people).id) for _ in range(6)]
    dates = {name: day(2022, 2027) for name in DATES}
    return Facts(
        pathway=chance.choice(sorted(book.pathways)), people=tuple(people), dates=dates, events=tuple(events)
    )


def main() -> None:
    book, chance = load_book(), random.Random(SEED)
    files = [made(chance, book) for _ in range(FILES)]
    seconds = []
    for facts in files[:ONE_BY_ONE]:
        begun = time.perf_counter()
        assess(book, facts)
        seconds.append(time.perf_counter() - begun)
    show("families, clocks and fees of one file, p95", quantiles(seconds, n=20)[-1] * 1000, "ms", at_most=5)
    begun = time.perf_counter()
    for facts in files:
        deadlines(book, facts)
    show("families, deadlines of 10,000 files", time.perf_counter() - begun, "s", at_most=30)


if __name__ == "__main__":
    main()
