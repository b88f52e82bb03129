# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the audit, pure: rows and bytes come in, an error or nothing comes out.

`chain`: what each link hashes, and when a chain holds. `checkpoints`: a signed head, kept elsewhere. `exports`: a
whole chain as a file. `safehold verify` runs on these alone.
"""

from safehold.desk.audit.rules.chain import (
    Head,
    Link,
    check_chain,
    check_head,
    fields_of,
    first_hash,
    follow,
    hash_of,
)
from safehold.desk.audit.rules.checkpoints import (
    Checkpoint,
    is_checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from safehold.desk.audit.rules.exports import Chain, Row, is_export, read_export, write_export

__all__ = [
    "Chain",
    "Checkpoint",
    "Head",
    "Link",
    "Row",
    "check_chain",
    "check_head",
    "fields_of",
    "first_hash",
    "follow",
    "hash_of",
    "is_checkpoint",
    "is_export",
    "read_checkpoint",
    "read_export",
    "sign_checkpoint",
    "write_export",
]
