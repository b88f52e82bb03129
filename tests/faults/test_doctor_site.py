# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doctor looks at the real public site through small proxies: one that streams, and some that do harm."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from safehold.cli.doctor import site as probe
from tests.faults.site import Site

Handler = Callable[[socket.socket, int], None]
PIECE = 65536


def read_head(client: socket.socket) -> tuple[bytes, int]:
    """Read up to the end of the header and what came with it; return it with the length that was announced."""
    raw = b""
    while b"\r\n\r\n" not in raw and (piece := client.recv(PIECE)):
        raw += piece
    head = raw.partition(b"\r\n\r\n")[0].lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0].strip() or b"0"
    return raw, int(length)


def pass_on(client: socket.socket, port: int, whole_body: bool, head: bytes = b"") -> None:
    raw, length = read_head(client)
    received = len(raw.partition(b"\r\n\r\n")[2])
    while whole_body and received < length and (piece := client.recv(PIECE)):
        raw, received = raw + piece, received + len(piece)
    with socket.create_connection(("127.0.0.1", port)) as site:
        site.sendall(raw)
        while piece := site.recv(PIECE):
            client.sendall(piece.replace(b"date: ", head or b"date: "))
            if not whole_body or length == 0:
                return


def streaming(client: socket.socket, port: int) -> None:
    pass_on(client, port, whole_body=False)


def buffering(client: socket.socket, port: int) -> None:
    pass_on(client, port, whole_body=True)


def refusing_long_bodies(client: socket.socket, port: int) -> None:
    _, length = read_head(client)
    status = b"413 Too Large" if length > 1_000_000 else b"200 OK"
    client.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")


def of_another_time(client: socket.socket, port: int) -> None:
    status = b"404 Not Found" if read_head(client)[1] else b"200 OK"
    client.sendall(
        b"HTTP/1.1 " + status + b"\r\nDate: Mon, 23 Nov 2020 10:00:00 GMT\r\nContent-Length: 0\r\n\r\n"
    )


def of_another_house(client: socket.socket, port: int) -> None:
    read_head(client)
    client.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")


def hanging_up(client: socket.socket, port: int) -> None:
    if not read_head(client)[1]:
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


@contextlib.contextmanager
def proxy(handler: Handler, port: int) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client = server.accept()[0]
                    threading.Thread(target=answer, args=(client,), daemon=True).start()

        def answer(client: socket.socket) -> None:
            with client, contextlib.suppress(OSError):
                handler(client, port)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def said(address: str) -> str:
    return "\n".join(f"{found.what} {found.mend}" for found in probe.check_site(address, 2.0))


def test_the_site_itself_answers_before_the_file_is_whole(site: Site) -> None:
    assert said(site.sites.public) == ""


@pytest.mark.parametrize(
    ("handler", "what"),
    [
        (streaming, ""),
        (buffering, "collects a file before it hands it on"),
        (refusing_long_bodies, "refuses files of 100 MB"),
        (of_another_time, "differ by"),
        (of_another_house, "answers 302"),
        (hanging_up, "broke the line"),
    ],
)
def test_what_a_proxy_does_is_seen(site: Site, handler: Handler, what: str) -> None:
    with proxy(handler, site.port) as address:
        found = said(address)
    assert what in found
    assert found.count("\n") == 0
    assert bool(found) is bool(what)


def test_a_site_that_is_not_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "cannot be reached" in said(f"http://127.0.0.1:{port}")
    assert "is no address" in said("report.example.org")


def test_the_probe_leaves_nothing_on_the_site(site: Site) -> None:
    before = site.counts()
    said(site.sites.public)
    site.must_keep_nothing_since(before)
