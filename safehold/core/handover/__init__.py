# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A hand-over: evidence that somebody checks who has nothing but the bag, Python and `openssl`.

- `layout`: where what lies.
- `documents`: what is said of an item, its custody, the heads of days.
- `check_files`, `check_items`, `check_stamps`, and `checking`, which runs them: what does not hold is named.

These modules, and those of custody and the manifests of time stamps which they use, need Python's standard library
alone: `safehold.persistence.bags` joins them into the `verify.py` that every bag carries.
"""

from safehold.core.handover.checking import check_bag
from safehold.core.handover.documents import (
    CustodyRecord,
    DocumentBroken,
    ItemRecord,
    read_custody,
    read_heads,
    read_item,
    write_custody,
    write_heads,
    write_item,
)
from safehold.core.handover.findings import (
    Bag,
    BagUnreadable,
    CheckStamp,
    Finding,
    Report,
    StampVerdict,
)

__all__ = [
    "Bag",
    "BagUnreadable",
    "CheckStamp",
    "CustodyRecord",
    "DocumentBroken",
    "Finding",
    "ItemRecord",
    "Report",
    "StampVerdict",
    "check_bag",
    "read_custody",
    "read_heads",
    "read_item",
    "write_custody",
    "write_heads",
    "write_item",
]
