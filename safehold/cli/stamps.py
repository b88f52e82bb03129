# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two opinions on a time stamp: the `openssl` program's, and that of the library that the desk uses."""

from safehold.core.handover import StampVerdict
from safehold.core.timestamps import StampError, hash_manifest, verify_stamp
from safehold.persistence.bags.openssl import check_with_openssl


def check_stamp(response: bytes, manifest: bytes, roots: bytes) -> StampVerdict:
    """Return what openssl says, and take only what our own library takes as well. Without openssl it decides alone."""
    verdict = check_with_openssl(response, manifest, roots)
    try:
        stamp = verify_stamp(response, hash_manifest(manifest), [roots])
    except StampError as error:
        return (
            verdict
            if verdict.holds is False
            else StampVerdict(False, f"It is refused: {type(error).__name__}.")
        )
    if verdict.holds is None:
        return StampVerdict(
            True, f"stamped on {stamp.stamped_at:%Y-%m-%d %H:%M:%S} UTC by {stamp.authority}."
        )
    return verdict
