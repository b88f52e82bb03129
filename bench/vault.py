# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long keys take: changing all of them after a removal, unlocking, and a list page of 50 titles.

On SQLite, each commit on the disk. Unlocking and the list go through the desk's whole stack of middleware, without a
socket. After the removal a sample of keys is opened and compared.

Peer of the re-wrapping: opening each case key and sealing it to the new vault as an age file, measured here on a
sample; that alone, without storing it.
"""

import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

from django.test import Client

from bench.figures import show
from safehold.core import age
from tests.drills.many_cases import House, make_cases, make_house, prepare_desk

KEYS = int(os.environ.get("BENCH_KEYS", "100000"))
CASES = 500
AT_ONCE = 5_000
SAMPLE = 1_000
UNLOCKS = 10
PAGES = 60
FLOOR_REWRAP_SECONDS = 60
FLOOR_UNLOCK_SECONDS = 1.5
FLOOR_PAGE_MILLISECONDS = 100


def time_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def sign_in(house: House) -> Client:
    from safehold.desk.members import actions as members

    members.add_totp(house.lead)
    client = Client(headers={"host": "localhost"})
    client.force_login(house.lead)
    return client


def unlock(client: Client, house: House) -> None:
    answer = client.post("/unlock", {"passphrase": house.passphrases[house.lead.pk], "next": "/"})
    if answer.status_code != 302:
        raise RuntimeError(f"unlocking was answered with {answer.status_code}")


def measure_unlock(client: Client, house: House) -> None:
    seconds = [time_of(lambda: unlock(client, house)) for _ in range(UNLOCKS)]
    show("unlock_s", statistics.median(seconds), "s", at_most=FLOOR_UNLOCK_SECONDS)


def measure_list_page(client: Client) -> None:
    def open_page() -> None:
        page = client.get("/cases/").content
        if page.count(b"they know where my sister works") < 50:
            raise RuntimeError("the page does not show 50 titles")

    open_page()
    milliseconds = [1000 * time_of(open_page) for _ in range(PAGES)]
    show("case_list_page_50_p50_ms", statistics.median(milliseconds), "ms", at_most=FLOOR_PAGE_MILLISECONDS)
    p95 = statistics.quantiles(milliseconds, n=20)[18]
    show("case_list_page_50_p95_ms", p95, "ms", at_most=FLOOR_PAGE_MILLISECONDS)


def add_keys(house: House, count: int) -> dict[UUID, bytes]:
    """Make keys of cases; return a sample of them."""
    unlocked = house.unlock(house.lead)
    sample: dict[UUID, bytes] = {}
    for start in range(0, count, AT_ONCE):
        keys = unlocked.new_case_keys({uuid4(): 1 for _ in range(min(AT_ONCE, count - start))})
        sample |= dict(list(keys.items())[:SAMPLE])
    return sample


def measure_removal(house: House, kept: dict[UUID, bytes]) -> None:
    from safehold.desk.vault import actions as vault
    from safehold.web.clock import today

    unlocked = house.unlock(house.lead)
    seconds = time_of(lambda: vault.remove_member(unlocked, house.leaver, today()))
    peer = {
        "name": f"one age file a key, {SAMPLE} measured, not stored",
        "value": round(KEYS * seconds_to_seal_again(), 1),
    }
    show(f"rewrap_{KEYS // 1000}k_case_keys_s", seconds, "s", peer=peer, at_most=FLOOR_REWRAP_SECONDS)
    found = house.unlock(house.noor).case_keys(dict.fromkeys(kept, 1))
    show("case_keys_lost", sum(found.get(case_id) != key for case_id, key in kept.items()), "keys")


def seconds_to_seal_again() -> float:
    """Open one age file of a key and seal it to another vault."""
    old, new = age.generate_identity(), age.generate_identity()
    files = [age.seal(secrets.token_bytes(64), [old.recipient]) for _ in range(SAMPLE)]
    return (
        time_of(lambda: [age.seal(age.open_sealed(file, [old]), [new.recipient]) for file in files]) / SAMPLE
    )


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        prepare_desk(Path(folder))
        from safehold.web.clock import today

        house = make_house(today())
        make_cases(house.unlock(house.lead), CASES, today())
        client = sign_in(house)
        measure_unlock(client, house)
        measure_list_page(client)
        measure_removal(house, add_keys(house, KEYS - CASES))
    subprocess.run([sys.executable, "-m", "bench", "renewal"], check=True)  # a desk of its own


if __name__ == "__main__":
    main()
