# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office's log costs: durable appends in batches, signing what is new, and reading the whole log again.

20,000 leaves (BENCH_LEAVES) of one field, with their openings and the tiles at the edge of the tree, in batches of 500
as a replay has them, each in a transaction that is on the disk when it ends. On SQLite and then, in a process of its
own, on PostgreSQL. Peer of appending: writing rows of the same bytes in the same batches, without a tree.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import show
from bench.servers import again_on_postgresql
from safehold.web import clock
from tests.drills.many_cases import prepare_desk

LEAVES = int(os.environ.get("BENCH_LEAVES", "20000"))
BATCH = 500
ON_POSTGRESQL = "DATABASE_URL" in os.environ
NAME = "_postgresql" if ON_POSTGRESQL else ""
FLOOR_APPENDS = 2_000


def time_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure() -> None:
    from safehold.core import tlog
    from safehold.desk.members import actions as members
    from safehold.desk.registrar import actions, queries
    from safehold.desk.registrar.models import Office, Replay
    from safehold.desk.registrar.rules import Draft, draft_leaf
    from safehold.persistence.transactions import atomic_for

    on = clock.today()
    house = members.found_organisation("office", {"en": "Office"}, ["English"], True, True)
    office: Office = actions.open_office(house, actions.make_log_key("register.example.org/log"), on)
    drafts: list[Draft] = [
        draft_leaf("import", on, "import/1", {"name": f"snapshot {number}"}) for number in range(LEAVES)
    ]
    batches = [drafts[at : at + BATCH] for at in range(0, LEAVES, BATCH)]

    def append_all() -> None:
        for batch in batches:
            actions.append(office, batch)

    appended = time_of(append_all)
    first = queries.list_leaves(0, 1)[0]
    contents = [tlog.write_leaf(draft.leaf).decode() for draft in drafts]

    def write_rows() -> None:
        for at in range(0, LEAVES, BATCH):
            with atomic_for(Replay):
                Replay.objects.bulk_create(
                    Replay(source=f"bench {at + n}", as_of=on, sha256=content[-64:], leaf=first)
                    for n, content in enumerate(contents[at : at + BATCH])
                )

    bare = time_of(write_rows)
    peer: dict[str, object] = {"name": "rows without a tree", "value": round(LEAVES / bare)}
    show(f"registrar_durable_appends{NAME}", LEAVES / appended, "leaves/s", peer=peer, at_least=FLOOR_APPENDS)
    show(f"registrar_sign{NAME}", time_of(lambda: actions.sign_log(on)), "s")
    show(f"registrar_verify_whole{NAME}", LEAVES / time_of(lambda: actions.verify_log(office)), "leaves/s")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        prepare_desk(Path(folder))
        measure()
    if not ON_POSTGRESQL:
        again_on_postgresql("registrar")


if __name__ == "__main__":
    main()
