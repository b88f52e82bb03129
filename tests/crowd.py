# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A crowd of people sending reports to the real public site at once, each on a connection of their own."""

import asyncio
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from safehold.cli.demo.browser import Browser, Form
from safehold.cli.demo.processes import Sites, environment_for, free_port
from safehold.core.receipts import parse
from tests.coalition import Coalition

CODE = re.compile(rb"(?<!\d)\d{5}(?!\d)")
GROUPS = 8


@dataclass(frozen=True)
class Report:
    """One report that somebody will send: the code their page carries, the words, the bytes of the request."""

    digits: str
    words: str
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What came back for one report. `shown`: the whole page arrived, with this report's code on it."""

    report: Report
    status: int
    shown: bool
    seconds: float


def prepare_public(data: Path) -> tuple[Sites, Coalition]:
    """Make the public site's database with one organisation's lists, and load Django for reading it here."""
    os.environ["SAFEHOLD_DATA"] = str(data)
    sites = Sites(data, f"http://localhost:{free_port()}", "", environment_for(data))
    sites.command("migrate", "public")
    from safehold.cli.sites import set_up

    set_up("public")
    from safehold.web.clock import today

    coalition = Coalition(on=today())
    coalition.deliver()
    (data / "public" / "coalition-root.pub").write_text(coalition.root_hex)
    return sites, coalition


def port_of(sites: Sites) -> int:
    return int(sites.public.rsplit(":", 1)[1])


def open_send_form(origin: str) -> Form:
    """Walk to the review page as a person does; return its form."""
    browser = Browser(origin).open("/en/")
    browser.send(browser.form(having="words"), {"words": "x"})
    return browser.form(action="/send")


def fill(form: Form, digits: str, words: str) -> Report:
    """The bytes that a browser would send for one report."""
    pairs = [(n, {"receipt": digits, "words": words}.get(n, v)) for n, v in form.fields]
    return Report(digits, words, urlencode(pairs).encode())


async def send_one(port: int, path: str, report: Report) -> Answer:
    """POST on a new connection and read the whole answer. A connection that breaks is an answer of status 0."""
    began, answer = time.perf_counter(), b""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        f"Content-Length: {len(report.body)}\r\n\r\n"
    )
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head.encode() + report.body)
        answer = await reader.read()
        writer.close()
    except OSError:
        pass
    status = int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0
    groups = b" ".join(CODE.findall(answer)[:GROUPS]).decode()
    shown = status == 200 and b"</html>" in answer and groups == report.digits
    return Answer(report, status, shown, time.perf_counter() - began)


async def send_all(port: int, path: str, reports: Iterable[Report], clients: int) -> list[Answer]:
    """Let `clients` people send all the reports, each as fast as they are answered."""
    waiting = iter(reports)
    answers: list[Answer] = []

    async def person() -> None:
        for report in waiting:
            answers.append(await send_one(port, path, report))

    await asyncio.gather(*(person() for _ in range(clients)))
    return answers


def count_lost_and_doubled(answers: Iterable[Answer], coalition: Coalition) -> tuple[int, int]:
    """Return (lost, doubled) over the codes that were shown, opening every sealed report."""
    from safehold.public.reporting.models import Envelope

    lost = doubled = 0
    for answer in answers:
        if answer.shown:
            lookup_id = parse(answer.report.digits).lookup_id
            found = list(Envelope.objects.filter(mailbox__lookup_id=lookup_id))
            doubled += max(0, len(found) - 1)
            lost += not found or coalition.open_report(bytes(found[0].sealed)).words != answer.report.words
    return lost, doubled
