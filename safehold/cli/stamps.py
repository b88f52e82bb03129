# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two opinions on a time stamp: the `openssl` program's, and that of the library that the desk uses."""

from safehold.core.handover import StampVerdict
from safehold.core.timestamps import Stamp, StampError, hash_manifest, verify_stamp
from safehold.persistence.bags.openssl import (
    MOST_ROOTS,
    check_with_openssl,
    name_roots,
    read_certificates,
    write_certificates,
)


def check_stamp(response: bytes, manifest: bytes, roots: bytes) -> StampVerdict:
    """Return what openssl says, and take only what our own library takes as well. Without openssl it decides alone."""
    verdict = check_with_openssl(response, manifest, roots)
    if verdict.holds is False:
        return verdict
    certificates = read_certificates(roots)
    try:
        stamp = _verify(response, manifest, certificates)
    except StampError as error:
        return StampVerdict(False, f"It is refused: {type(error).__name__}.")
    at = int(stamp.stamped_at.timestamp())
    if verdict.holds and verdict.at != at:
        return StampVerdict(
            False, "openssl and our own library read different times in it: it was made to deceive."
        )
    return verdict if verdict.holds else _say(stamp, at, response, manifest, certificates)


def _say(stamp: Stamp, at: int, response: bytes, manifest: bytes, certificates: list[bytes]) -> StampVerdict:
    anchors = certificates
    if 1 < len(certificates) <= MOST_ROOTS:
        anchors = [each for each in certificates if _leads_to(response, manifest, each)] or certificates
    by = f"by {stamp.authority}, under the root with SHA-256 {name_roots(anchors)}"
    return StampVerdict(True, f"stamped on {stamp.stamped_at:%Y-%m-%d %H:%M:%S} UTC {by}.", at)


def _leads_to(response: bytes, manifest: bytes, certificate: bytes) -> bool:
    try:
        _verify(response, manifest, [certificate])
    except StampError:
        return False
    return True


def _verify(response: bytes, manifest: bytes, certificates: list[bytes]) -> Stamp:
    return verify_stamp(response, hash_manifest(manifest), [write_certificates(certificates)])
