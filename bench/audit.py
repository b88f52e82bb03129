# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a record of 100,000 rows takes: following it, what is new in it, its export, and checking that offline.

On SQLite. Peer of following: hashing the same bytes, which is the least that any chain costs.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from bench.figures import show
from safehold.core.envelopes import canonical_json
from safehold.web import clock
from tests.drills.many_cases import prepare_desk

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
FLOOR_NEW_SECONDS = 0.1


def time_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    from safehold.desk.audit import actions, queries, rules
    from safehold.desk.audit.models import AuditHead, AuditRow
    from safehold.desk.audit.tests.chains import make_chain
    from safehold.persistence.transactions import atomic_for

    house, on = uuid4(), clock.today()
    rows = make_chain(ROWS, house, subject=str(uuid4())[:20])
    with atomic_for(AuditRow):
        AuditRow.objects.bulk_create([AuditRow(**row.__dict__) for row in rows], batch_size=5_000)
        AuditHead.objects.create(organisation_id=house, sequence=ROWS, hash=rows[-1].hash)
    bare = time_of(lambda: [hashlib.sha256(canonical_json(rules.fields_of(row))).hexdigest() for row in rows])
    whole = time_of(lambda: actions.follow_chain(house, on))
    show("audit_follow_whole_s", whole, "s", peer={"name": "hashing the same rows", "value": bare})
    with atomic_for(AuditRow):
        for _ in range(50):
            actions.append(house, "case.read", uuid4(), on=on)
    new = time_of(lambda: actions.follow_chain(house, on))
    show("audit_follow_new_s", new, "s", at_most=FLOOR_NEW_SECONDS)
    show("audit_page_readings_s", time_of(lambda: queries.count_readings(house, on)), "s")
    head = queries.find_head(house)
    lines: list[bytes] = []
    links = queries.iterate_links(house, head[0])
    show(
        "audit_export_s", time_of(lambda: lines.extend(rules.write_export(house, "north", links, head))), "s"
    )
    show("audit_verify_s", time_of(lambda: rules.read_export(lines)), "s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        prepare_desk(Path(folder))
        main()
