# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies outside the database: the file with the log's signing key, and witnesses over HTTP.

The key's file is the one private key that is not sealed: a checkpoint is signed while nobody is unlocked. Beside it
lies the newest checkpoint that was signed. A database that was put back to an older day no longer leads to it, and
nothing is signed then.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from safehold.catalog.errors import ValuesWrong
from safehold.catalog.register_schemes import DEFAULT, load_confirmed, load_scheme
from safehold.core import tlog
from safehold.core.influence import Scheme
from safehold.desk.registrar.errors import KeyFileMissing, KeyFileUnsafe
from safehold.persistence.stores import sync_folder

LARGEST_KEY_BYTES = 4_096
LARGEST_ANSWER_BYTES = 64 * 1024
MOST_WITNESSES = 10
SECONDS = (5, 10)
"""To connect, and between two pieces of the answer."""
LONGEST_SECONDS = 15.0
"""One witness that answers drop by drop does not keep the others waiting."""
READ_BY_OTHERS = 0o077


class WitnessUnreachable(Exception):
    """A witness gave no answer that could be read. It is asked again."""


@dataclass(frozen=True)
class Witness:
    """Who cosigns our checkpoints: its key, and the address under which it takes them."""

    key: tlog.VerifierKey
    address: str

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Return status and body of its answer to an add-checkpoint request. Raises WitnessUnreachable."""
        try:
            with requests.post(
                f"{self.address.rstrip('/')}/add-checkpoint",
                data=request,
                headers={"User-Agent": "register-log"},
                timeout=SECONDS,
                allow_redirects=False,
                stream=True,
            ) as answer:
                return answer.status_code, _read(answer)
        except requests.RequestException:
            raise WitnessUnreachable from None


def _read(answer: requests.Response) -> bytes:
    content, until = b"", monotonic() + LONGEST_SECONDS
    for piece in answer.iter_content(1 << 12):
        content += piece
        if len(content) > LARGEST_ANSWER_BYTES or monotonic() > until:
            raise WitnessUnreachable
    return content


def list_witnesses() -> list[Witness]:
    """Return the witnesses of the settings: none when there are none. Raises ImproperlyConfigured."""
    found = [_parse(each.strip()) for each in settings.REGISTER_WITNESSES.split(",") if each.strip()]
    if len(found) > MOST_WITNESSES or len({each.key.text for each in found}) < len(found):
        raise ImproperlyConfigured(f"REGISTER_WITNESSES: {MOST_WITNESSES} at most, each once.")
    return found


def _parse(pair: str) -> Witness:
    text, _, address = pair.partition("=")
    try:
        key = tlog.parse_vkey(text)
    except tlog.TlogError:
        key = None
    if key is None or not address.startswith(("https://", "http://")):
        raise ImproperlyConfigured("REGISTER_WITNESSES: key=https://address, parted by commas.")
    return Witness(key, address)


def read_scheme() -> Scheme:
    """Return the law's clocks, with what the office has confirmed of them; without its file, or with one that cannot be
    used, nothing is confirmed.
    """
    try:
        return load_scheme(DEFAULT, load_confirmed(Path(settings.REGISTER_VALUES)))
    except (OSError, ValuesWrong):
        return load_scheme(DEFAULT)


def key_path() -> Path:
    return Path(settings.REGISTER_LOG_KEY)


def make_key_file(origin: str) -> tlog.VerifierKey:
    """Make the log's key in a file that the desk's user alone can read; return its public half.

    Raises FileExistsError when there is one, OSError when it cannot be written.
    """
    signer = tlog.make_signer(origin)
    path = key_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_once(path, signer.text.encode() + b"\n")
    return signer.verifier


def _write_once(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def read_key() -> tlog.Signer:
    """Return what signs checkpoints. Raises KeyFileMissing, or KeyFileUnsafe."""
    try:
        handle = os.open(key_path(), os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        raise KeyFileMissing from None
    except OSError:
        raise KeyFileUnsafe from None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_mode & READ_BY_OTHERS:
            raise KeyFileUnsafe
        content = file.read(LARGEST_KEY_BYTES)
    try:
        return tlog.parse_signer(content.decode().strip())
    except (tlog.TlogError, UnicodeDecodeError):
        raise KeyFileUnsafe from None


def write_public_keys(key: tlog.VerifierKey, witnesses: list[tlog.VerifierKey]) -> bool:
    """Write what the public side believes checkpoints and cosignatures from; False where it cannot be written."""
    log_file = Path(settings.REGISTER_LOG_KEY_FILE)
    if not log_file.parent.is_dir():
        return False
    try:
        log_file.write_text(f"{key.text}\n")
        Path(settings.REGISTER_WITNESSES_FILE).write_text("".join(f"{each.text}\n" for each in witnesses))
    except OSError:
        return False
    return True


def _last_path() -> Path:
    return key_path().with_name(f"{key_path().name}.signed")


def read_last_signed() -> bytes | None:
    """Return the newest checkpoint that was signed with the key, as a note; None before the first."""
    try:
        return _last_path().read_bytes()
    except FileNotFoundError:
        return None


def keep_last_signed(note: bytes) -> None:
    """Write down, durably, what is about to be signed: before anybody is given it."""
    path = _last_path()
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    _write_once(fresh, note)
    fresh.replace(path)
    sync_folder(path.parent)
