# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs in an environment of its own (make setup-peers): score pairs of names with the matchers of nomenklatura.

In: JSON lines of [schema, left, right]. Out: one JSON line for each matcher: its name, its scores, and the pairs that
one core scored in a second when each pair had been scored once before.
"""

import json
import sys
import time
from importlib.metadata import version

from followthemoney.proxy import EntityProxy
from nomenklatura.matching import get_algorithm

MATCHERS = ("logic-v2", "logic-v1", "name-based")


def make_entity(schema: str, name: str) -> EntityProxy:
    """Return an entity; its id is its name, because the matchers remember names by id."""
    data = {"id": f"{schema} {name}", "schema": schema, "properties": {"name": [name]}}
    return EntityProxy.from_dict(data)


def main() -> None:
    pairs = [json.loads(line) for line in sys.stdin]
    for name in MATCHERS:
        matcher = get_algorithm(name)
        assert matcher is not None
        config = matcher.default_config()
        for _ in range(2):
            entities = [(make_entity(s, left), make_entity(s, right)) for s, left, right in pairs]
            began = time.process_time()
            scores = [round(matcher.compare(left, right, config).score, 4) for left, right in entities]
            took = time.process_time() - began
        said = {
            "matcher": name,
            "version": version("nomenklatura"),
            "scores": scores,
            "pairs_per_second": len(pairs) / took,
        }
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
