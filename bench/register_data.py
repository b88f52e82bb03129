# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the register costs as data: the read API in two processes at once, the data files. Part of bench/register.py."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import random
import time
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from bench.figures import show

PROCESSES = 2
REQUESTS = 300
API = "/register/api/v1"
FLOOR_REQUESTS, FLOOR_EXPORT_SECONDS = 200, 60


def measure_data(entries: Sequence[UUID], suffix: str) -> None:
    """Show how many answers of each kind there are in a second, and how long the data files take."""
    from safehold.public.register import actions

    chance = random.Random(7)
    some = [chance.choice(entries) for _ in range(REQUESTS)]
    asked = {
        "entry": [f"{API}/entries/{each}" for each in some],
        "list": [
            f"{API}/entries?limit=20&cursor={chance.randint(21, len(entries))}" for _ in range(REQUESTS)
        ],
        "proof": [f"{API}/leaves/{chance.randrange(len(entries))}/proof" for _ in range(REQUESTS)],
    }
    for name, addresses in asked.items():
        floor = FLOOR_REQUESTS if name == "entry" else None
        show(f"register_api_{name}{suffix}", _rate(addresses), "requests/s", at_least=floor)
    began = time.perf_counter()
    written = actions.write_data_files(date(2026, 11, 23))
    took = time.perf_counter() - began
    show(f"register_export{suffix}", took, "s", at_most=FLOOR_EXPORT_SECONDS)
    show(f"register_export_bytes{suffix}", sum(each.bytes for each in written.files) / 2**20, "MiB")


def _rate(addresses: list[str]) -> float:
    """Ask in as many processes as a small server has, each its share; each is warm before the clock runs."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    ready = context.Barrier(PROCESSES + 1)
    shares = [addresses[start::PROCESSES] for start in range(PROCESSES)]
    workers = [context.Process(target=_ask, args=(share, ready)) for share in shares]
    for each in workers:
        each.start()
    ready.wait()
    began = time.perf_counter()
    for each in workers:
        each.join()
        if each.exitcode:
            raise SystemExit("an answer was not 200")
    return len(addresses) / (time.perf_counter() - began)


def _ask(addresses: list[str], ready: multiprocessing.synchronize.Barrier) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.get(addresses[0])
    ready.wait()
    for address in addresses:
        assert client.get(address).status_code == 200, address
