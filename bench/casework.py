# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How quick a caseworker's pages are with 100,000 cases in ten organisations; what searching takes (bench.search).

BENCH_CASES and BENCH_HOUSES change the size. Pages go through the desk's whole stack of middleware, without a socket,
as an unlocked caseworker of one of the organisations. Peer of the pages: the case list of an organisation with fifty
cases, in the same run: what a page costs that has nothing to look for.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.test import Client

from bench.figures import show
from bench.houses import make_houses
from tests.drills.many_cases import House, make_cases, make_house, prepare_desk

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.vault.actions import Unlocked

CASES = int(os.environ.get("BENCH_CASES", "100000"))
HOUSES = int(os.environ.get("BENCH_HOUSES", "10"))
PAGES = 60
CHUNK = 500
FLOOR_PAGE_MILLISECONDS = 200
FILES = 200
FLOOR_FILES_MILLISECONDS = 300
PACKETS = 10
FLOOR_PACKET_SECONDS = 2
FLOOR_PACKET_PAGES = 20
INCIDENTS = 50
PARAGRAPH = (
    "They came to the shop again. 他们又来了店里。 ཁོང་ཚོ་ཡང་བསྐྱར་ཚོང་ཁང་ལ་སླེབས་བྱུང་།  ئۇلار يەنە دۇكانغا كەلدى. "
)


def sign_in(house: House) -> Client:
    from safehold.desk.members import actions as members

    members.add_totp(house.noor)
    client = Client(headers={"host": "localhost"})
    client.force_login(house.noor)
    answer = client.post("/unlock", {"passphrase": house.passphrases[house.noor.pk], "next": "/"})
    if answer.status_code != 302:
        raise RuntimeError(f"unlocking was answered with {answer.status_code}")
    return client


def p95_of(work: Callable[[], object], times: int = PAGES) -> float:
    """Return the 95th percentile, in milliseconds, after one time that does not count."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.quantiles(taken, n=20)[18]


def getting(client: Client, *addresses: str) -> Callable[[], None]:
    """Open one of these pages, in turn."""
    turn = 0

    def get() -> None:
        nonlocal turn
        turn += 1
        answer = client.get(addresses[turn % len(addresses)])
        if answer.status_code != 200:
            raise RuntimeError(f"{addresses[turn % len(addresses)]} was answered with {answer.status_code}")

    return get


def measure_pages(client: Client, ids: list[UUID], peer: dict[str, object]) -> None:
    chance = random.Random(1)
    some = [f"/cases/{case_id}/" for case_id in chance.sample(ids, min(len(ids), PAGES))]
    pages = {
        "case_list": ["/cases/"],
        "case_list_last_page": ["/cases/?page=99999"],
        "case_list_filtered": ["/cases/?state=open&mine", "/cases/?triage=urgent", "/cases/?tactic=PHY-ASLT"],
        "my_day": ["/"],
        "tasks": ["/tasks/"],
        "tasks_of_everybody": ["/tasks/?whose=everybody"],
        "referrals_due": ["/referrals/"],
        "case_page": some,
        "incidents_page": [f"{address}incidents" for address in some],
        "timeline_page": [f"{address}timeline" for address in some],
    }
    for name, addresses in pages.items():
        p95 = p95_of(getting(client, *addresses))
        show(f"{name}_p95_ms", p95, "ms", peer=peer, at_most=FLOOR_PAGE_MILLISECONDS)


def index_all(house: House, ids: list[UUID]) -> None:
    """Write the search tokens of an organisation's cases."""
    from safehold.desk.search import actions as search
    from safehold.desk.search.models import SourceTokens
    from safehold.persistence.transactions import atomic_for

    noor = house.unlock(house.noor)
    for start in range(0, len(ids), CHUNK):
        with atomic_for(SourceTokens):
            keys = noor.case_keys(dict.fromkeys(ids[start : start + CHUNK], 1))
            search.index_anew(noor.organisation_id, search.hold_key(noor), keys)


