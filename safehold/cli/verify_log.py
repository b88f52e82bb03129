# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold verify entry` and `safehold verify checkpoints`: a register's log, checked offline.

Nothing here is taken from the register on trust: the reader gives the log's key, and the keys of the witnesses. What a
file says is shown only once it holds, and never with letters that a terminal would obey.
"""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from safehold.core import tlog

HOLDS, BROKEN, UNREADABLE = 0, 1, 2
LONGEST_VALUE = 300
LATEST_TIMESTAMP = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())
OWN_KEY = (
    "WARNING: no --log-key was given, so the key came from the file itself: whoever wrote the file chose it. Ask the "
    "register for its key in another way, and check again."
)
NO_WITNESS = (
    "No witness was asked. The register alone could show others another history: "
    "give the witnesses' keys with --witness."
)
NOT_THE_LAST = "It was so when the log had that size. Whether more followed, only a newer checkpoint tells."

WORDS: dict[type[tlog.TlogError], str] = {
    tlog.OpeningWrong: "TAMPERED VALUE: {e.name} is not what was registered.",
    tlog.VersionMissing: "REMOVED LEAF: version {e.version} is missing between others.",
    tlog.InclusionWrong: "NOT IN THE LOG: the leaf is not at this place in the log that was signed. "
    "It was changed, put in or removed, or the root is another log's.",
    tlog.LogForked: "FORKED: the log signed two different histories of {e.size} leaves. Keep both files.",
    tlog.ConsistencyWrong: "REWRITTEN: this proof does not lead from the older checkpoint to the newer one. "
    "Ask for the proof again; if none does, the log was forked. Keep both files.",
    tlog.RootWrong: "OTHER LEAVES: the leaves that are shown are not those that the log signed. {e}",
    tlog.NoteUnsigned: "UNSIGNED: the checkpoint is not signed by the log's key that was given.",
    tlog.SignatureWrong: "FORGED SIGNATURE: the checkpoint is not the one that {e.name} signed.",
    tlog.CosignaturesTooFew: "NOT WITNESSED: {e.found} of the given witnesses cosigned, {e.wanted} are asked for.",
    tlog.OriginWrong: "ANOTHER LOG: the checkpoint is of another log than the key.",
    tlog.Malformed: "CHANGED: a part of it is not written as it must be. {e}",
}
"""A kind that is a kind of another stands before it."""


def add_kinds(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    purpose = "check an entry that was saved from a register: its values, its place in the log, who signed"
    entry = kinds.add_parser("entry", help=purpose, description=purpose)
    entry.add_argument("entry", type=Path, help="the saved entry")
    entry.set_defaults(check=check_entry)
    purpose = "check that a register's log only grew between two checkpoints"
    checkpoints = kinds.add_parser("checkpoints", help=purpose, description=purpose)
    checkpoints.add_argument("older", type=Path, help="a checkpoint that somebody kept")
    checkpoints.add_argument("newer", type=Path, help="another one, of another day or from somebody else")
    checkpoints.add_argument(
        "--proof", type=Path, metavar="FILE", help="the proof between the two, from the register"
    )
    checkpoints.set_defaults(check=check_checkpoints)
    for each in (entry, checkpoints):
        add_keys(each)


def add_keys(parser: argparse.ArgumentParser) -> None:
    """Let the reader say whom they trust."""
    parser.add_argument(
        "--log-key", type=log_key, action="append", default=[], metavar="KEY", help="the log's public key"
    )
    parser.add_argument(
        "--witness",
        type=witness_key,
        action="append",
        default=[],
        metavar="KEY",
        help="a witness's public key",
    )
    parser.add_argument(
        "--at-least", type=count, metavar="N", help="how many of them must have cosigned (default: all)"
    )


def check_entry(options: argparse.Namespace) -> int:
    """Print what was found in a saved entry; return the exit status."""
    path: Path = options.entry
    try:
        entry = tlog.read_entry(_read(path, tlog.MAX_ENTRY_BYTES))
        if not options.log_key and not entry.log_key:
            return _say(UNREADABLE, path, "It names no log's key. Give it with --log-key.")
        keys = options.log_key or [tlog.parse_vkey(entry.log_key)]
        found = tlog.verify_entry(entry, keys, options.witness, wanted(options))
    except OSError as error:
        return _say(UNREADABLE, path, f"It cannot be read: {error.strerror}.")
    except tlog.Malformed as error:
        return _say(BROKEN, path, f"It is not a saved entry, or it was changed. {error}")
    except tlog.TlogError as error:
        return _say(BROKEN, path, f"DOES NOT HOLD. {explain(error)}")
    checkpoint = found[-1].proven.checkpoint
    _say(HOLDS, path, f"all of it holds, in the log {plain(checkpoint.origin)} of {checkpoint.size} leaves.")
    for each in found:
        _show(each)
    print(NOT_THE_LAST)
    return _end(found[-1].proven.cosignatures, "" if options.log_key else OWN_KEY)


def check_checkpoints(options: argparse.Namespace) -> int:
    """Print whether one checkpoint continues the other; return the exit status."""
    if not options.log_key:
        return _say(UNREADABLE, options.older, "Give the log's key with --log-key.")
    try:
        pair = [_open(path, options) for path in (options.older, options.newer)]
        old, new = sorted(pair, key=lambda each: each.size)
        proof = tlog.read_hashes(_read(options.proof, tlog.MAX_NOTE_BYTES)) if options.proof else []
        if old.size != new.size and old.size and not options.proof:
            return _say(
                UNREADABLE, options.newer, "Both are signed. Give the proof between them with --proof."
            )
        tlog.check_continues(old, new, proof)
    except OSError as error:
        return _say(UNREADABLE, Path(str(error.filename)), f"It cannot be read: {error.strerror}.")
    except tlog.TlogError as error:
        return _say(BROKEN, options.newer, f"DOES NOT HOLD. {explain(error)}")
    if old.size == new.size:
        return _say(HOLDS, options.newer, f"the same log of {new.size} leaves as in {options.older}.")
    return _say(HOLDS, options.newer, f"the log only grew, from {old.size} to {new.size} leaves.")


def explain(error: tlog.TlogError) -> str:
    """Say in plain words what does not hold."""
    if isinstance(error, tlog.EntryLeafWrong):
        return f"Leaf {error.position}: {explain(error.cause)}"
    words = next((words for kind, words in WORDS.items() if isinstance(error, kind)), "{e}")
    return words.format(e=error)


def _show(found: tlog.VerifiedLeaf) -> None:
    leaf = found.leaf
    print(f"Leaf {found.proven.index}: {leaf.kind}, version {leaf.version}, {leaf.on}, {leaf.form}")
    for name, opening in sorted(found.openings.items()):
        value = json.dumps(opening.value, ensure_ascii=False)
        print(f"  {name}: {plain(value[:LONGEST_VALUE])}{'…' if len(value) > LONGEST_VALUE else ''}")
    if found.hidden:
        print(f"  not shown: {', '.join(found.hidden)}")


def _end(cosignatures: Sequence[tlog.Cosignature], warning: str) -> int:
    """Say who cosigned. A key that came with the file checks nothing, so that is no success."""
    for each in cosignatures:
        print(f"Cosigned by {each.key.name}{_on_day(each.timestamp)}.")
    if not cosignatures:
        print(NO_WITNESS)
    if warning:
        print(warning)
    return UNREADABLE if warning else HOLDS


def _on_day(timestamp: int) -> str:
    return f" on {datetime.fromtimestamp(timestamp, UTC).date()}" if timestamp < LATEST_TIMESTAMP else ""


def _open(path: Path, options: argparse.Namespace) -> tlog.Checkpoint:
    note = _read(path, tlog.MAX_NOTE_BYTES)
    checkpoint = tlog.open_checkpoint(note, options.log_key)
    tlog.require_cosignatures(note, options.witness, wanted(options))
    return checkpoint


def wanted(options: argparse.Namespace) -> int:
    return len(options.witness) if options.at_least is None else int(options.at_least)


def _read(path: Path, longest: int) -> bytes:
    with path.open("rb") as file:
        return file.read(longest + 1)


def plain(text: str) -> str:
    """Return text without letters that a terminal would obey."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def _say(status: int, path: Path, words: str) -> int:
    print(f"{path}: {plain(words)}")
    return status


def log_key(typed: str) -> tlog.VerifierKey:
    return _key(typed, tlog.ED25519, "this is the key of a witness: give it with --witness")


def witness_key(typed: str) -> tlog.VerifierKey:
    return _key(typed, tlog.COSIGNATURE, "this is the key of a log: give it with --log-key")


def _key(typed: str, kind: int, other: str) -> tlog.VerifierKey:
    """Take a public key as registers and witnesses print it."""
    try:
        key = tlog.parse_vkey(typed.strip())
    except tlog.KeyMalformed as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if key.kind != kind:
        raise argparse.ArgumentTypeError(other)
    return key


def count(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal()):
        raise argparse.ArgumentTypeError("give a whole number")
    return int(typed)
