# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages are made by a few processes of one thread each; the server's own process only waits for people.

A request goes to a page process once all of it is in memory, in the order in which requests were complete. So a slow
connection holds one of the server's many threads and nobody's turn, no two pages fight for Python's lock, and each
page process has one database connection, kept warm. Files take long and need little of Python: they stay in the
server's thread. Figures: decision 0015.

A process that does not answer within a time is killed and replaced: else every page behind it would wait for ever.

Requests and answers pass through a pipe between the two processes, in memory, and are written nowhere.
"""

import io
import logging
import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

URLENCODED = "application/x-www-form-urlencoded"
PASSED_ON = (str, int, bool, tuple)
PAGE_LOST = "safehold.page_lost"
"""No name that a client can send: those of headers begin with HTTP_."""
LONGEST_SECONDS = 60.0
"""How long one page may take; three times as long as it may wait for the database."""

logger = logging.getLogger(__name__)


class PageProcessEnded(RuntimeError):
    """A page process ended while it made this page, twice, or made it for too long."""


@dataclass
class Answer:
    """A whole answer, on its way back to the connection."""

    status: str = ""
    headers: Headers = field(default_factory=list)
    body: bytes = b""


class PagesApart:
    """A WSGI application that has its pages made by processes of their own.

    application: as `module:name`, imported by each page process and here. It must answer the same request the
    same way when it comes twice, as all our forms do: a request whose process was killed is given to a new one.
    made_here: which paths are answered in the server's thread all the same, since they take long and need little of
    Python.
    limit_bytes: the longest form that is held in memory; a longer one, a file, and anything that is not a form
    is received or refused in the server's thread. Where no page could be made, the application is asked there to
    say so: the environment of such a request has PAGE_LOST.
    """

    def __init__(
        self,
        application: str,
        *,
        processes: int,
        limit_bytes: int,
        made_here: Callable[[str], bool] = lambda _path: False,
    ) -> None:
        self._application = _load(application)
        self._limit_bytes = limit_bytes
        self._made_here = made_here
        made = [_PageProcess(application) for _ in range(processes)]
        self._line = _Line(made)
        threading.Thread(target=_end_those_that_hang, args=(made,), daemon=True).start()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._is_short(environ) or self._made_here(environ.get("PATH_INFO", "")):
            return self._application(environ, start_response)
        body = _receive(environ)
        passed_on = {key: value for key, value in environ.items() if isinstance(value, PASSED_ON)}
        try:
            with self._line.turn() as process:
                answer = process.ask(passed_on, body)
        except PageProcessEnded:
            said = {PAGE_LOST: True, "CONTENT_LENGTH": "", "wsgi.input": io.BytesIO()}
            return self._application(environ | said, start_response)
        start_response(answer.status, answer.headers)
        return [answer.body]

    def _is_short(self, environ: Environ) -> bool:
        length = environ.get("CONTENT_LENGTH") or "0"
        if "HTTP_TRANSFER_ENCODING" in environ or not (length.isascii() and length.isdigit()):
            return False
        kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
        return int(length) <= self._limit_bytes and (int(length) == 0 or kind == URLENCODED)


class _PageProcess:
    """The server's end of one page process. It is asked one page at a time."""

    def __init__(self, application: str) -> None:
        self._application = application
        self._asked_at: float | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_make_pages, args=(self._application, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, environ: Environ, body: bytes) -> Answer:
        """Return its answer. A process that has ended is replaced, and asked again once; one that was ended since it
        hung is replaced and not asked again: the page itself may be what hangs. Raises PageProcessEnded.
        """
        for _ in range(2):
            self._asked_at = asked_at = time.monotonic()
            try:
                self._pipe.send((environ, body))
                return self._pipe.recv()  # type: ignore[no-any-return]
            except (EOFError, OSError):
                logger.error("a page process has ended; another one takes its place")  # noqa: TRY400
                self._pipe.close()
                self._start()
            finally:
                self._asked_at = None
            if time.monotonic() - asked_at >= LONGEST_SECONDS:
                break
        raise PageProcessEnded

    def end_if_it_hangs(self) -> None:
        """Kill the process if it has been asked for too long ago. Whoever asked is told by the broken pipe."""
        asked_at = self._asked_at
        if asked_at is not None and time.monotonic() - asked_at >= LONGEST_SECONDS:
            self._process.kill()


class _Line:
    """Who waits for a page process: one that is left goes straight to who has waited longest."""

    def __init__(self, free: list[_PageProcess]) -> None:
        self._free = deque(free)
        self._waiting: deque[_Place] = deque()
        self._mutex = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[_PageProcess]:
        process = self._take()
        try:
            yield process
        finally:
            self._give_back(process)

    def _take(self) -> _PageProcess:
        with self._mutex:
            if self._free:
                return self._free.popleft()
            place = _Place()
            self._waiting.append(place)
        place.gate.acquire()
        return place.given[0]

    def _give_back(self, process: _PageProcess) -> None:
        with self._mutex:
            if not self._waiting:
                self._free.append(process)
                return
            place = self._waiting.popleft()
        place.given.append(process)
        place.gate.release()


class _Place:
    """One place in the line: a gate that opens when a process has been given."""

    def __init__(self) -> None:
        self.given: list[_PageProcess] = []
        self.gate = threading.Lock()
        self.gate.acquire()


def _end_those_that_hang(processes: list[_PageProcess]) -> None:
    while True:
        time.sleep(LONGEST_SECONDS / 60)
        for each in processes:
            each.end_if_it_hangs()


def _load(name: str) -> Application:
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)  # type: ignore[no-any-return]


def _receive(environ: Environ) -> bytes:
    """Read the whole body; a connection that breaks gives what it gave, which is found to be too short."""
    length = int(environ.get("CONTENT_LENGTH") or "0")
    try:
        return environ["wsgi.input"].read(length) if length else b""
    except OSError:
        return b""


def _make_pages(name: str, pipe: "Connection[Any, Any]") -> None:
    """Make pages until the server's end of the pipe is closed."""
    application = _load(name)
    while True:
        try:
            environ, body = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer = _answer(application, environ, body)
        except Exception as error:
            logger.error("a request could not be read: %s", type(error).__name__)  # noqa: TRY400
            answer = Answer("400 Bad Request", [("Content-Type", "text/plain")], b"Bad request\n")
        pipe.send(answer)


def _answer(application: Application, environ: Environ, body: bytes) -> Answer:
    answer = Answer()

    def start_response(status: str, headers: Headers, _error: object = None) -> None:
        answer.status, answer.headers = status, headers

    streams = {"wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO()}
    parts = application(environ | streams, start_response)
    try:
        answer.body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return answer
