# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The folder of a witness: its key (0600), the keys of the logs that it follows, and what it remembers."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from safehold.core.tlog import (
    COSIGNATURE,
    ED25519,
    KeyMalformed,
    Signer,
    VerifierKey,
    make_signer,
    parse_signer,
    parse_vkey,
)
from safehold.witness.errors import (
    KeyExposed,
    KeyMissing,
    KeyPresent,
    KeyUnreadable,
    LogPresent,
    LogUnreadable,
)
from safehold.witness.memory import Memory

KEY_FILE, LOGS_FILE, MEMORY_FILE = "witness.key", "logs.txt", "memory.sqlite3"
LONGEST_FILE_BYTES = 1 << 20


def make_witness(folder: Path, name: str) -> VerifierKey:
    """Make a new key and an empty memory; return the public key. Raises KeyPresent, or KeyMalformed for a bad name."""
    signer = make_signer(name, COSIGNATURE)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / KEY_FILE).exists() or (folder / MEMORY_FILE).exists():
        raise KeyPresent(f"There is a witness in {folder} already. A new one needs a folder of its own.")
    Memory.make(folder / MEMORY_FILE)
    _write_durably(folder / KEY_FILE, f"{signer.text}\n".encode(), os.O_EXCL)
    return signer.verifier


def read_key(folder: Path) -> Signer:
    """Return the witness's own key; raises KeyMissing, KeyExposed or KeyUnreadable."""
    path = folder / KEY_FILE
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(LONGEST_FILE_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        raise KeyMissing(
            f"There is no witness in {folder}. Make one: safehold witness new-key NAME"
        ) from None
    if stat.S_IMODE(mode) & 0o077:
        raise KeyExposed(
            f"Others can read {path}. Close it with chmod 600, and ask yourself who has seen it."
        )
    try:
        signer = parse_signer(text.removesuffix("\n"))
    except KeyMalformed as error:
        raise KeyUnreadable(f"{path} does not hold a key: {error}") from None
    if signer.verifier.kind != COSIGNATURE:
        raise KeyUnreadable(f"{path} holds the key of a log, not of a witness.")
    return signer


def open_memory(folder: Path) -> Memory:
    """Return what the witness remembers; raises MemoryMissing."""
    return Memory(folder / MEMORY_FILE)


def list_logs(folder: Path) -> dict[str, list[VerifierKey]]:
    """Return the keys of the logs that the witness follows, by their origin; raises LogUnreadable."""
    found: dict[str, list[VerifierKey]] = {}
    for text, origin in _read_logs(folder):
        key = _log_key(text)
        found.setdefault(origin or key.name, []).append(key)
    return found


def trust_log(folder: Path, text: str, origin: str = "") -> str:
    """Follow a log, or one more key of it; return its origin. Raises LogUnreadable or LogPresent.

    origin: what its checkpoints begin with, where that is not the key's name.
    """
    read_key(folder)
    key, known = _log_key(text), list_logs(folder)
    if any(each < " " for each in origin):
        raise LogUnreadable("A log's name is one line.")
    if key in known.get(origin or key.name, ()):
        raise LogPresent(f"This witness follows {origin or key.name} with that key already.")
    lines = [*_read_logs(folder), (key.text, origin)]
    replace_durably(folder / LOGS_FILE, "".join(f"{' '.join(line).strip()}\n" for line in lines).encode())
    return origin or key.name


def _read_logs(folder: Path) -> list[tuple[str, str]]:
    """Return the lines of the file of logs: a key, and an origin where that is not the key's name."""
    path = folder / LOGS_FILE
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines if line]


def replace_durably(path: Path, content: bytes) -> None:
    """Put content in the place of a file: the old or the new one is there, whenever the power fails."""
    fresh = path.with_name(f"{path.name}.new")
    _write_durably(fresh, content, os.O_TRUNC)
    fresh.replace(path)
    _sync_folder(path.parent)


def _log_key(text: str) -> VerifierKey:
    try:
        key = parse_vkey(text)
    except KeyMalformed as error:
        raise LogUnreadable(f"This is not the verifier key of a log: {error}") from None
    if key.kind != ED25519:
        raise LogUnreadable("This is the key of a witness. A witness follows logs.")
    return key


def _write_durably(path: Path, content: bytes, how: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | how, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
