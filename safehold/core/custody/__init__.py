# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Custody: who had an item of evidence, and what was done with it, as rows that nobody can change unseen.

- `chain`: the rows of an item. `write_row` makes the next, `verify_chain` follows them.
- `details`: what happened, sealed elsewhere; a row has its salted hash.
- `heads`: once a day, one hash over all items that grew.

Nothing here reads a clock or a database, and nothing but this and Python is needed to check a chain.
"""

from safehold.core.custody.chain import (
    EVENTS,
    AnyRow,
    Head,
    Row,
    check_head,
    fields_of,
    hash_row,
    verify_chain,
    write_row,
)
from safehold.core.custody.details import (
    SALT_BYTES,
    check_detail,
    exported_facts,
    hash_detail,
    hashed_facts,
    make_detail,
    stamped_facts,
)
from safehold.core.custody.errors import (
    CHANGED,
    FOREIGN,
    FORKED,
    OUT_OF_ORDER,
    REMOVED,
    ChainBroken,
    CustodyError,
    DetailForged,
    HeadBroken,
)
from safehold.core.custody.heads import (
    DayHead,
    check_against_ends,
    check_against_heads,
    hash_head,
    head_fields,
    list_ends,
    verify_heads,
    write_head,
)

__all__ = [
    "CHANGED",
    "EVENTS",
    "FOREIGN",
    "FORKED",
    "OUT_OF_ORDER",
    "REMOVED",
    "SALT_BYTES",
    "AnyRow",
    "ChainBroken",
    "CustodyError",
    "DayHead",
    "DetailForged",
    "Head",
    "HeadBroken",
    "Row",
    "check_against_ends",
    "check_against_heads",
    "check_detail",
    "check_head",
    "exported_facts",
    "fields_of",
    "hash_detail",
    "hash_head",
    "hash_row",
    "hashed_facts",
    "head_fields",
    "list_ends",
    "make_detail",
    "stamped_facts",
    "verify_chain",
    "verify_heads",
    "write_head",
    "write_row",
]
