# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages are made apart from the server's process, in the order of asking, and none is lost with a process."""

import io
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from safehold.web import pages
from safehold.web.pages import PAGE_LOST, PagesApart, _Line, _PageProcess


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer with the process and what was sent; end the process where the path says so."""
    if PAGE_LOST in environ:
        start_response("500 Sorry", [("Process", str(os.getpid()))])
        return [b"sorry"]
    if environ["PATH_INFO"] == "/raise":
        raise ValueError
    if environ["PATH_INFO"] == "/hang":
        os.kill(os.getpid(), signal.SIGSTOP)
    if environ["PATH_INFO"] == "/end":
        os.kill(os.getpid(), signal.SIGKILL)
    ended = Path(environ["QUERY_STRING"])
    if environ["PATH_INFO"] == "/end-once" and not ended.exists():
        ended.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Process", str(os.getpid()))])
    return [b"got ", body]


HERE = f"{__name__}:echo"


def environ_for(path: str = "/", body: bytes = b"", **more: Any) -> dict[str, Any]:
    length = (
        {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
        if body
        else {}
    )
    return {"PATH_INFO": path, "QUERY_STRING": "", "wsgi.input": io.BytesIO(body), **length, **more}


def ask(site: PagesApart, environ: dict[str, Any]) -> tuple[str, bytes]:
    """Return the process that answered and the body."""
    headers: dict[str, str] = {}
    parts = site(environ, lambda _status, pairs, *_error: headers.update(pairs))
    return headers["Process"], b"".join(parts)


def make_site(processes: int = 1) -> PagesApart:
    return PagesApart(HERE, processes=processes, limit_bytes=100)


def test_a_page_is_made_by_another_process() -> None:
    process, body = ask(make_site(), environ_for(body=b"words=x&end=1"))
    assert (process != str(os.getpid()), body) == (True, b"got words=x&end=1")


@pytest.mark.parametrize(
    "environ",
    [
        environ_for(body=b"x" * 101),
        environ_for(body=b"x", CONTENT_TYPE="multipart/form-data; boundary=b"),
        environ_for(body=b"x", CONTENT_LENGTH="one"),
        environ_for(body=b"x", HTTP_TRANSFER_ENCODING="chunked"),
    ],
    ids=["too long", "a file", "no number", "chunked"],
)
def test_what_is_not_a_short_form_stays_in_the_servers_thread(environ: dict[str, Any]) -> None:
    assert ask(make_site(), environ)[0] == str(os.getpid())


def test_a_body_that_breaks_off_is_passed_on_as_it_came() -> None:
    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise ConnectionResetError

    environ = environ_for(body=b"words") | {"wsgi.input": Broken()}
    assert ask(make_site(), environ)[1] == b"got "


def test_a_page_whose_process_was_killed_is_made_by_a_new_one(tmp_path: Any) -> None:
    site = make_site()
    before, _ = ask(site, environ_for())
    after, body = ask(site, environ_for("/end-once", b"words=x", QUERY_STRING=str(tmp_path / "ended")))
    assert (after != before, body) == (True, b"got words=x")


def test_a_page_that_kills_its_process_is_not_tried_for_ever() -> None:
    site = make_site()
    assert ask(site, environ_for("/end")) == (str(os.getpid()), b"sorry")
    assert ask(site, environ_for(body=b"next"))[1] == b"got next"


def test_a_process_that_hangs_is_replaced_and_the_person_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LONGEST_SECONDS", 3.0)
    site = make_site()
    before, _ = ask(site, environ_for())
    answers: list[tuple[str, bytes]] = []
    hung = threading.Thread(
        target=lambda: answers.append(ask(site, environ_for("/hang", b"words=x"))), daemon=True
    )
    hung.start()
    hung.join(15)
    assert answers == [(str(os.getpid()), b"sorry")]
    after, body = ask(site, environ_for(body=b"next"))
    assert (after != before, body) == (True, b"got next")


def test_a_request_that_cannot_be_read_ends_no_process() -> None:
    site = make_site()
    before, _ = ask(site, environ_for())
    status: list[str] = []
    site(environ_for("/raise"), lambda line, *_headers: status.append(line))
    assert status == ["400 Bad Request"]
    assert ask(site, environ_for())[0] == before


def test_pages_are_made_in_the_order_of_asking() -> None:
    process = _PageProcess(HERE)
    line, order = _Line([process]), list[int]()

    def work(number: int) -> None:
        with line.turn():
            order.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    with line.turn():
        for position, thread in enumerate(threads):
            thread.start()
            while len(line._waiting) <= position:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_a_process_is_free_again_after_an_error() -> None:
    line = _Line([_PageProcess(HERE)])
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), line.turn():
            _ = 1 / 0
    with line.turn():
        pass


def test_some_paths_are_answered_in_the_servers_own_process() -> None:
    site = PagesApart(HERE, processes=1, limit_bytes=100, made_here=lambda path: path == "/slow")
    assert ask(site, environ_for("/slow", b"words")) == (str(os.getpid()), b"got words")
    assert ask(site, environ_for("/quick"))[0] != str(os.getpid())