def measure_search(client: Client, count: int, peer: dict[str, object]) -> None:
    """Ask for a word of every case, for one of few cases, and for both: the whole page, with its snippets."""
    chance = random.Random(2)
    numbers = [str(chance.randrange(1, count)) for _ in range(PAGES)]
    asked = [words for number in numbers for words in ("sister works", number, f"sister {number} case")]
    turn = iter(asked * 2)

    def search() -> None:
        answer = client.post("/search/", {"words": next(turn)})
        if answer.status_code != 200 or b"<mark>" not in answer.content:
            raise RuntimeError(f"searching was answered with {answer.status_code}, or found nothing")

    show("search_page_p95_ms", p95_of(search, len(asked)), "ms", peer=peer, at_most=FLOOR_PAGE_MILLISECONDS)


def add_files(house: House, case_id: UUID, count: int) -> Case:
    from safehold.desk.cases.models import Case, CaseFile

    case = Case.objects.get(pk=case_id)
    key = house.unlock(house.noor).case_key(case.id, case.key_version)
    report = case.reports.get()
    for number in range(count):
        file = CaseFile(
            id=uuid4(),
            case=case,
            report=report,
            stored_name=uuid4().hex,
            sealed_size_bytes=100_000,
            received_on=case.opened_on,
        )
        note = {"name": f"photo {number}.jpg", "media_type": "image/jpeg", "size_bytes": 90_000}
        file.seal(key, note | {"sha256": "0" * 64, "sent_on": case.opened_on.isoformat()})
        file.save(force_insert=True)
    return case


def measure_packet(noor: Unlocked, case: Case, on: date) -> None:
    """Open a case with much to tell, in four scripts, and draw what the police would get: twenty pages and more."""
    from io import BytesIO

    from pypdf import PdfReader

    from safehold.desk.cases import actions as cases
    from safehold.desk.referrals import actions, adapters, queries

    for number in range(INCIDENTS):
        cases.add_incident(noor, case, cases.IncidentDraft(f"Visit {number}", PARAGRAPH * 12), on)
    referral = actions.choose_receivers(noor, case, ["authority:rcmp-nsin"], on)[0]
    actions.choose_packet(noor, referral, queries.Choice("en", ("what", "words", "incidents", "people")), on)

    def draw() -> bytes:
        return adapters.print_packet(actions.preview_packet(noor, referral, on), on)

    pages = len(PdfReader(BytesIO(draw())).pages)
    seconds = p95_of(draw, PACKETS) / 1000
    if pages < FLOOR_PACKET_PAGES:
        raise RuntimeError(f"the packet has {pages} pages only")
    show(f"packet_of_{pages}_pages_s", seconds, "s", at_most=FLOOR_PACKET_SECONDS)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        prepare_desk(Path(folder))
        from safehold.web.clock import today

        on = today()
        began = time.perf_counter()
        houses = make_houses(HOUSES, CASES // HOUSES, on)
        show("generate_case_ms", 1000 * (time.perf_counter() - began) / CASES, "ms")
        small = make_house(on, "small", founding=False)
        make_cases(small.unlock(small.noor), 50, on)
        nothing = p95_of(getting(sign_in(small), "/cases/"))
        peer: dict[str, object] = {"name": "case list with 50 cases", "value": round(nothing, 1)}
        house, ids = houses[0]
        client = sign_in(house)
        measure_pages(client, ids, peer)
        index_all(house, ids)
        measure_search(client, len(ids), peer)
        case = add_files(house, ids[0], FILES)
        p95 = p95_of(getting(client, f"/cases/{case.id}/"))
        show(f"case_of_{FILES}_files_p95_ms", p95, "ms", peer=peer, at_most=FLOOR_FILES_MILLISECONDS)
        measure_packet(house.unlock(house.noor), case, on)
    if "--pages" not in sys.argv:
        subprocess.run([sys.executable, "-m", "bench", "search"], check=True)  # a desk of its own


if __name__ == "__main__":
    main()
