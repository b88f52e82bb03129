# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bags of evidence: written as a stream, and checked by whoever gets one. No database and no web is needed here.

- `zipping`: any bag, as a ZIP that is written in one pass.
- `writing`: `write_bag` takes plain data and a target.
- `standalone`: the verifier that each bag carries.
- `verifying`, `reading`, `openssl`: what the verifier does, here as well.
"""

from safehold.persistence.bags.standalone import carries_our_verifier
from safehold.persistence.bags.verifying import verify_bag
from safehold.persistence.bags.writing import (
    HandOver,
    ItemBroken,
    OutgoingItem,
    OutgoingStamp,
    write_bag,
)
from safehold.persistence.bags.zipping import BagZip, PayloadBroken

__all__ = [
    "BagZip",
    "HandOver",
    "ItemBroken",
    "OutgoingItem",
    "OutgoingStamp",
    "PayloadBroken",
    "carries_our_verifier",
    "verify_bag",
    "write_bag",
]
