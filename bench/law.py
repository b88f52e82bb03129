# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Assessing incidents against all provisions. Floors: one in 5 ms at most; 100,000 again in 60 s.

The peer is two-valued: one look at each expression with every unknown taken as no. It says neither what is possible
nor what is still to be asked.
"""

import random
import sys
import time
from datetime import date
from statistics import quantiles

from bench.figures import show
from safehold.catalog.provisions import load_law
from safehold.core.law import Answer, Span, assess
from safehold.core.law.expressions import AllOf, Element, Expression

INCIDENTS = 2_000
AGAIN = 100_000
SEED = 20240819


def holds(expression: Expression, answers: dict[str, Answer]) -> bool:
    if isinstance(expression, Element):
        return answers.get(expression.id) is Answer.YES
    join = all if isinstance(expression, AllOf) else any
    return join(holds(part, answers) for part in expression.parts)


def main() -> None:
    law = load_law()
    chance = random.Random(SEED)
    ids = sorted(law.element_ids)
    days = [date(2024, 1, 1).toordinal() + chance.randrange(900) for _ in range(INCIDENTS)]
    incidents = [
        (
            {id_: chance.choice(list(Answer)) for id_ in chance.sample(ids, chance.randrange(5, len(ids)))},
            Span(date.fromordinal(day), date.fromordinal(day + chance.randrange(40))),
        )
        for day in days
    ]
    seconds = []
    for answers, when in incidents:
        begun = time.perf_counter()
        assess(law, answers, when)
        seconds.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    for answers, _ in incidents:
        for each in law.provisions:
            holds(each.expression, answers)
    alone = (time.perf_counter() - begun) / INCIDENTS
    p95 = quantiles(seconds, n=20)[-1]
    peer: dict[str, object] = {"name": "two-valued, without reasons (mean)", "value": alone * 1000}
    show("law, one incident against all provisions, p95", p95 * 1000, "ms", peer=peer, at_most=5)
    begun = time.perf_counter()
    for number in range(AGAIN):
        assess(law, *incidents[number % INCIDENTS])
        if number % 10_000 == 0:
            print(f"{number:,} of {AGAIN:,} assessed again", file=sys.stderr)
    show("law, 100,000 incidents assessed again", time.perf_counter() - begun, "s", at_most=60)


if __name__ == "__main__":
    main()
