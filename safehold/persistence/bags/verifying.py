# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks a hand-over on the command line, and says what holds and what does not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from safehold.core.handover.checking import check_bag
from safehold.core.handover.findings import BagUnreadable, CheckStamp, Finding, Report, StampVerdict
from safehold.persistence.bags.openssl import check_with_openssl
from safehold.persistence.bags.reading import find_bag

ALL_HOLDS, SOME_BROKEN, SOME_UNCHECKED = 0, 1, 2
SHOWN = ("Source-Organization", "Bagging-Date", "External-Identifier")
ANCHORS = (
    "What this shows: all parts of this bag fit each other. That nobody changed what is written in it and made its "
    "checksums anew, or the whole bag, is shown by two things outside of it. Ask the organisation for the fingerprint "
    "above, by a way of your own. "
    "And compare the SHA-256 of each root with the one that the authority publishes, or give its root with --roots."
)


def verify_bag(path: Path, roots: Path | None = None, check_stamp: CheckStamp = check_with_openssl) -> int:
    """Check the bag at a path and print what was found.

    Returns 0 when all of it holds, 1 when something does not, 2 when something could not be checked here.
    roots: certificates in PEM that the stamps must lead to, instead of those in the bag.
    """
    try:
        trusted = roots.read_bytes() if roots else None
        bag = find_bag(path)
    except (BagUnreadable, OSError) as error:
        _say(f"{path}: {error}")
        return SOME_UNCHECKED

    def check(response: bytes, manifest: bytes, given: bytes) -> StampVerdict:
        return check_stamp(response, manifest, given if trusted is None else trusted)

    return tell(check_bag(bag, check))


def tell(report: Report) -> int:
    """Print a report; return the exit status."""
    for name in SHOWN:
        if name in report.info:
            _say(f"{name}: {report.info[name]}")
    _tell_all("holds", report.holding)
    for note in report.notes:
        _say(f"note: {note}")
    _tell_all("not checked", report.unchecked)
    _tell_all("DOES NOT HOLD", report.problems)
    if report.problems:
        count = len(report.problems)
        _say(f"{count} {'thing does' if count == 1 else 'things do'} not hold. Keep this bag as it is.")
        return SOME_BROKEN
    _say(f"Fingerprint of this bag: {report.fingerprint}")
    _say(ANCHORS)
    _say("Some of it could not be checked here." if report.unchecked else "All of it holds.")
    return SOME_UNCHECKED if report.unchecked else ALL_HOLDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the bag that this file lies in, or the one that is named."""
    parser = argparse.ArgumentParser(
        description="Check a hand-over of evidence: files, custody, time stamps."
    )
    here = Path(__file__).resolve().parent
    parser.add_argument(
        "bag", type=Path, nargs="?", default=here, help="its folder, or the ZIP; else this folder"
    )
    parser.add_argument(
        "--roots", type=Path, metavar="PEM", help="trust these authorities' roots, not the bag's"
    )
    options = parser.parse_args(arguments)
    return verify_bag(options.bag, options.roots)


def _tell_all(verdict: str, findings: Sequence[Finding]) -> None:
    for finding in findings:
        _say(f"{verdict}: {finding.where}: {finding.what}")


def _say(line: str) -> None:
    """Print one line. What stands in a bag is not let loose on a terminal."""
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in line)
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(plain.encode(encoding, "backslashreplace").decode(encoding) + "\n")
