# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Trusted time: what is stamped, how it is asked for, and what an answer is worth (RFC 3161).

- `manifest`: the document that is stamped. It needs Python alone.
- `stamps`: requests and answers.
"""

from safehold.core.timestamps.errors import (
    ManifestMalformed,
    RootsMalformed,
    StampDenied,
    StampError,
    StampForeign,
    StampForged,
    StampMalformed,
    StampUntrusted,
)
from safehold.core.timestamps.manifest import (
    Manifest,
    StampedItem,
    hash_manifest,
    read_manifest,
    write_manifest,
)
from safehold.core.timestamps.stamps import (
    LARGEST_RESPONSE_BYTES,
    Stamp,
    make_request,
    read_stamp,
    verify_stamp,
)

__all__ = [
    "LARGEST_RESPONSE_BYTES",
    "Manifest",
    "ManifestMalformed",
    "RootsMalformed",
    "Stamp",
    "StampDenied",
    "StampError",
    "StampForeign",
    "StampForged",
    "StampMalformed",
    "StampUntrusted",
    "StampedItem",
    "hash_manifest",
    "make_request",
    "read_manifest",
    "read_stamp",
    "verify_stamp",
    "write_manifest",
]
