# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands around a process that reads a hostile file. The process builds it around itself, before it reads.

Limits of the kernel for one process; namespaces without a network and with a folder in memory alone; no way to gain a
right; Landlock, so that it opens nothing but the programs it runs; a filter of system calls, so that it has no sockets,
starts no process and reaches no other one. Each layer is asked for; what this machine does not allow is missing, and
said. Without one that keeps the network out and one that keeps files out nothing is read.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from safehold.looking.walls import filtering, landlock, namespaces

PRIVATE = Path("/dev/shm")  # noqa: S108 - an own one, where namespaces hold
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
SIGKILL = 9
KERNEL_SECONDS = 1
"""Between being told that the time is over and being ended."""


@dataclass(frozen=True)
class Allowed:
    """What the process may use. readable: folders and files that it may open and run."""

    cpu_seconds: int
    memory_bytes: int
    file_bytes: int
    open_files: int
    readable: tuple[Path, ...]
    is_wrapped: bool = False
    """Bubblewrap stands around it already."""


@dataclass(frozen=True)
class Walls:
    """Which layers hold."""

    namespaces: bool
    landlock: int
    """The kernel's version of it, 0 for none."""
    filter: bool
    wrapped: bool

    @property
    def keep_files_out(self) -> bool:
        return self.landlock > 0 or self.wrapped

    @property
    def keep_network_out(self) -> bool:
        return self.filter or self.namespaces or self.wrapped

    @property
    def are_enough(self) -> bool:
        return self.keep_files_out and self.keep_network_out

    @property
    def have_folder(self) -> bool:
        """Whether there is a folder in memory that ends with the process."""
        return self.namespaces or self.wrapped


def build(allowed: Allowed) -> Walls:
    """Build all that this machine allows around the calling process, which may go on as a child of itself."""
    if sys.platform != "linux":
        return Walls(namespaces=False, landlock=0, filter=False, wrapped=False)
    _limit(allowed)
    os.umask(0o077)
    has_namespaces = not allowed.is_wrapped and namespaces.enter(PRIVATE, allowed.file_bytes)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return Walls(has_namespaces, 0, filter=False, wrapped=allowed.is_wrapped)
    writable = (PRIVATE,) if has_namespaces or allowed.is_wrapped else ()
    version = _try(lambda: landlock.restrict(allowed.readable, writable))
    has_filter = _try(filtering.install)
    return Walls(has_namespaces, version, filter=bool(has_filter), wrapped=allowed.is_wrapped)


def _limit(allowed: Allowed) -> None:
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, allowed.file_bytes),
        (resource.RLIMIT_NOFILE, allowed.open_files),
        (resource.RLIMIT_AS, allowed.memory_bytes),
    ):
        _lower(what, most, most)
    _lower(resource.RLIMIT_CPU, allowed.cpu_seconds, allowed.cpu_seconds + KERNEL_SECONDS)


def _lower(what: int, soft: int, hard: int) -> None:
    present = resource.getrlimit(what)[1]
    most = hard if present == resource.RLIM_INFINITY else min(hard, present)
    resource.setrlimit(what, (min(soft, most), most))


def _try(layer: Callable[[], int]) -> int:
    try:
        return layer()
    except OSError:
        return 0
