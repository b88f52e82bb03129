# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A mail server on this machine (RFC 5321, as much as a client needs), which keeps what it is given.

It can refuse a receiver, end the connection when it has a letter, or call somebody at that moment.
"""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

END = b".\r\n"


@dataclass(frozen=True)
class Received:
    """A letter as it came: for whom, and its bytes."""

    receivers: tuple[str, ...]
    content: bytes = field(repr=False)

    @property
    def message(self) -> EmailMessage:
        read = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(read, EmailMessage)
        return read

    @property
    def text(self) -> str:
        return str(self.message.get_content())


@dataclass
class MailServer:
    """answers: what a receiver is answered instead of yes. taken: called with each letter, before it is said to be
    taken; when it returns False the connection ends there.
    """

    port: int = 0
    letters: list[Received] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    taken: Callable[[Received], bool] = lambda _letter: True


class _Talk(socketserver.StreamRequestHandler):
    made: MailServer

    def handle(self) -> None:
        self._say(b"220 here\r\n")
        receivers: list[str] = []
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"RCPT":
                receiver = line.decode().partition("<")[2].partition(">")[0]
                answer = self.made.answers.get(receiver, b"")
                receivers += [] if answer else [receiver]
                self._say(answer + b"\r\n" if answer else b"250 yes\r\n")
            elif word == b"DATA":
                self._say(b"354 go on\r\n")
                if not self._take(tuple(receivers)):
                    return
            elif word == b"QUIT":
                return self._say(b"221 bye\r\n")
            else:
                receivers = [] if word in (b"MAIL", b"RSET") else receivers
                self._say(b"250 yes\r\n")

    def _take(self, receivers: tuple[str, ...]) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != END:
            if not line:
                return False
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = Received(receivers, b"".join(lines))
        self.made.letters.append(letter)
        if not self.made.taken(letter):
            return False
        self._say(b"250 taken\r\n")
        return True

    def _say(self, words: bytes) -> None:
        self.wfile.write(words)


@contextmanager
def running() -> Iterator[MailServer]:
    """Run one on a free port of the loopback."""
    made = MailServer()
    talk = type("Talk", (_Talk,), {"made": made})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), talk) as server:
        server.daemon_threads = True
        made.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield made
        finally:
            server.shutdown()
