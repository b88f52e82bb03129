# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks at a thousand broken files, and counts what broke.

Small files of every kind are made, then torn, cut, doubled and mixed by a generator with a seed, so that a run can be
repeated: `python -m tests.drills.hostile_files 1000 [SEED]`. Each goes through describing, drawing and stripping. The
caller has to get an answer each time, within its limits, with nothing left behind.
"""

import argparse
import collections
import io
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from safehold.looking import Job, Limits, look
from safehold.looking.tests import drawn, seeds

JOBS = (Job.describe(), Job.preview(), Job.strip())
MOST_SECONDS = 20.0
SPARE_SECONDS = 3.0
"""A busy machine may need that long to see that a process has ended."""
AT_ONCE = 2
EXTREMES = (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0", b"\xff\xff\xff\x7f")
MARK_BYTES = 48
FOLDERS = (Path("/dev/shm"), Path("/var/tmp"), Path(tempfile.gettempdir()))


def tear(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, max(2, len(content)))]


def flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 4, 32, 256))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def exaggerate(content: bytes, chance: random.Random) -> bytes:
    """Numbers near the beginning become as large as they can be."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 8))):
        place = chance.randrange(max(1, min(len(changed), 512)))
        changed[place : place + 4] = chance.choice(EXTREMES)
    return bytes(changed)


def cut_out(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:first] + content[last:] or content


def double(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:last] + content[first:last] * chance.choice((1, 2, 20)) + content[last:]


def empty(content: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:first] + bytes(last - first) + content[last:]


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    tear,
    flip,
    exaggerate,
    cut_out,
    double,
    empty,
)


def make_files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents: each seed as it is, then changed ones. Lots are drawn anew for each file: some writers
    put a number of their own into what they write, and its length would change the lots of all that follow."""
    chance = random.Random(seed)
    made = seeds.make_all()
    whole = list(made.items())
    chance.shuffle(whole)
    yield from whole[: count // 2]
    for number in range(count - min(len(whole), count // 2)):
        name, content = whole[number % len(whole)]
        chance = random.Random(f"{seed} {number}")
        if chance.random() < 0.15:
            other, more = chance.choice(whole)
            name, content = f"{name}+{other}", content[: chance.randrange(1, len(content))] + more
        for _ in range(chance.choice((1, 1, 2, 3))):
            content = chance.choice(CHANGES)(content, chance) or b"\0"
        yield f"{name}#{number}", content


@dataclass
class Outcome:
    """What was seen."""

    files: int = 0
    looks: int = 0
    ends: collections.Counter[str] = field(default_factory=collections.Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def show(self) -> str:
        ends = ", ".join(f"{count} {end}" for end, count in self.ends.most_common())
        return (
            f"{self.files} files, {self.looks} looks, slowest {self.slowest:.1f} s: {ends}; "
            f"{len(self.failures)} failures"
        )


def look_at(name: str, content: bytes, outcome: Outcome) -> None:
    outcome.files += 1
    for job in JOBS:
        began = time.monotonic()
        try:
            looked = look(io.BytesIO(content), job, limits=Limits(seconds=MOST_SECONDS))
        except Exception as error:
            outcome.failures.append(f"{name} {job.kind}: the caller saw {type(error).__name__}: {error}")
            continue
        seconds = time.monotonic() - began
        outcome.looks += 1
        outcome.slowest = max(outcome.slowest, seconds)
        outcome.ends[f"{looked.status} {looked.reason}".strip()] += 1
        if seconds > MOST_SECONDS + SPARE_SECONDS:
            outcome.failures.append(f"{name} {job.kind}: {seconds:.1f} s")


def list_present() -> set[Path]:
    return {path for folder in set(FOLDERS) if folder.is_dir() for path in folder.iterdir()}


def list_left(before: set[Path], marks: list[bytes]) -> list[Path]:
    """Return new files in the folders for passing things that hold something of what was looked at."""
    left = []
    for path in sorted(list_present() - before):
        try:
            held = path.read_bytes() if path.is_file() else b""
        except OSError:
            continue
        left += [path] * any(mark in held for mark in marks)
    return left


def play(count: int, seed: int) -> Outcome:
    """Look at so many files, two at a time."""
    before = list_present()
    outcome = Outcome()
    marks = [drawn.HIDDEN.encode()]
    marks += [each[len(each) // 2 :][:MARK_BYTES] for each in seeds.make_all().values() if len(each) > 4096]
    with ThreadPoolExecutor(AT_ONCE) as workers:
        waiting = [
            workers.submit(look_at, name, content, outcome) for name, content in make_files(count, seed)
        ]
        for each in waiting:
            each.result()
    outcome.failures += [
        f"left behind: {path}" for path in list_left(before, [m for m in marks if len(set(m)) > 3])
    ]
    return outcome


def main(count: int, seed: int) -> int:
    outcome = play(count, seed)
    print(outcome.show())
    print(*outcome.failures, sep="\n", end="\n" if outcome.failures else "")
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=5)
    sys.exit(main(**vars(parser.parse_args())))
