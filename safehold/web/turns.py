# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms that have arrived whole are worked on a few at a time in each process; the others wait in line.

Python runs one thread at a time. When dozens work at once, the one that holds the database's write lock has to wait
for its turn after every statement, and everybody waits for it: measured, ten times slower at the worst end
(docs/decisions/0015-forms-in-turn.md). A turn is taken only once all of a form is in memory, so a slow connection
never holds one; files, which take long, need none.
"""

import os
import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

TURNS = int(os.environ.get("TURNS", "2"))
"""How many forms one process works on at a time: one may wait for the disk while another computes."""


class InTurn:
    """The innermost middleware: everything before it has read and checked the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._turns = threading.BoundedSemaphore(TURNS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.content_type != "application/x-www-form-urlencoded":
            return self.get_response(request)
        with self._turns:
            return self.get_response(request)
