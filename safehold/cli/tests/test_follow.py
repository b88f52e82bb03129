# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold follow` against a log that a real server serves: it goes on, is rewritten, or shows other leaves."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from safehold.cli import main
from safehold.core import tlog
from safehold.core.tlog.tests.logs import LOG, WITNESS_KEYS, WITNESSES, checkpoint_of, leaf_of
from safehold.core.tlog.tests.test_tlog_following import FORGED, TRUE, Site

KEY = ("--log-key", LOG.verifier.text)


class Log:
    """A log at an address, which shows what it is told to."""

    def __init__(self) -> None:
        self.note, self.site, self.partial_gone = b"", TRUE, False
        log = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                content = log.answer(self.path.removeprefix("/log/"))
                self.send_response(404 if content is None else 200)
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/log"

    def answer(self, path: str) -> bytes | None:
        if path == "checkpoint":
            return self.note
        tile = tlog.parse_tile_path(path)
        return None if self.partial_gone and not tile.is_full else self.site.read(tile)

    def show(self, site: Site, size: int, *witnesses: tlog.Signer) -> None:
        self.site, self.note = site, checkpoint_of(site.tree, size, *witnesses)


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    thread = threading.Thread(target=log.server.serve_forever, daemon=True)
    thread.start()
    yield log
    log.server.shutdown()
    log.server.server_close()


class Follower:
    def __init__(self, folder: Path, log: Log, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._log, self._capsys = folder, log, capsys

    def look(self, *arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(["follow", self._log.address, "--folder", str(self.folder), *(arguments or KEY)])
        said = self._capsys.readouterr()
        return ended.value.code, said.out + said.err


@pytest.fixture
def follower(tmp_path: Path, log: Log, capsys: pytest.CaptureFixture[str]) -> Follower:
    return Follower(tmp_path / "followed", log, capsys)


def test_a_log_that_goes_on(log: Log, follower: Follower) -> None:
    log.show(TRUE, 300)
    status, said = follower.look()
    assert (status, "the log goes on, from 0 to 300 leaves: 300 other" in said) == (0, True)
    assert "No witness was asked" in said
    status, said = follower.look()
    assert (status, "nothing new, the log has 300 leaves" in said) == (0, True)
    log.show(TRUE, 700)
    status, said = follower.look()
    assert (status, "from 300 to 700 leaves: 400 other" in said) == (0, True)
    log.show(TRUE, 256)
    assert follower.look()[0] == 0
    assert [path.suffix for path in follower.folder.iterdir()] == [".followed"]


def test_a_log_that_was_rewritten_is_named_and_its_checkpoint_kept(log: Log, follower: Follower) -> None:
    log.show(TRUE, 300)
    follower.look()
    log.show(FORGED, 300)
    status, said = follower.look()
    assert (status, "FORKED: the log signed two different histories of 300 leaves" in said) == (1, True)
    log.show(FORGED, 700)
    status, said = follower.look()
    assert (status, "REWRITTEN" in said) == (1, True)
    evidence = [path.read_bytes() for path in follower.folder.glob("refused-*")]
    assert checkpoint_of(FORGED.tree, 300) in evidence
    log.show(TRUE, 700)
    assert follower.look()[0] == 0


def test_leaves_that_were_not_signed_are_named(log: Log, follower: Follower) -> None:
    log.show(TRUE, 300)
    log.site = FORGED
    status, said = follower.look()
    assert (status, "OTHER LEAVES" in said) == (1, True)


def test_kinds_of_leaves_are_counted(log: Log, follower: Follower) -> None:
    tree, leaves = tlog.Tree(), [leaf_of(1)[0], leaf_of(2, "notice")[0], leaf_of(3, "notice")[0]]
    tree.extend(leaves)
    log.note = checkpoint_of(tree)
    log.answer = lambda path: log.note if path == "checkpoint" else tlog.write_bundle(leaves)  # type: ignore[method-assign]
    assert "from 0 to 3 leaves: 1 filing, 2 notice" in follower.look()[1]


def test_a_partial_tile_that_is_gone_is_taken_from_the_full_one(log: Log, follower: Follower) -> None:
    log.show(TRUE, 300)
    log.partial_gone = True
    assert follower.look()[0] == 0


def test_witnesses_are_asked_for(log: Log, follower: Follower) -> None:
    log.show(TRUE, 300, WITNESSES[0])
    witnesses = [word for key in WITNESS_KEYS[:2] for word in ("--witness", key.text)]
    status, said = follower.look(*KEY, *witnesses)
    assert (status, "NOT WITNESSED: 1 of the given witnesses cosigned, 2" in said) == (1, True)
    assert follower.look(*KEY, *witnesses, "--at-least", "1")[0] == 0


def test_what_cannot_be_read_is_no_verdict(log: Log, follower: Follower) -> None:
    log.show(TRUE, 300)
    assert follower.look("--at-least", "0")[0] == 2
    follower.look()
    kept = next(follower.folder.glob("*.followed"))
    kept.write_bytes(b"damaged")
    assert follower.look()[0] == 2
    log.server.shutdown()
    log.server.server_close()
    status, said = follower.look()
    assert (status, "cannot be read" in said) == (2, True)
    log.address = "file:///etc"
    assert follower.look()[0] == 2
