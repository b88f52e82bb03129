# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Begins a look, as `python -I start.py`: build the walls, then read, then do what was asked.

Nothing of the file is read before the walls stand. What goes wrong is said in one word; no trace leaves, for it would
quote the file.
"""

import contextlib
import importlib
import json
import os
import sys
import types
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

WING = Path(__file__).parents[1]
sys.path.insert(0, str(WING.parents[1]))
# The door of this wing is for those outside. In here it would cost every look what starting one needs.
sys.modules["safehold.looking"] = types.ModuleType("safehold.looking")
sys.modules["safehold.looking"].__path__ = [str(WING)]

from safehold.looking import frames, walls  # noqa: E402
from safehold.looking.inside.asked import Asked  # noqa: E402
from safehold.looking.inside.telling import Ended, Refused, Tell  # noqa: E402

READ_BYTES = 1 << 20


def main() -> None:
    tell = Tell(os.dup(1))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # whatever a library prints is not ours
    os.close(nowhere)
    try:
        asked = _read_asked()
        asked = _build_walls(asked)
        module, _, name = asked.task.partition(":")
        work: Callable[[bytes, Asked, Tell], Callable[[], None] | None]
        work = getattr(importlib.import_module(module), name)
        become = work(_read_all(asked.input_bytes), asked, tell)
        tell.end()
    except Ended as ended:
        become = None
        tell.end(ended.status, ended.reason)
    except (MemoryError, RecursionError):
        become = None
        tell.end("refused", "memory")
    if become is not None:
        with contextlib.suppress(OSError, MemoryError):
            become()
    os._exit(0)


def _build_walls(asked: Asked) -> Asked:
    spare = os.memfd_create("given") if sys.platform == "linux" else -1
    built = walls.build(
        walls.Allowed(
            cpu_seconds=asked.cpu_seconds,
            memory_bytes=asked.memory_bytes,
            file_bytes=asked.input_bytes,
            open_files=asked.open_files,
            readable=tuple(map(Path, asked.readable)),
            is_wrapped=asked.is_wrapped,
        )
    )
    if not built.are_enough:
        raise Refused("walls")
    standing = {
        "namespaces": "yes" if built.namespaces else "no",
        "landlock": str(built.landlock),
        "filter": "yes" if built.filter else "no",
        "bubblewrap": "yes" if built.wrapped else "no",
    }
    return replace(asked, has_folder=built.have_folder, spare=spare, walls=standing)


def _read_asked() -> Asked:
    """Read the one frame that asks, and not a byte more."""
    letter, length = frames.HEAD.unpack(_read_exactly(frames.HEAD.size))
    if letter != frames.ASK:
        raise Refused("walls")
    told = json.loads(_read_exactly(length))
    for name in ("readable", "boxes", "programs"):
        told[name] = tuple(tuple(each) if isinstance(each, list) else each for each in told[name])
    return Asked(**told)


def _read_exactly(length: int) -> bytes:
    read = b""
    while len(read) < length and (piece := os.read(0, length - len(read))):
        read += piece
    return read


def _read_all(most: int) -> bytes:
    content = bytearray()
    while piece := os.read(0, READ_BYTES):
        content += piece
        if len(content) > most:
            raise Refused("too-big")
    return bytes(content)


if __name__ == "__main__":
    main()
