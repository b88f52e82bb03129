# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold verify`: check a record, or a hand-over, offline, on any machine: no database and no settings.

`verify audit` follows the chain in an export from its first row, and holds every checkpoint and every earlier export
that somebody kept against it. `verify bag` checks a hand-over of evidence by the code that is its own verify.py.
`verify entry` and `verify checkpoints` check what was saved from a register.
Exit status: 0 all of it holds, 1 something does not, 2 a file cannot be read, or something could not be checked.
"""

import argparse
from pathlib import Path

from safehold.cli import verify_log
from safehold.desk.audit import rules
from safehold.desk.audit.errors import (
    AuditError,
    ChainBroken,
    CheckpointForged,
    CheckpointMalformed,
    ExportCut,
    ExportMalformed,
    Fault,
)

HOLDS, BROKEN, UNREADABLE = 0, 1, 2
START_BYTES = 256
LONGEST_CHECKPOINT_BYTES = 16_384
LONGEST_LINE_BYTES = 8_192

FAULTS = {
    Fault.CHANGED: "Row {n} is not as it was written: something in it was changed.",
    Fault.MISSING: "Row {n} is missing.",
    Fault.REPEATED: "Where row {n} should stand, there is an earlier one: rows were moved, or put in.",
    Fault.UNLINKED: "Row {n} does not follow from row {before}: one of the two was replaced, or put in.",
    Fault.FOREIGN: "Row {n} belongs to another organisation.",
    Fault.CUT: "The record ends before row {n}: rows were cut off its end.",
    Fault.BEYOND: "Row {n} and later ones stand behind the end of the record.",
    Fault.FORKED: "Row {n} is another one than it was: this record was written anew, at row {n} or before it.",
}
KEEP = "Keep all of these files as they are, and tell the leads of the organisation before anybody changes the desk."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="what", required=True, metavar="what")
    purpose = "check an organisation's record of what was read and done"
    audit = kinds.add_parser("audit", help=purpose, description=purpose)
    audit.add_argument("export", type=Path, help="the record, as downloaded from the Audit page")
    audit.add_argument(
        "kept", type=Path, nargs="*", help="checkpoints, and earlier downloads of the same record"
    )
    audit.add_argument(
        "--root", type=_hex_key, metavar="HEX", help="the organisation's key that must have signed them"
    )
    audit.set_defaults(check=check_audit)
    purpose = "check a hand-over of evidence: its files, its custody, its time stamps"
    bag = kinds.add_parser("bag", help=purpose, description=purpose)
    bag.add_argument("bag", type=Path, help="the hand-over: its folder, or the ZIP")
    bag.add_argument(
        "--roots", type=Path, metavar="PEM", help="trust these authorities' roots, not the bag's"
    )
    bag.set_defaults(check=check_bag)
    verify_log.add_kinds(kinds)


def run(options: argparse.Namespace) -> int:
    status: int = options.check(options)
    return status


def check_audit(options: argparse.Namespace) -> int:
    """Print what was found, file by file; return the exit status."""
    try:
        chain = _open_chain(options.export)
    except OSError as error:
        return _say(UNREADABLE, options.export, f"It cannot be read: {error.strerror}.")
    except AuditError as error:
        return _say(BROKEN, options.export, _explain(error), KEEP)
    print(f"{options.export}: the chain holds, {_rows(chain)} of {chain.slug}.")
    keys: set[str] = set()
    worst = max((_check_kept(chain, path, options.root, keys) for path in options.kept), default=HOLDS)
    if len(keys) > 1:
        worst = max(
            worst, _say(BROKEN, options.export, "The checkpoints are signed by different keys.", KEEP)
        )
    elif keys and not options.root:
        print(
            f"The checkpoints are signed by {keys.pop()}\n"
            "Compare it with the key that you wrote down, or give that one with --root."
        )
    if not options.kept:
        print(
            "Without a checkpoint, a record that was written anew from the start looks whole. Keep checkpoints."
        )
    return worst


def check_bag(options: argparse.Namespace) -> int:
    """Print what was found in a hand-over; return the exit status. Only here is loaded what reads certificates."""
    from safehold.cli.stamps import check_stamp
    from safehold.persistence.bags import carries_our_verifier, verify_bag

    status = verify_bag(options.bag, options.roots, check_stamp)
    if not carries_our_verifier(options.bag):
        print("note: its verify.py is not the one of this version. It was not run; do not run it either.")
    return status


def _check_kept(chain: rules.Chain, path: Path, root: str | None, keys: set[str]) -> int:
    """Hold one kept file against the chain; put the key that signed it into `keys`."""
    try:
        with path.open("rb") as file:
            is_checkpoint = rules.is_checkpoint(file.read(START_BYTES))
        if not is_checkpoint:
            return _check_earlier(chain, path)
        checkpoint = rules.read_checkpoint(_read_small(path), root)
        keys.add(checkpoint.root_key)
        if checkpoint.organisation_id != chain.organisation_id:
            return _say(BROKEN, path, f"It is a checkpoint of another organisation, {checkpoint.slug}.")
        chain.check_holds(checkpoint.head)
    except OSError as error:
        return _say(UNREADABLE, path, f"It cannot be read: {error.strerror}.")
    except AuditError as error:
        return _say(BROKEN, path, _explain(error), KEEP)
    print(f"{path}: signed on {checkpoint.on_day} at row {checkpoint.sequence}; the record contains it.")
    return HOLDS


def _check_earlier(chain: rules.Chain, path: Path) -> int:
    earlier = _open_chain(path)
    if earlier.organisation_id != chain.organisation_id:
        return _say(BROKEN, path, f"It is the record of another organisation, {earlier.slug}.")
    chain.check_continues(earlier)
    print(f"{path}: an earlier record, {_rows(earlier)}; this one goes on from it.")
    return HOLDS


def _open_chain(path: Path) -> rules.Chain:
    with path.open("rb") as file:
        return rules.read_export(iter(lambda: file.readline(LONGEST_LINE_BYTES), b""))


def _read_small(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LONGEST_CHECKPOINT_BYTES)


def _explain(error: AuditError) -> str:
    match error:
        case ChainBroken():
            return FAULTS[error.fault].format(n=error.sequence, before=error.sequence - 1)
        case ExportMalformed():
            return f"Line {error.line} is not one that a desk writes: this is no export, or it was changed there."
        case ExportCut():
            return "Its last line is missing: it did not arrive whole, or was cut. Download it again."
        case CheckpointForged():
            return "Its signature is not by the organisation's key: it was changed, or somebody else made it."
        case CheckpointMalformed():
            return "It is neither a checkpoint nor a record, or it was changed."
    return str(error)


def _rows(chain: rules.Chain) -> str:
    until = f", the last on {chain.last_day}" if chain.last_day else ""
    return f"{len(chain)} {'row' if len(chain) == 1 else 'rows'}{until}"


def _say(status: int, path: Path, *lines: str) -> int:
    print(f"{path}: {' '.join(lines)}")
    return status


def _hex_key(typed: str) -> str:
    """Take a key as it is shown, with or without spaces."""
    key = "".join(typed.split()).lower()
    if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
        raise argparse.ArgumentTypeError("a key has 64 digits, 0 to 9 and a to f")
    return key
