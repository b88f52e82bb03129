# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What this machine offers to a look: the folders its programs lie in, other programs, bubblewrap."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/perl", "/etc/mime.types", "/etc/fonts")
PROGRAMS = ("exiftool", "mat2", "python3")
SYSTEM_PATH = "/usr/bin:/bin"
FOLDER_BYTES = 544 << 20
"""Of the folder in memory: without an end it would take half of the machine's."""


@cache
def list_readable() -> tuple[str, ...]:
    """Return what the process may open: the interpreter, the libraries, this package. No setting and no data."""
    ours = [str(PACKAGE), sys.prefix, sys.base_prefix]
    return tuple(path for path in dict.fromkeys([*ours, *SYSTEM]) if Path(path).exists())


@cache
def find_programs() -> tuple[str, ...]:
    """Return the paths of the programs that a look can become."""
    return tuple(path for name in PROGRAMS if (path := shutil.which(name, path=SYSTEM_PATH)))


def wrap(command: list[str]) -> list[str]:
    """Return the command inside bubblewrap, or nothing where this machine has none."""
    program = shutil.which("bwrap", path=SYSTEM_PATH)
    if not program:
        return []
    words = [
        program,
        "--unshare-all",
        "--unshare-user",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
    ]
    words += ["--uid", "1000", "--gid", "1000", "--dev", "/dev", "--chdir", "/"]
    words += ["--size", str(FOLDER_BYTES)] if _knows_sizes(program) else []
    words += ["--tmpfs", "/dev/shm"]  # noqa: S108
    for path in list_readable():
        place = Path(path)
        if place.is_symlink():
            words += ["--symlink", str(place.readlink()), path]
        else:
            words += ["--ro-bind", path, path]
    return [*words, "--", *command]


@cache
def _knows_sizes(program: str) -> bool:
    """Whether this bubblewrap is young enough to limit a folder in memory."""
    told = subprocess.run([program, "--help"], capture_output=True, check=False)  # noqa: S603 - a program of the system
    return b"--size" in told.stdout + told.stderr
