# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public side of the register stores: what is published (published), who registers (accounts), and what they
write and send (filings).
"""

from safehold.public.register.models.accounts import RecoveryCode, Registrant, RegistrantSession
from safehold.public.register.models.filings import Draft, Filing, FilingKind
from safehold.public.register.models.published import (
    Checkpoint,
    Entity,
    Entry,
    Leaf,
    Log,
    Term,
    Tile,
    Withheld,
)

__all__ = [
    "Checkpoint",
    "Draft",
    "Entity",
    "Entry",
    "Filing",
    "FilingKind",
    "Leaf",
    "Log",
    "RecoveryCode",
    "Registrant",
    "RegistrantSession",
    "Term",
    "Tile",
    "Withheld",
]
