# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of keeping, pure: when a time is over, and what a certificate says."""

from safehold.desk.retention.rules.certificates import (
    CertificateForged,
    Destruction,
    digest_of,
    pack,
    read_certificate,
)
from safehold.desk.retention.rules.periods import (
    ASK,
    ITSELF,
    MODES,
    Bounds,
    class_of,
    ends_by_itself_on,
    ends_on,
    is_within,
)

__all__ = [
    "ASK",
    "ITSELF",
    "MODES",
    "Bounds",
    "CertificateForged",
    "Destruction",
    "class_of",
    "digest_of",
    "ends_by_itself_on",
    "ends_on",
    "is_within",
    "pack",
    "read_certificate",
]
