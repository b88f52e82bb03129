# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold follow`: read a register's public log from outside, and say what is new, or that it was rewritten.

Anybody can do this. Nothing is kept but one file for each log: its last checkpoint, and 2 kB that stand for all leaves
before. Exit status: 0 the log goes on, 1 it does not, 2 something could not be read.
"""

import argparse
import hashlib
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from safehold.cli.verify_log import BROKEN, HOLDS, NO_WITNESS, UNREADABLE, add_keys, explain, plain, wanted
from safehold.core import tlog
from safehold.witness.folder import replace_durably

SECONDS = 30
MAX_BUNDLE_BYTES = tlog.FULL_WIDTH * (tlog.MAX_LEAF_BYTES + 2)
PROVES = (tlog.ConsistencyWrong, tlog.RootWrong)
"""What a checkpoint proves against the log that signed it."""
SHOWN = "{address}: {words}"


class Unreachable(Exception):
    """The log's site did not give what was asked for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("address", help="where the log is served: https://register.example/register/log")
    parser.add_argument(
        "--folder", type=Path, default=Path("followed"), help="where the last checkpoint is kept"
    )
    add_keys(parser)


def run(options: argparse.Namespace) -> int:
    """Look at the log once; print what was found, and keep how far it was read."""
    address = options.address.rstrip("/")
    if not options.log_key:
        return _say(UNREADABLE, address, "Give the log's key with --log-key.")
    kinds: Counter[str] = Counter()
    try:
        note = _fetch(f"{address}/checkpoint", tlog.MAX_NOTE_BYTES)
        cosigned = tlog.require_cosignatures(note, options.witness, wanted(options))
        path = options.folder / f"{_name_of(note, options)}.followed"
        kept = tlog.read_followed(path.read_bytes()) if path.exists() else None
        now = tlog.follow(
            kept, note, options.log_key, _reader(address), lambda _, leaf: kinds.update([_kind_of(leaf)])
        )
    except (Unreachable, OSError, tlog.FrontierMalformed) as error:
        return _say(UNREADABLE, address, str(error))
    except tlog.TlogError as error:
        kept_as = _keep_evidence(options.folder, note) if isinstance(error, PROVES) else ""
        return _say(BROKEN, address, f"DOES NOT HOLD. {explain(error)}{kept_as}")
    options.folder.mkdir(parents=True, exist_ok=True)
    if now is not kept:
        replace_durably(path, tlog.write_followed(now))
    _say(HOLDS, address, _news(kept, now, kinds))
    if not cosigned:
        print(NO_WITNESS)
    return HOLDS


def _news(kept: tlog.Followed | None, now: tlog.Followed, kinds: Counter[str]) -> str:
    size = now.frontier.size
    if now is kept:
        return f"nothing new, the log has {size} leaves."
    before = kept.frontier.size if kept else 0
    what = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return f"the log goes on, from {before} to {size} leaves{': ' if what else '.'}{what}"


def _name_of(note: bytes, options: argparse.Namespace) -> str:
    """Return the name under which a log is kept, once it is known that its own key signed."""
    return hashlib.sha256(tlog.open_checkpoint(note, options.log_key).origin.encode()).hexdigest()[:32]


def _kind_of(leaf: bytes) -> str:
    try:
        return tlog.read_leaf(leaf).kind
    except tlog.LeafMalformed:
        return "other"


def _keep_evidence(folder: Path, note: bytes) -> str:
    """Keep the checkpoint that does not hold: signed, it is what proves a fork."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"refused-{hashlib.sha256(note).hexdigest()[:16]}"
    replace_durably(path, note)
    return f" Its checkpoint is kept in {path}."


def _reader(address: str) -> tlog.Reader:
    """Return what fetches tiles. A partial one that is gone is taken from the full one."""

    def read(tile: tlog.Tile) -> bytes:
        longest = MAX_BUNDLE_BYTES if tile.level == tlog.ENTRIES else tlog.FULL_WIDTH * tlog.HASH_BYTES
        try:
            return _fetch(f"{address}/{tile.path}", longest)
        except Unreachable:
            if tile.is_full:
                raise
            return _fetch(f"{address}/{tlog.Tile(tile.level, tile.index).path}", longest)

    return read


def _fetch(address: str, longest: int) -> bytes:
    if not address.startswith(("https://", "http://")):
        raise Unreachable("A log has an address that begins with https://")
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(longest + 1)
    except (urllib.error.URLError, OSError, ValueError):
        raise Unreachable(f"{address} cannot be read.") from None
    if len(content) > longest:
        raise Unreachable(f"{address} is longer than it may be.")
    return content


def _say(status: int, address: str, words: str) -> int:
    print(SHOWN.format(address=plain(address), words=plain(words)))
    return status
