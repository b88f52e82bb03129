# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many reports the public site takes, durably, from 50 people at once; and how light it is.

2,000 reports of 2 kB, each on a connection of its own, against the real server on SQLite. Afterwards every receipt is
looked up, and every sealed report opened with the intake key: only then is it counted as arrived.

Peer: GlobaLeaks 5.0.15, measured on such a machine on 2026-11-23 (0.13 to 0.33 reports/s, 44 to 60 % of simultaneous
reports answered with HTTP 500; first page 940 kB). It is not installable from a wheel, so it does not run here.
"""

import asyncio
import gzip
import os
import secrets
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench.figures import show
from safehold.cli.demo.browser import Browser, Form
from safehold.cli.demo.processes import Sites, environment_for, free_port, start, stop, wait_for
from safehold.core.receipts import generate
from tests.coalition import Coalition

CLIENTS = int(os.environ.get("BENCH_CLIENTS", "50"))
REPORTS = int(os.environ.get("BENCH_REPORTS", "2000"))
REPORT_BYTES = 2_000
UPLOAD_BYTES = 90_000_000
GLOBALEAKS = "GlobaLeaks 5.0.15, measured 2026-11-23"


@dataclass
class Sent:
    """One report that a client sent: its receipt, its words, what came back and how long it took."""

    digits: str
    words: str
    status: int
    seconds: float


def prepare(data: Path) -> tuple[Sites, Coalition]:
    """Make the public site's database with one organisation's lists in it."""
    environment = environment_for(data)
    os.environ.update({"SAFEHOLD_DATA": str(data)})
    sites = Sites(data, f"http://localhost:{free_port()}", "", environment)
    sites.command("migrate", "public")
    from safehold.cli.sites import set_up

    set_up("public")
    from safehold.web.clock import today

    coalition = Coalition(on=today())
    coalition.deliver()
    (data / "public" / "coalition-root.pub").write_text(coalition.root_hex)
    return sites, coalition


def body_of(form: Form, digits: str, words: str) -> bytes:
    """The bytes that a browser would send for one report."""
    pairs = [(n, {"receipt": digits, "words": words}.get(n, v)) for n, v in form.fields]
    return urlencode(pairs).encode()


async def send_one(port: int, path: str, body: bytes) -> int:
    """POST on a new connection and read the whole answer; return its status, 0 when none came."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


async def load(port: int, path: str, reports: list[tuple[str, str, bytes]]) -> list[Sent]:
    """Let CLIENTS send all the reports, each as fast as it is answered."""
    waiting, done = iter(reports), []

    async def client() -> None:
        for digits, words, body in waiting:
            began = time.perf_counter()
            status = await send_one(port, path, body)
            done.append(Sent(digits, words, status, time.perf_counter() - began))

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return done


def open_send_form(origin: str) -> tuple[Form, str]:
    """Walk to the review page as a person does; return its form and the path it goes to."""
    browser = Browser(origin).open("/en/")
    browser.send(browser.form(having="words"), {"words": "x"})
    form = browser.form(action="/send")
    return form, form.action


def count_arrived(sent: list[Sent], coalition: Coalition) -> tuple[int, int]:
    """Return (lost, doubled) over the receipts that were shown, opening every sealed report."""
    from safehold.core.receipts import parse
    from safehold.public.reporting.models import Envelope

    lost = doubled = 0
    for one in (s for s in sent if s.status == 200):
        found = list(Envelope.objects.filter(mailbox__lookup_id=parse(one.digits).lookup_id))
        doubled += max(0, len(found) - 1)
        lost += not found or coalition.open_report(found[0].sealed).words != one.words
    return lost, doubled


def resident_megabytes(pid: int) -> float:
    """Resident memory of the largest process of a server."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return max(p.memory_info().rss for p in family) / 1e6


def measure_uploads(origin: str) -> None:
    """Seal one large file while it streams in, and say how fast."""
    browser = Browser(origin).open("/en/")
    browser.send(browser.form(having="words"), {"words": "with a file"})
    browser.send(browser.form(action="/send"))
    form = browser.form(action="/files/")
    content = secrets.token_bytes(UPLOAD_BYTES)
    name = next((n for n, _ in form.fields if "file" in n), "file")
    began = time.perf_counter()
    browser.send(form, files={name: ("recording.bin", content, "application/octet-stream")})
    seconds = time.perf_counter() - began
    if browser.status != 200:
        raise RuntimeError(f"the file was answered with {browser.status}")
    show("upload_http_mb_per_s", UPLOAD_BYTES / seconds / 1e6, "MB/s")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        data = Path(folder)
        sites, coalition = prepare(data)
        port = int(sites.public.rsplit(":", 1)[1])
        began = time.perf_counter()
        server = start(sites, "public", ["serve", "public", "--port", str(port)])
        try:
            wait_for(f"{sites.public}/healthz", [server])
            show("start_to_first_answer_s", time.perf_counter() - began, "s")
            first = Browser(sites.public).open("/en/")
            css = Browser(sites.public).open("/static/safehold.css")
            page = sum(len(gzip.compress(b.html.encode())) for b in (first, css))
            show("first_page_gzip_bytes", page, "bytes", peer={"name": GLOBALEAKS, "value": 940_000})
            time.sleep(1)
            show("resident_mb_at_rest", resident_megabytes(server.pid), "MB")
            form, path = open_send_form(sites.public)
            reports = []
            for number in range(REPORTS):
                words, digits = f"{number} ".ljust(REPORT_BYTES, "w"), generate().digits
                reports.append((digits, words.strip(), body_of(form, digits, words)))
            began = time.perf_counter()
            sent = asyncio.run(load(port, path, reports))
            seconds = time.perf_counter() - began
            lost, doubled = count_arrived(sent, coalition)
            answered = [s for s in sent if s.status == 200]
            peer = {"name": GLOBALEAKS, "value": 0.33}
            show("reports_per_s", len(answered) / seconds, "reports/s", peer=peer)
            show("p95_ms", statistics.quantiles([s.seconds * 1000 for s in sent], n=20)[18], "ms")
            show("reports_lost", lost, "reports")
            show("reports_doubled", doubled, "reports")
            show("http_5xx", sum(s.status >= 500 or s.status == 0 for s in sent), "answers")
            show("answered_otherwise", len(sent) - len(answered), "answers")
            measure_uploads(sites.public)
            show("resident_mb_after_load", resident_megabytes(server.pid), "MB")
        finally:
            server.terminate()
            stop(server)


if __name__ == "__main__":
    main()
