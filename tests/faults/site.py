# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The real public site as its own process, and a line to it that can be cut anywhere.

The test's own process has the desk's settings, so it never loads the public site: it looks at the site's folder and,
read-only, at its SQLite file.
"""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from safehold.cli.demo.browser import Browser, Form
from safehold.cli.demo.processes import Sites, environment_for, free_port, stop, wait_for
from safehold.core.receipts import parse
from tests.coalition import Coalition

TABLES = ("mailbox", "envelope", "fileenvelope", "reply", "withdrawal")
PATIENCE_SECONDS = 10
TIME_ZONE = "America/Toronto"
"""As in the settings, which this process may not have."""
FORM_TYPE = "application/x-www-form-urlencoded"
DELIVER = """
import json, sys
from uuid import UUID
from safehold.cli.sites import set_up
set_up("public")
from safehold.public.reporting import actions
for kind, organisation_id, signed in json.load(sys.stdin):
    actions.store_list(kind, organisation_id and UUID(organisation_id), 1, bytes.fromhex(signed))
"""


@dataclass(frozen=True)
class Answer:
    """What came back on a raw line; status 0 when nothing did."""

    status: int
    head: str
    page: str

    @classmethod
    def read(cls, raw: bytes) -> "Answer":
        head, _, page = raw.partition(b"\r\n\r\n")
        status = int(raw.split(b" ", 2)[1]) if raw.startswith(b"HTTP/") else 0
        return cls(status, head.decode("latin-1"), page.decode(errors="replace"))


@dataclass
class Line:
    """One connection to the site. `cut` ends it as a train in a tunnel would."""

    socket: socket.socket

    def send(self, data: bytes) -> None:
        with contextlib.suppress(ConnectionError):
            self.socket.sendall(data)

    def half_close(self) -> Answer:
        """Say that nothing more comes, and read what the site still says."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
        return self.read()

    def read(self) -> Answer:
        raw = b""
        with contextlib.suppress(OSError):
            while piece := self.socket.recv(65536):
                raw += piece
        self.socket.close()
        return Answer.read(raw)

    def cut(self) -> None:
        """Close without a word."""
        self.socket.close()

    def reset(self) -> None:
        """Close with a TCP reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@dataclass
class Site:
    """A running public site with one organisation, whose keys are in our hands."""

    sites: Sites
    coalition: Coalition
    server: "subprocess.Popen[bytes]"

    @property
    def port(self) -> int:
        return int(self.sites.public.rsplit(":", 1)[1])

    @property
    def store(self) -> Path:
        return self.sites.data / "public" / "store"

    @property
    def log(self) -> str:
        return (self.sites.data / "server.log").read_text(errors="replace")

    def kill(self) -> None:
        """Kill -9 the server and all its workers."""
        kill_group(self.server)

    def start(self) -> None:
        self.server = start_server(self.sites)

    def rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Read from the site's database, beside the site."""
        address = f"file:{self.sites.data}/public/public.sqlite3?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
            return connection.execute(question, values).fetchall()

    def counts(self) -> dict[str, int]:
        """How much is kept: rows of each kind, and files."""
        kept = {t: int(self.rows(f"SELECT count(*) FROM reporting_{t}")[0][0]) for t in TABLES}
        return kept | {"files": len([p for p in self.store.glob("*") if p.is_file()])}

    def unfinished(self) -> list[Path]:
        return list((self.store / "incoming").glob("*"))

    def must_keep_nothing_since(self, before: dict[str, int]) -> None:
        """Wait until no request is in work any more; then nothing may have been added, whole or partial."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.unfinished() and time.monotonic() < until:
            time.sleep(0.02)
        assert self.unfinished() == []
        assert self.counts() == before

    def line(self) -> Line:
        return Line(socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS * 2))

    def head(self, path: str, length: int | None, content_type: str = FORM_TYPE, *more: str) -> bytes:
        """The head of a POST as our own page's browser sends it."""
        lines = [
            f"POST {path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            f"Origin: http://localhost:{self.port}",
            f"Content-Type: {content_type}",
            "Connection: close",
            *([] if length is None else [f"Content-Length: {length}"]),
            *more,
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n"

    def post(self, path: str, body: bytes, content_type: str = FORM_TYPE) -> Answer:
        """Send one whole request."""
        line = self.line()
        line.send(self.head(path, len(body), content_type) + body)
        return line.read()

    def browser(self) -> Browser:
        return Browser(self.sites.public)

    def review(self, **typed: str | list[str]) -> Form:
        """Walk to the review page; return its form."""
        browser = self.browser().open("/en/")
        browser.send(browser.form(having="words"), {"words": "x", **typed})
        return browser.form(action="/send")

    def upload_form(self, words: str = "before the file") -> Form:
        """Send a report; return the form for files of its receipt page."""
        browser = self.browser().open("/en/")
        browser.send(browser.form(having="words"), {"words": words})
        browser.send(browser.form(action="/send"))
        return browser.form(action="/files/")

    def words_of(self, digits: str) -> list[str]:
        """Open everything that lies under a receipt as a report; return the words, oldest first."""
        found = self.rows(
            "SELECT e.sealed FROM reporting_envelope e JOIN reporting_mailbox m ON m.id = e.mailbox_id "
            "WHERE m.lookup_id = ? AND e.kind = 'report'",
            parse(digits).lookup_id,
        )
        return [self.coalition.open_report(sealed).words for (sealed,) in found]


def make_site(data: Path) -> Site:
    """Make and start a public site in `data`."""
    sites = Sites(data, f"http://localhost:{free_port()}", "", environment_for(data))
    sites.environment |= {"MIN_FREE_BYTES": "0", "UPLOAD_SLOTS": "40"}
    sites.command("migrate", "public")
    coalition = Coalition(on=datetime.now(ZoneInfo(TIME_ZONE)).date())
    (data / "public" / "coalition-root.pub").write_text(coalition.root_hex)
    lists = [
        ("coalition", None, coalition.coalition_list().hex()),
        ("keys", str(coalition.organisation_id), coalition.key_list().hex()),
    ]
    subprocess.run(
        [sys.executable, "-c", DELIVER], env=sites.environment, input=json.dumps(lists), text=True, check=True
    )
    return Site(sites, coalition, start_server(sites))


def start_server(sites: Sites) -> "subprocess.Popen[bytes]":
    """Start the site in a process group of its own, so that all of it can be killed at once."""
    command = [sys.executable, "-m", "safehold", "serve", "public", "--port", sites.public.rsplit(":", 1)[1]]
    with (sites.data / "server.log").open("ab") as log:
        server = subprocess.Popen(
            command, env=sites.environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        wait_for(f"{sites.public}/healthz", [server])
    except RuntimeError:
        kill_group(server)
        raise
    return server


def kill_group(server: "subprocess.Popen[bytes]") -> None:
    """Kill -9 a server and its workers, if they are still there."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


@contextlib.contextmanager
def running_site(data: Path) -> Iterator[Site]:
    site = make_site(data)
    try:
        yield site
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(site.server.pid, signal.SIGTERM)
        stop(site.server)
