# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How fast envelopes are sealed and opened, and that a gigabyte takes no more memory than a page.

Run: `python -m bench.age`. One JSON line per figure; `ratio` is ours divided by the peer's. The peer for
streams is the `age` program on the PATH, timed over the same files with an X25519 recipient (Debian's version
has no post-quantum type; the payload is the same) and with its start-up.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.figures import show
from safehold.core import age
from safehold.core.age.x25519 import X25519Identity

SMALL_BYTES = 4096
STREAM_BYTES = 256 * 1024 * 1024
HUGE_BYTES = 1024 * 1024 * 1024
SMALL_ROUNDS = 500
REPEATS = 3
FLOORS = {"age.seal_4kib": 1500, "age.open_4kib": 2000, "age.seal_stream": 300, "age.open_stream": 300}


class Repeated:
    """A source of `size_bytes` bytes made of one block over and over."""

    def __init__(self, size_bytes: int) -> None:
        self.left, self.block = size_bytes, os.urandom(1024 * 1024)

    def read(self, size: int, /) -> bytes:
        data = self.block[: min(size, self.left)]
        self.left -= len(data)
        return data


class Counted:
    """A target that keeps only the count."""

    def __init__(self) -> None:
        self.size_bytes = 0

    def write(self, data: bytes, /) -> int:
        self.size_bytes += len(data)
        return len(data)


def peer_program() -> str | None:
    """What the streams are held against, with its version; None where it is not installed."""
    program = shutil.which("age")
    return f"age {subprocess.check_output([program, '--version'], text=True).strip()}" if program else None


def best_seconds(work: Callable[[], object]) -> float:
    """Time `work` a few times and keep the fastest."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def measure_small() -> None:
    """Seal and open 4 KiB to one hybrid recipient, on one core."""
    identity = age.generate_identity()
    plain, recipients = os.urandom(SMALL_BYTES), [identity.recipient]
    sealed = age.seal(plain, recipients)
    show_rate("age.seal_4kib", partial(age.seal, plain, recipients))
    show_rate("age.open_4kib", partial(age.open_sealed, sealed, [identity]))


def show_rate(figure: str, work: Callable[[], object]) -> None:
    """Print how often `work` is done in a second."""
    seconds = best_seconds(lambda: [work() for _ in range(SMALL_ROUNDS)])
    show(figure, SMALL_ROUNDS / seconds, "per second per core", at_least=FLOORS[figure])


def peak_rss_bytes() -> int:
    """Highest resident memory of this process so far (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measure_memory() -> None:
    """Seal 1 GiB into a pipe while opening it at the other end, in a process of its own: peaks only rise."""
    identity = age.generate_identity()
    age.open_sealed(age.seal(bytes(SMALL_BYTES), [identity.recipient]), [identity])
    read_end, write_end = os.pipe()
    target = Counted()

    def seal_into_pipe() -> None:
        with os.fdopen(write_end, "wb") as pipe:
            age.seal_stream(Repeated(HUGE_BYTES), pipe, [identity.recipient])

    before = peak_rss_bytes()
    sealing = threading.Thread(target=seal_into_pipe)
    sealing.start()
    with os.fdopen(read_end, "rb") as pipe:
        age.open_stream(pipe, target, [identity])
    sealing.join()
    assert target.size_bytes == HUGE_BYTES
    show("age.peak_rss_delta_1gib", (peak_rss_bytes() - before) / 1e6, "MB")


def run_ours(work: Callable[..., None], source: Path, target: Path, keys: list[object]) -> None:
    """Seal or open one file into another."""
    with source.open("rb") as reading, target.open("wb") as writing:
        work(reading, writing, keys)


def measure_streams(folder: Path) -> None:
    """Seal and open a file of 256 MiB; the peer does the same with files of its own."""
    plain, sealed, opened = (folder / name for name in ("plain", "sealed", "opened"))
    with plain.open("wb") as writing:
        for _ in range(STREAM_BYTES // 2**20):
            writing.write(os.urandom(2**20))
    identity = age.generate_identity()
    ours = [
        best_seconds(lambda: run_ours(age.seal_stream, plain, sealed, [identity.recipient])),
        best_seconds(lambda: run_ours(age.open_stream, sealed, opened, [identity])),
    ]
    program, megabytes = peer_program(), STREAM_BYTES / 1e6
    peers = peer_seconds(plain, folder) if program else [None, None]
    for figure, seconds, theirs in zip(("age.seal_stream", "age.open_stream"), ours, peers, strict=True):
        peer: dict[str, object] | None = {"name": program, "value": megabytes / theirs} if theirs else None
        show(figure, megabytes / seconds, "MB/s", peer=peer, at_least=FLOORS[figure])


def peer_seconds(plain: Path, folder: Path) -> list[float | None]:
    """Time the `age` program sealing and opening the same file."""
    identity = X25519Identity(os.urandom(32))
    key, sealed, opened = (folder / name for name in ("peer-key", "peer-sealed", "peer-opened"))
    key.write_text(identity.secret_text() + "\n")
    commands = (
        ["age", "-r", str(identity.recipient), "-o", str(sealed), str(plain)],
        ["age", "-d", "-i", str(key), "-o", str(opened), str(sealed)],
    )
    return [best_seconds(partial(subprocess.run, command, check=True)) for command in commands]


def main() -> None:
    """Print every figure."""
    subprocess.run(
        [sys.executable, "-c", "from bench.age import measure_memory; measure_memory()"], check=True
    )
    measure_small()
    with tempfile.TemporaryDirectory() as folder:
        measure_streams(Path(folder))


if __name__ == "__main__":
    main()
