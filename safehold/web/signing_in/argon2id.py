# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one place where Argon2id runs: for sign-in passwords, and for the passphrases that wrap members' keys.

RFC 9106 through libsodium: 64 MiB, three passes. At most two run at once in a process, so that a crowd of
wrong passwords cannot take the machine's memory. It refuses to run while a transaction is open: a tenth of a
second of computing must not hold a lock that others wait for.
"""

import secrets
import threading
from dataclasses import dataclass, field

from django.db import connections
from nacl import pwhash

from safehold.web.signing_in.errors import Argon2idInTransaction

OPSLIMIT = 3
MEMLIMIT_BYTES = 64 * 1024 * 1024
SALT_BYTES = pwhash.argon2id.SALTBYTES
SLOTS = 2

_slots = threading.BoundedSemaphore(SLOTS)


@dataclass(frozen=True)
class DerivedKey:
    """32 bytes, and what derives them again from the same secret."""

    key: bytes = field(repr=False)
    salt: bytes
    opslimit: int
    memlimit_bytes: int


def derive_key(secret: str, salt: bytes, opslimit: int, memlimit_bytes: int) -> bytes:
    """Derive 32 bytes; wait for a slot; raise Argon2idInTransaction."""
    _refuse_inside_transaction()
    with _slots:
        return pwhash.argon2id.kdf(32, secret.encode(), salt, opslimit=opslimit, memlimit=memlimit_bytes)


def derive_new_key(secret: str) -> DerivedKey:
    """Derive a key with a new salt, at what a key costs today; raise Argon2idInTransaction."""
    salt = secrets.token_bytes(SALT_BYTES)
    return DerivedKey(derive_key(secret, salt, OPSLIMIT, MEMLIMIT_BYTES), salt, OPSLIMIT, MEMLIMIT_BYTES)


def _refuse_inside_transaction() -> None:
    """A test case's own outer transaction is not counted, as Django does for durable blocks."""
    for connection in connections.all(initialized_only=True):
        if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
            raise Argon2idInTransaction
