# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a witness answers over HTTP, what it takes no more of, and what it keeps."""

import os
import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from safehold.core import tlog
from safehold.core.tlog.tests.logs import LOG, LOG_KEYS, ORIGIN, checkpoint_of
from safehold.witness.application import Application, Witness
from safehold.witness.folder import make_witness, open_memory, trust_log
from safehold.witness.memory import Memory
from safehold.witness.tests.witnesses import FORGED, TRUE, Running, make_folder, running

NOW = 1_795_000_123
CHECKPOINT = f"/{sha256(ORIGIN.encode()).hexdigest()}/checkpoint"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_witness(tmp_path / "witness", "witness.example/one")
    trust_log(tmp_path / "witness", LOG.verifier.text)
    return tmp_path / "witness"


@pytest.fixture
def witness(folder: Path) -> Witness:
    return Witness(folder, lambda: NOW)


def request(tree: tlog.Tree, old: int, size: int, note: bytes | None = None) -> bytes:
    return tlog.write_request(old, tree.prove_consistency(old, size), note or checkpoint_of(tree, size))


def test_what_is_cosigned_is_what_is_remembered_and_shown(folder: Path, witness: Witness) -> None:
    answer = witness.add_checkpoint(request(TRUE, 0, 20))
    key = tlog.parse_vkey(_key_of(folder))
    note = tlog.add_signatures(checkpoint_of(TRUE, 20), answer.body)
    assert [each.timestamp for each in tlog.list_cosignatures(note, [key])] == [NOW]
    shown = witness.newest(sha256(ORIGIN.encode()).hexdigest())
    assert (shown.status, shown.body) == (200, note)
    assert witness.newest("0" * 64).status == 404


def _key_of(folder: Path) -> str:
    return tlog.parse_signer((folder / "witness.key").read_text().strip()).verifier.text


def test_only_signatures_that_were_checked_are_shown(witness: Witness) -> None:
    stranger = tlog.sign_note(tlog.parse_note(checkpoint_of(TRUE, 20)).text, tlog.make_signer("stranger"))
    lines = stranger.split(b"\n\n")[1]
    witness.add_checkpoint(request(TRUE, 0, 20, tlog.add_signatures(checkpoint_of(TRUE, 20), lines)))
    assert b"stranger" not in witness.newest(sha256(ORIGIN.encode()).hexdigest()).body


def test_each_refusal_has_its_status(witness: Witness) -> None:
    assert witness.add_checkpoint(request(TRUE, 0, 20)).status == 200
    stranger = tlog.make_signer("other.example")
    foreign = tlog.sign_checkpoint(tlog.Checkpoint("other.example", 1, b"\0" * 32), stranger)
    broken = checkpoint_of(TRUE, 30).replace(b"\n30\n", b"\n31\n")
    cases = {
        400: [b"", b"hello", tlog.write_request(40, [], checkpoint_of(TRUE, 30))],
        403: [request(TRUE, 20, 30, broken)],
        404: [tlog.write_request(0, [], foreign)],
        409: [request(TRUE, 0, 30), request(TRUE, 10, 15), request(TRUE, 10, 10)],
        422: [
            request(FORGED, 20, 20),
            request(FORGED, 20, 30),
            tlog.write_request(20, [], checkpoint_of(TRUE, 30)),
        ],
    }
    for status, bodies in cases.items():
        for body in bodies:
            answer = witness.add_checkpoint(body)
            assert answer.status == status, answer.body
            assert answer.body.endswith(b"\n")
    conflict = witness.add_checkpoint(request(TRUE, 0, 30))
    assert (conflict.body, conflict.content_type) == (b"20\n", "text/x.tlog.size")
    assert witness.add_checkpoint(request(TRUE, 20, 30)).status == 200


