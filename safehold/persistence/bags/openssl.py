# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the `openssl` program says of a time stamp."""

from __future__ import annotations

import base64
import calendar
import hashlib
import os
import re
import subprocess
import tempfile
import textwrap
import time
from pathlib import Path

from safehold.core.handover.findings import StampVerdict
from safehold.core.handover.layout import RESPONSE, ROOTS

OPENSSL_SECONDS = 30
MOST_ROOTS = 20
"""Of so many each is tried alone, to name the one that it is."""
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
SIGNED = "token.der"
_TIME = re.compile(
    r"^Time stamp: ([A-Z][a-z]{2} [ 0-9]\d \d\d:\d\d:\d\d)(?:\.\d+)? (\d{4}) GMT$", re.MULTILINE
)
_ROOT = re.compile(rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")
_DATES = re.compile("Verify error:.*(not yet valid|expired)")


def check_with_openssl(response: bytes, manifest: bytes, roots: bytes) -> StampVerdict:
    """Return what `openssl ts -verify` says. The certificates must have been valid at the time of the stamp.

    What openssl is given as roots is what is named here: certificates that were read, and written again.
    """
    program = _find_openssl()
    if program is None:
        return StampVerdict(None, ABSENT)
    certificates = read_certificates(roots)
    if not certificates:
        return StampVerdict(False, UNTRUSTED)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)  # of hashes and certificates alone
        (folder / RESPONSE).write_bytes(response)
        (folder / ROOTS).write_bytes(write_certificates(certificates))
        stamped_at = _read_time(program, folder)
        if stamped_at is None:
            return StampVerdict(False, NO_STAMP)
        asked = (program, folder, hashlib.sha256(manifest).hexdigest(), stamped_at)
        holds, said = _verify(*asked, ROOTS)
        if not holds:
            return StampVerdict(False, _explain(said))
        anchors = (
            [each for each in certificates if _leads_to(asked, each)]
            if 1 < len(certificates) <= MOST_ROOTS
            else certificates
        )
    moment = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(stamped_at))
    return StampVerdict(
        True, f"stamped on {moment}, under the root with SHA-256 {name_roots(anchors)}.", stamped_at
    )


def _find_openssl() -> str | None:
    """Return the program, from the folders that programs lie in: never from the folder one happens to be in."""
    for folder in os.get_exec_path():
        for name in ("openssl.exe",) if os.name == "nt" else ("openssl",):
            path = Path(folder, name)
            if path.is_absolute() and path.is_file() and os.access(path, os.X_OK):
                return str(path)
    return None


def _leads_to(asked: tuple[str, Path, str, int], certificate: bytes) -> bool:
    """Whether the stamp holds with this root alone."""
    (asked[1] / "one.pem").write_bytes(write_certificates([certificate]))
    return _verify(*asked, "one.pem")[0]


def _verify(program: str, folder: Path, digest: str, stamped_at: int, trusted: str) -> tuple[bool, str]:
    files = ("-verify", "-in", RESPONSE, "-digest", digest, "-CAfile", trusted, "-untrusted", ROOTS)
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


def _read_time(program: str, folder: Path) -> int | None:
    """Return the time that was signed. Beside it an answer has words that nobody signed: they are taken off first."""
    if _run(program, folder, "-reply", "-in", RESPONSE, "-token_out", "-out", SIGNED)[0]:
        return None
    found = _TIME.search(_run(program, folder, "-reply", "-token_in", "-in", SIGNED, "-text")[1])
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


def read_certificates(roots: bytes) -> list[bytes]:
    """Return the certificates in PEM text, in DER. What openssl would take under another name is left out."""
    found = []
    for each in _ROOT.findall(roots):
        try:
            found.append(base64.b64decode(b"".join(each.split()), validate=True))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def write_certificates(certificates: list[bytes]) -> bytes:
    return "".join(
        "-----BEGIN CERTIFICATE-----\n"
        + textwrap.fill(base64.b64encode(each).decode(), 64)
        + "\n-----END CERTIFICATE-----\n"
        for each in certificates
    ).encode()


def name_roots(certificates: list[bytes]) -> str:
    """Return the SHA-256 of each certificate, as authorities publish it."""
    if len(certificates) > MOST_ROOTS:
        return f"of one of {len(certificates)}: give the authority's own with --roots"
    return " or ".join(hashlib.sha256(each).hexdigest() for each in certificates)
