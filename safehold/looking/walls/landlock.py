# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Landlock: the process opens what it was given, and nothing else, whoever it runs as.

The kernel's interface is in its documentation, userspace-api/landlock.
"""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION, BENEATH = 1, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
TRUNCATE = 1 << 14
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
READING = EXECUTE | READ_FILE | READ_DIR
DEVICES = (Path("/dev/null"), Path("/dev/urandom"))
KNOWN_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version of it knows."""
NETWORK, NETWORK_SINCE = 0b11, 4
SIGNALS_AND_SOCKETS, SCOPES_SINCE = 0b11, 6


def find_version() -> int:
    """Return the version that this kernel has, 0 for none."""
    return max(0, int(ctypes.CDLL(None).syscall(CREATE_RULESET, None, 0, ASK_VERSION)))


def restrict(readable: Iterable[Path], writable: Iterable[Path]) -> int:
    """Close every file but these to the calling process for good; return the version. Raises OSError."""
    version = find_version()
    if not version:
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    every = (1 << KNOWN_RIGHTS.get(version, 16)) - 1
    rules = _check(libc.syscall(CREATE_RULESET, *_attributes(version, every), 0))
    for path in readable:
        _allow(libc, rules, path, READING)
    for path in DEVICES:
        _allow(libc, rules, path, READ_FILE | WRITE_FILE)
    for path in writable:
        _allow(libc, rules, path, every & ~EXECUTE)
    _check(libc.syscall(RESTRICT_SELF, rules, 0))
    os.close(rules)
    return version


def _attributes(version: int, every: int) -> tuple[bytes, int]:
    packed = struct.pack("=Q", every)
    if version >= NETWORK_SINCE:
        packed += struct.pack("=Q", NETWORK)
    if version >= SCOPES_SINCE:
        packed += struct.pack("=Q", SIGNALS_AND_SOCKETS)
    return packed, len(packed)


def _allow(libc: ctypes.CDLL, rules: int, path: Path, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(opened).st_mode):
            rights &= OF_FILES
        _check(libc.syscall(ADD_RULE, rules, BENEATH, struct.pack("=Qi", rights, opened), 0))
    finally:
        os.close(opened)


def _check(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "Landlock was refused")
    return answer
