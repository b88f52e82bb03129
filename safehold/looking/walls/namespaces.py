# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Namespaces of its own: no network, no other process, a folder in memory that ends with it, no rights in it."""

import ctypes
import os
import resource
import signal
from pathlib import Path

NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x00020000,
    0x02000000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 2, 4, 8, 16384, 1 << 18
PR_SET_PDEATHSIG = 1
NOBODY = 1000
"""The number under which it sees itself: not 0, so that a program it becomes has no rights."""
PROCESSES = 32
CAPABILITY_VERSION_3 = 0x20080522
SPARE_BYTES = 16 << 20


def enter(private: Path, room_bytes: int) -> bool:
    """Go on inside new namespaces, as a child of the calling process; the caller only waits for it and ends as it did.

    Returns False, with nothing changed, where this machine does not allow it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(NEWUSER | NEWNS | NEWNET | NEWIPC | NEWUTS | NEWPID | NEWCGROUP):
        return False
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")
    _mount_private(libc, private, room_bytes)
    _become_first_process(libc)
    _drop_rights(libc)
    # Threads count too. Counted in these namespaces alone; the kernel does not hold its administrator to it.
    resource.setrlimit(resource.RLIMIT_NPROC, (PROCESSES, PROCESSES))
    return True


def _mount_private(libc: ctypes.CDLL, private: Path, room_bytes: int) -> None:
    _check(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None))
    options = f"size={room_bytes * 2 + SPARE_BYTES},nr_inodes=4096,mode=0700".encode()
    _check(libc.mount(b"tmpfs", str(private).encode(), b"tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, options))


def _become_first_process(libc: ctypes.CDLL) -> None:
    """Only a child is inside the new namespace of processes. All of them end when it does."""
    child = os.fork()
    if child == 0:
        return
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # the caller may end before us
    os.close(0)
    os.close(1)
    _, status = os.waitpid(child, 0)
    os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))


def _drop_rights(libc: ctypes.CDLL) -> None:
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _check(libc.capset(ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)())))


def _check(answer: int) -> None:
    if answer:
        raise OSError(ctypes.get_errno(), "the kernel refused a namespace")
