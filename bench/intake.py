# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many reports the public site takes, durably, from 50 people at once; and how light it is.

2,000 reports of 2 kB, each on a connection of its own, against the real server on SQLite. Afterwards every code is
looked up, and every sealed report opened with the intake key: only then is it counted as arrived.

Peer: GlobaLeaks 5.0.15, measured on such a machine on 2026-11-23 (0.13 to 0.33 reports/s, 44 to 60 % of
simultaneous reports answered with HTTP 500; first page 940 kB). No wheel of it exists, so it does not run here.
"""

import asyncio
import gzip
import os
import secrets
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import psutil

from bench.figures import show
from safehold.cli.demo.browser import Browser
from safehold.cli.demo.processes import Sites, start, stop, wait_for
from safehold.core.receipts import generate
from tests.coalition import Coalition
from tests.crowd import count_lost_and_doubled, fill, open_send_form, port_of, prepare_public, send_all

CLIENTS = int(os.environ.get("BENCH_CLIENTS", "50"))
REPORTS = int(os.environ.get("BENCH_REPORTS", "2000"))
REPORT_CHARACTERS = 2_000
UPLOAD_BYTES = 90_000_000
GLOBALEAKS = "GlobaLeaks 5.0.15, measured 2026-11-23"


def measure_start(sites: Sites) -> "subprocess.Popen[bytes]":
    began = time.perf_counter()
    server = start(sites, "public", ["serve", "public", "--port", str(port_of(sites))])
    wait_for(f"{sites.public}/healthz", [server])
    show("start_to_first_answer_s", time.perf_counter() - began, "s")
    return server


def measure_first_page(sites: Sites) -> None:
    pages = [Browser(sites.public).open(path) for path in ("/en/", "/static/safehold.css")]
    size = sum(len(gzip.compress(page.html.encode())) for page in pages)
    show("first_page_gzip_bytes", size, "bytes", peer={"name": GLOBALEAKS, "value": 940_000})


def measure_crowd(sites: Sites, coalition: Coalition) -> None:
    """Send REPORTS reports from CLIENTS people at once and look every one of them up."""
    form = open_send_form(sites.public)
    reports = [fill(form, generate().digits, f"{n} ".ljust(REPORT_CHARACTERS, "w")) for n in range(REPORTS)]
    began = time.perf_counter()
    answers = asyncio.run(send_all(port_of(sites), form.action, reports, CLIENTS))
    seconds = time.perf_counter() - began
    lost, doubled = count_lost_and_doubled(answers, coalition)
    shown = sum(a.shown for a in answers)
    milliseconds = [a.seconds * 1000 for a in answers]
    show("reports_per_s", shown / seconds, "reports/s", peer={"name": GLOBALEAKS, "value": 0.33})
    show("p50_ms", statistics.median(milliseconds), "ms")
    show("p95_ms", statistics.quantiles(milliseconds, n=20)[18], "ms")
    show("reports_lost", lost, "reports")
    show("reports_doubled", doubled, "reports")
    show("http_5xx", sum(a.status >= 500 or a.status == 0 for a in answers), "answers")
    show("answered_without_code", len(answers) - shown, "answers")


def measure_upload(sites: Sites) -> None:
    """Send one large file over HTTP, sealed while it streams in."""
    browser = Browser(sites.public).open("/en/")
    browser.send(browser.form(having="words"), {"words": "with a file"})
    browser.send(browser.form(action="/send"))
    form, content = browser.form(action="/files/"), secrets.token_bytes(UPLOAD_BYTES)
    began = time.perf_counter()
    browser.send(form, files={"file": ("recording.bin", content, "application/octet-stream")})
    seconds = time.perf_counter() - began
    if browser.status != 200:
        raise RuntimeError(f"the file was answered with {browser.status}")
    show("upload_http_mb_per_s", UPLOAD_BYTES / seconds / 1e6, "MB/s")


def largest_process_megabytes(pid: int) -> float:
    """Resident memory of the largest process of a server."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return max(p.memory_info().rss for p in family) / 1e6


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        sites, coalition = prepare_public(Path(folder))
        server = measure_start(sites)
        try:
            measure_first_page(sites)
            show("resident_mb_at_rest", largest_process_megabytes(server.pid), "MB")
            measure_crowd(sites, coalition)
            measure_upload(sites)
            show("resident_mb_after_load", largest_process_megabytes(server.pid), "MB")
        finally:
            server.terminate()
            stop(server)


if __name__ == "__main__":
    main()
