# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A time stamping authority behind HTTP, on this machine, that can be out of order; and a case with files."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.test import override_settings

from safehold.core.timestamps.tests.authority import LocalAuthority
from safehold.desk.cases.models import Case
from safehold.desk.evidence.actions import stamping
from safehold.desk.evidence.rules import Moment
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, collect_all, make_desk
from safehold.desk.vault.actions import Unlocked
from safehold.web import clock

AGREED = ("contact", "share-authorities")
PHOTO = b"\xff\xd8\xff a photo \xff\xd9" * 2_000
NAME = "照片 <b>of the car</b>.jpg"


def moment() -> Moment:
    return Moment(clock.now(), DAY)


def make_case(consents: tuple[str, ...] = AGREED, *files: tuple[str, bytes]) -> tuple[Desk, Case]:
    """A case whose reporter sent files."""
    desk = make_desk()
    reporter, case = arrive(desk, "They photographed me outside.", consents=consents)
    for name, content in files or ((NAME, PHOTO), ("note.txt", b"a note")):
        reporter.add_file(name, content)
    collect_all()
    inbox.file_arrivals(desk.unlocked, case, DAY)
    return desk, Case.objects.get(pk=case.pk)


def record(unlocked: Unlocked, case: Case) -> int:
    return stamping.record_stamps(unlocked, case, moment())


class HttpAuthority(LocalAuthority):
    """Answers over HTTP. `asked`: what came. `instead`: what it answers instead, as (status, headers, bytes)."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder, name)
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.instead: tuple[int, dict[str, str], bytes] | None = None
        self.is_down = False
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                if authority.is_down:
                    self.connection.close()
                    return
                query = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked.append((dict(self.headers), query))
                plain = (200, {"Content-Type": "application/timestamp-reply"}, b"")
                status, headers, content = authority.instead or (*plain[:2], authority.answer(query))
                self.send_response(status)
                for key, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/tsr"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def trusted(roots: Path, **named: HttpAuthority) -> Iterator[None]:
    """The desk knows these authorities, and trusts each under its own root."""
    roots.mkdir(exist_ok=True)
    for name, authority in named.items():
        (roots / f"{name}.pem").write_bytes(authority.roots)
    pairs = ",".join(f"{name}={authority.address}" for name, authority in named.items())
    stamping.rests = stamping._Rests()
    with override_settings(TIMESTAMP_AUTHORITIES=pairs, TIMESTAMP_ROOTS=roots):
        yield
