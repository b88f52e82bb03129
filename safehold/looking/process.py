# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Starts the process that reads a hostile file, feeds it, hears it out, and ends it.

The file comes in pieces, so the caller's memory does not grow with it. Whatever happens in that process, the caller
gets an answer within its limits. Only what the caller's own file raises passes through.
"""

import contextlib
import io
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import BinaryIO

from safehold.looking import answers, frames
from safehold.looking.found import Looked
from safehold.looking.job import Job, Limits
from safehold.looking.surroundings import find_programs, list_readable, wrap

START = Path(__file__).parent / "inside" / "start.py"
PIECE_BYTES = 1 << 18
SAID_BYTES = 32 << 20
"""What it may say beside its outputs."""
ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
AT_ONCE = 3
"""Looks of one process of ours: a document of thirty hostile pages would else take all of the machine's memory."""
CPU_SPARE_SECONDS = 0.5
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL, -signal.SIGXCPU, 128 + signal.SIGXCPU}
DRAWING_ALL = Limits(seconds=60, cpu_seconds=60, output_bytes=256 << 20)
"""Every page is drawn, not the few that somebody looks at."""
_turns = threading.BoundedSemaphore(AT_ONCE)
WALLS_TASK = "safehold.looking.inside.knocking:work"


def look(source: BinaryIO, job: Job, *, limits: Limits | None = None) -> Looked:
    """Do one thing with one file, in a process of its own. Never raises for what a file does."""
    chosen = limits or (DRAWING_ALL if job.kind == "redact" else Limits())
    with _turns:
        return run(f"safehold.looking.inside.{job.kind}:work", source, job, chosen)


def run(task: str, source: BinaryIO, job: Job, limits: Limits, *, is_wrapped: bool | None = None) -> Looked:
    """Run a task inside the walls. is_wrapped: whether in bubblewrap; None chooses what holds best here."""
    wrapped = needs_wrapping() if is_wrapped is None else is_wrapped
    with _Child(limits, is_wrapped=wrapped) as child:
        try:
            child.hear(source, _write_question(task, job, limits, is_wrapped=wrapped))
        except answers.Broken as broken:
            return answers.give_up(broken)
        return answers.read(child.heard, child.find_end())


def find_walls() -> dict[str, str]:
    """Return which layers stand around a look on this machine, and what knocking at them found.

    namespaces, filter, bubblewrap: "yes" or "no"; landlock: the kernel's version of it, "0" for none; network, files,
    processes: "closed" or "open". Empty: nothing can be looked at here.
    """
    return _knock(is_wrapped=None)


@cache
def needs_wrapping() -> bool:
    """Whether bubblewrap holds where our own namespaces and Landlock do not."""
    if not wrap([]):
        return False
    own = _knock(is_wrapped=False)
    if own.get("namespaces") == "yes" and own.get("landlock", "0") != "0":
        return False
    return _knock(is_wrapped=True).get("bubblewrap") == "yes"


def _knock(*, is_wrapped: bool | None) -> dict[str, str]:
    return dict(run(WALLS_TASK, io.BytesIO(), Job("walls"), Limits(), is_wrapped=is_wrapped).facts.walls)


def _write_question(task: str, job: Job, limits: Limits, *, is_wrapped: bool) -> bytes:
    asked = asdict(job) | {
        name: getattr(limits, name)
        for name in ("cpu_seconds", "memory_bytes", "input_bytes", "open_files", "pixels", "unpacked_bytes")
    }
    del asked["kind"]
    asked["boxes"] = [list(asdict(box).values()) for box in job.boxes]
    asked |= {
        "task": task,
        "readable": list_readable(),
        "programs": find_programs(),
        "is_wrapped": is_wrapped,
    }
    return frames.write_json(frames.ASK, asked)


class _Child:
    """One process, from its start to its end. All that it started ends with it."""

    def __init__(self, limits: Limits, *, is_wrapped: bool) -> None:
        command = [sys.executable, "-I", "-B", str(START)]
        self._limits = limits
        self._until = time.monotonic() + limits.seconds
        self._process = subprocess.Popen(  # noqa: S603 - our own file
            wrap(command) if is_wrapped else command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=ENVIRONMENT,
            start_new_session=True,
        )
        self.heard = frames.Heard(limits.output_bytes + SAID_BYTES, limits.outputs)
        self._fed = 0
        self._cpu_seconds = 0.0

    def __enter__(self) -> "_Child":
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._kill()

    def hear(self, source: BinaryIO, question: bytes) -> None:
        """Feed it and take what it says until it has said all. Raises answers.Broken."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise answers.Broken("crashed", "walls")
        os.set_blocking(into.fileno(), False)
        waiting = memoryview(question)
        with selectors.DefaultSelector() as ready:
            ready.register(out, selectors.EVENT_READ)
            ready.register(into, selectors.EVENT_WRITE)
            while ready.get_map():
                for key, _ in self._wait(ready):
                    if key.fileobj is out:
                        self._take(ready, out.fileno())
                    else:
                        waiting = self._feed(ready, waiting or self._next_piece(source))

    def find_end(self) -> tuple[str, str] | None:
        """Return how the process ended, where that was not of itself."""
        self._wait_for_end()
        code = self._process.returncode
        if code == 0:
            return None
        if code in KILLED and self._cpu_seconds > self._limits.cpu_seconds - CPU_SPARE_SECONDS:
            return "too-slow", "cpu"
        return "crashed", "killed" if code in KILLED else "crash"

    def _wait(self, ready: selectors.BaseSelector) -> list[tuple[selectors.SelectorKey, int]]:
        left = self._until - time.monotonic()
        events = ready.select(left) if left > 0 else []
        if not events and time.monotonic() >= self._until:
            raise answers.Broken("too-slow", "time")
        return events

    def _take(self, ready: selectors.BaseSelector, descriptor: int) -> None:
        said = os.read(descriptor, PIECE_BYTES)
        if not said:
            for each in list(ready.get_map().values()):
                ready.unregister(each.fileobj)
        try:
            self.heard.take(said)
        except frames.TooMuch:
            raise answers.Broken("crashed", "talks-too-much") from None
        except frames.NotItsLanguage:
            raise answers.Broken("crashed", "not-its-language") from None

    def _next_piece(self, source: BinaryIO) -> memoryview:
        piece = source.read(PIECE_BYTES)
        self._fed += len(piece)
        if self._fed > self._limits.input_bytes:
            raise answers.Broken("refused", "too-big")
        return memoryview(piece)

    def _feed(self, ready: selectors.BaseSelector, waiting: memoryview) -> memoryview:
        into = self._process.stdin
        if into is None or into not in {key.fileobj for key in ready.get_map().values()}:
            return waiting
        try:
            if waiting:
                return waiting[os.write(into.fileno(), waiting) :]
        except BlockingIOError:
            return waiting
        except BrokenPipeError:
            pass  # it ended before it read all; what it said tells why
        ready.unregister(into)
        into.close()
        return waiting

    def _wait_for_end(self) -> None:
        """Its pipe is closed; a process that lives on after that is ended at the same hour."""
        while self._process.returncode is None:
            pid, status, usage = os.wait4(self._process.pid, os.WNOHANG)
            if pid:
                self._process.returncode = os.waitstatus_to_exitcode(status)
                self._cpu_seconds = usage.ru_utime + usage.ru_stime
            elif time.monotonic() >= self._until:
                self._kill()
            else:
                time.sleep(0.002)

    def _kill(self) -> None:
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
