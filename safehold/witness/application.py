# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A witness over HTTP (c2sp.org/tlog-witness): POST /add-checkpoint, GET /<SHA-256 of an origin>/checkpoint.

It asks nobody who they are and keeps no address: what counts is the log's signature. A body is read up to a cap and for
a few seconds only.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from safehold.core.tlog import (
    MAX_REQUEST_BYTES,
    AddCheckpoint,
    Answer,
    CheckpointInconsistent,
    WitnessRefusal,
    cosign,
    judge,
    open_note,
    read_request,
    refuse,
    write_note,
)
from safehold.witness.folder import list_logs, open_memory, read_key
from safehold.witness.memory import Turn

READ_SECONDS = 5.0
NOTHING = Answer(404, b"There is nothing here.\n")
_CHECKPOINT = re.compile(r"/([0-9a-f]{64})/checkpoint", re.ASCII)

Environment = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Witness:
    """Decides, remembers, then cosigns. Its key and the logs that it follows are read once, when it starts."""

    def __init__(self, folder: Path, now: Callable[[], int] = lambda: int(time.time())) -> None:
        self._signer, self._logs, self._memory = read_key(folder), list_logs(folder), open_memory(folder)
        self._origins = {hashlib.sha256(origin.encode()).hexdigest(): origin for origin in self._logs}
        self._now = now

    def add_checkpoint(self, body: bytes) -> Answer:
        """Return the answer to an add-checkpoint request; what was cosigned is durable before it is returned."""
        try:
            request = read_request(body)
        except WitnessRefusal as refusal:
            return refuse(refusal)
        with self._memory.alone() as turn:
            try:
                return self._cosign(request, turn)
            except CheckpointInconsistent as refusal:
                turn.keep_refused(request, str(refusal), self._now())
                return refuse(refusal)
            except WitnessRefusal as refusal:
                return refuse(refusal)

    def newest(self, origin_sha256: str) -> Answer:
        """Return the last checkpoint that was cosigned for a log, with the cosignature."""
        origin = self._origins.get(origin_sha256)
        note = self._memory.newest_note(origin) if origin is not None else None
        return Answer(200, note) if note is not None else NOTHING

    def _cosign(self, request: AddCheckpoint, turn: Turn) -> Answer:
        origin = request.checkpoint.origin
        keys = self._logs.get(origin, [])
        checkpoint = judge(request, keys, turn.seen(origin))
        line = cosign(request.note, self._signer, self._now())
        turn.remember(checkpoint, write_note(open_note(request.note, keys)) + line)
        return Answer(200, line)


class Application:
    """The witness as a WSGI application."""

    def __init__(self, witness: Witness, read_seconds: float = READ_SECONDS) -> None:
        self._witness, self._read_seconds = witness, read_seconds

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._answer(environment)
        headers = [
            ("Content-Type", answer.content_type),
            ("Content-Length", str(len(answer.body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", headers)
        return [b"" if environment["REQUEST_METHOD"] == "HEAD" else answer.body]

    def _answer(self, environment: Environment) -> Answer:
        method, path = environment["REQUEST_METHOD"], environment.get("PATH_INFO", "")
        if path == "/add-checkpoint":
            if method != "POST":
                return Answer(405, b"Checkpoints are sent with POST.\n")
            body = self._read(environment)
            return body if isinstance(body, Answer) else self._witness.add_checkpoint(body)
        found = _CHECKPOINT.fullmatch(path)
        return self._witness.newest(found[1]) if found and method in ("GET", "HEAD") else NOTHING

    def _read(self, environment: Environment) -> bytes | Answer:
        """Return the whole body, or the answer to one that is too long, too slow or cut."""
        length = environment.get("CONTENT_LENGTH") or ""
        if not (length.isascii() and length.isdecimal()):
            return Answer(411, b"The request does not say how long it is.\n")
        if len(length) > 9 or int(length) > MAX_REQUEST_BYTES:
            return Answer(413, f"A request has {MAX_REQUEST_BYTES} bytes at most.\n".encode())
        pieces: list[bytes] = []
        reader = threading.Thread(
            target=_collect, args=(environment["wsgi.input"], int(length), pieces), daemon=True
        )
        reader.start()
        reader.join(self._read_seconds)
        if reader.is_alive():
            return Answer(408, b"The request did not arrive in time.\n")
        body = b"".join(pieces)
        return body if len(body) == int(length) else Answer(400, b"The request did not arrive whole.\n")


def _collect(source: Any, length: int, pieces: list[bytes]) -> None:
    """Read a body, piece by piece, until it is whole or cut."""
    left = length
    try:
        while left and (piece := source.read(left)):
            pieces.append(piece)
            left -= len(piece)
    except Exception:  # noqa: S110
        pass  # whatever cut it, the body is short, and that is said


def make_application(folder: Path) -> Application:
    """Return the application of the witness in a folder; raises WitnessError."""
    return Application(Witness(folder))
