# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Knocks at the walls from inside: what the doctor asks, and the tests. No file of anybody's is read with it."""

import os
import socket

from safehold.looking.inside.asked import Asked
from safehold.looking.inside.telling import Tell

PASSWORDS = "/etc/passwd"
DISCARD = ("127.0.0.1", 9)


def work(content: bytes, asked: Asked, tell: Tell) -> None:
    """Tell which layers stand, and what was tried against them."""
    knocks = {"network": _reaches_network(), "files": _reads_files(), "processes": _starts_processes()}
    tell.facts(
        walls=asked.walls | {name: "open" if is_open else "closed" for name, is_open in knocks.items()}
    )


def _reaches_network() -> bool:
    """That nobody listens there is an answer too: it came from a network."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line:
            line.settimeout(2)
            line.connect(DISCARD)
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return True


def _reads_files() -> bool:
    try:
        with open(PASSWORDS, "rb") as file:  # noqa: PTH123 - nothing beside the call is wanted in here
            return bool(file.read(1))
    except OSError:
        return False


def _starts_processes() -> bool:
    try:
        child = os.fork()
    except OSError:
        return False
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True
