# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms that have arrived whole are worked on a few at a time in each process; the others wait in line.

Python runs one thread at a time. When dozens work at once, the one that holds the database's write lock must win
Python's own lock back after every statement, while everybody waits for it. A turn is taken only once all of a form
is in memory, so a slow connection never holds one; files, which take long, need none. Figures: decision 0015.
"""

import threading
from collections import deque
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

TURNS = 2
"""How many forms one process works on at a time: one may wait for the disk while the other computes."""


class Turns:
    """A few places, given in the order of asking: a place that is left goes straight to who waits longest."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._waiting: deque[threading.Lock] = deque()
        self._mutex = threading.Lock()

    def __enter__(self) -> None:
        with self._mutex:
            if self._free:
                self._free -= 1
                return
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append(gate)
        gate.acquire()

    def __exit__(self, *_error: object) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


class InTurn:
    """The innermost middleware: everything before it has read and checked the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._turns = Turns(TURNS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type != "application/x-www-form-urlencoded":
            return self.get_response(request)
        with self._turns:
            return self.get_response(request)
