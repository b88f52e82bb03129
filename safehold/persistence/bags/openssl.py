# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the `openssl` program says of a time stamp."""

from __future__ import annotations

import base64
import calendar
import hashlib
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from safehold.core.handover.findings import StampVerdict
from safehold.core.handover.layout import MANIFEST, RESPONSE, ROOTS

OPENSSL_SECONDS = 30
ABSENT = "The program openssl is not on this computer: whether the time stamp holds was not checked."
FOREIGN_STAMP = (
    "The time stamp is for another manifest: one of the two was swapped, or the manifest was changed."
)
UNTRUSTED = (
    "The authority's certificate does not lead to the roots: another authority, or the roots were swapped."
)
FORGED = "The authority's signature does not cover it: the time stamp was changed, or dated anew."
UNTIMELY = (
    "A certificate was not valid at the time it names: it was dated anew, or comes from another authority."
)
NO_STAMP = "It is not the answer of a time stamping authority: it was changed."
_TIME = re.compile(r"Time stamp: ([A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d)(?:\.\d+)? (\d{4}) GMT")
_ROOT = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
_DATES = re.compile("Verify error:.*(not yet valid|expired)")


def check_with_openssl(response: bytes, manifest: bytes, roots: bytes) -> StampVerdict:
    """Return what `openssl ts -verify` says. The certificates must have been valid at the time of the stamp."""
    program = shutil.which("openssl")
    if program is None:
        return StampVerdict(None, ABSENT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)  # of hashes and certificates alone
        for file, content in ((RESPONSE, response), (MANIFEST, manifest), (ROOTS, roots)):
            (folder / file).write_bytes(content)
        stamped_at = _read_time(_run(program, folder, "-reply", "-in", RESPONSE, "-text")[1])
        if stamped_at is None:
            return StampVerdict(False, NO_STAMP)
        holds, said = _verify(program, folder, stamped_at)
    if not holds:
        return StampVerdict(False, _explain(said))
    moment = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(stamped_at))
    return StampVerdict(
        True, f"stamped on {moment}, under the root with SHA-256 {' or '.join(_name(roots))}."
    )


def _verify(program: str, folder: Path, stamped_at: int) -> tuple[bool, str]:
    files = ("-verify", "-in", RESPONSE, "-data", MANIFEST, "-CAfile", ROOTS, "-untrusted", ROOTS)
    status, said = _run(program, folder, *files, "-attime", str(stamped_at))
    if status and re.search(
        "nknown option|nrecognized", said
    ):  # LibreSSL: the certificates must be valid now
        status, said = _run(program, folder, *files)
    return status == 0, said


def _run(program: str, folder: Path, *arguments: str) -> tuple[int, str]:
    try:
        done = subprocess.run(  # noqa: S603 - our own words, and files that we named
            [program, "ts", *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=OPENSSL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 1, str(error)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def _read_time(said: str) -> int | None:
    found = _TIME.search(said)
    try:
        return (
            calendar.timegm(time.strptime(f"{found[1]} {found[2]}", "%b %d %H:%M:%S %Y")) if found else None
        )
    except ValueError:
        return None


def _explain(said: str) -> str:
    if "imprint mismatch" in said:
        return FOREIGN_STAMP
    if "certificate verify error" in said:
        return UNTIMELY if _DATES.search(said) else UNTRUSTED
    return FORGED


def _name(roots: bytes) -> list[str]:
    """Return the SHA-256 of each certificate, as authorities publish it."""
    try:
        return [hashlib.sha256(base64.b64decode(found)).hexdigest() for found in _ROOT.findall(roots)]
    except ValueError:
        return ["that cannot be read"]