def test_what_its_log_signed_and_does_not_continue_is_kept_up_to_a_cap(
    folder: Path, witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safehold.witness.memory.MOST_REFUSED", 5)
    witness.add_checkpoint(request(TRUE, 0, 20))
    for size in (20, 20, *range(21, 40)):
        witness.add_checkpoint(request(FORGED, 20, size))
    kept = open_memory(folder).list_refused()
    assert [each.size for each in kept] == [20, 21, 22, 23, 24]
    assert tlog.open_checkpoint(kept[0].note, LOG_KEYS).root == FORGED.root(20)
    assert (kept[0].refused_at, kept[0].reason.startswith("Forked")) == (NOW, True)


def test_its_memory_refuses_to_go_back(folder: Path, witness: Witness) -> None:
    witness.add_checkpoint(request(TRUE, 0, 20))
    with closing(sqlite3.connect(folder / "memory.sqlite3")) as connection:
        for statement in (
            "UPDATE cosigned SET size = 19",
            "UPDATE cosigned SET root = zeroblob(32)",
            "UPDATE cosigned SET origin = 'other'",
            "DELETE FROM cosigned",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(statement)


def test_nothing_is_cosigned_that_could_not_be_remembered(
    folder: Path, witness: Witness, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(folder / "memory.sqlite3", isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("safehold.witness.memory.PATIENCE_SECONDS", 0.1)
        with pytest.raises(sqlite3.OperationalError):
            witness.add_checkpoint(request(TRUE, 0, 20))
    assert Memory(folder / "memory.sqlite3").newest_note(ORIGIN) is None


class _Slow:
    """A sender that never ends."""

    def read(self, size: int) -> bytes:
        time.sleep(30)
        return b"x" * size


def ask(application: Application, **environment: Any) -> str:
    said: list[str] = []
    b"".join(application(environment, lambda status, _headers: said.append(status)))
    return said[0]


def test_bodies_that_are_too_slow_too_long_or_cut_are_not_taken(witness: Witness) -> None:
    import io

    application = Application(witness, read_seconds=0.05)
    post = {"REQUEST_METHOD": "POST", "PATH_INFO": "/add-checkpoint"}
    cut = {"CONTENT_LENGTH": "50", "wsgi.input": io.BytesIO(b"old 0\n")}
    assert ask(application, **post, **cut).startswith("400")
    assert ask(application, **post, CONTENT_LENGTH="5", **{"wsgi.input": _Slow()}).startswith("408")
    for length, status in (("", "411"), ("-5", "411"), ("x", "411"), ("65537", "413"), ("9" * 30, "413")):
        assert ask(application, **post, CONTENT_LENGTH=length, **{"wsgi.input": None}).startswith(status)
    assert ask(application, REQUEST_METHOD="GET", PATH_INFO="/add-checkpoint").startswith("405")
    for path in ("/", "/checkpoint", "/admin", f"{CHECKPOINT}/", "/../witness.key", "/witness.key"):
        assert ask(application, REQUEST_METHOD="GET", PATH_INFO=path).startswith("404")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "w", make_folder(tmp_path / "w", "witness.example/one")) as witness:
        yield witness


def test_over_http(served: Running) -> None:
    status, body, kind = served.post(request(TRUE, 0, 20))
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    assert body.startswith("— witness.example/one ".encode())
    assert served.get(CHECKPOINT)[0] == 200
    assert served.post(request(TRUE, 0, 20))[:2] == (409, b"20\n")
    assert served.post(b"x" * 70_000)[0] == 413
    assert served.post(b"hello\n")[0] == 400
    assert served.get("/witness.key")[0] == 404


def test_a_sender_that_stops_is_let_go_and_others_are_served(served: Running) -> None:
    port = int(served.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
        slow.sendall(b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 500\r\n\r\nold 0\n")
        assert served.cosign(TRUE, 0, 20)
        assert slow.recv(4096).startswith(b"HTTP/1.1 408")


def test_no_address_is_kept(served: Running) -> None:
    served.cosign(TRUE, 0, 20)
    served.post(request(FORGED, 20, 20))
    kept = b"".join(path.read_bytes() for path in served.folder.iterdir())
    assert b"127.0.0.1" not in kept


def test_a_server_that_is_killed_leaves_nobody_who_still_cosigns(served: Running) -> None:
    os.kill(served.process.pid, signal.SIGKILL)
    served.process.wait(timeout=20)
    until = time.monotonic() + 20
    with pytest.raises(OSError):
        while time.monotonic() < until:
            served.get("/")
            time.sleep(0.05)
