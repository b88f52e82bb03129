# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public side of the register stores: what is published (published), who registers (accounts), what they write
and send (filings), and who is written to (alerts).
"""

from safehold.public.register.models.accounts import RecoveryCode, Registrant, RegistrantSession
from safehold.public.register.models.alerts import Alert, Follower
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
    "Alert",
    "Checkpoint",
    "Draft",
    "Entity",
    "Entry",
    "Filing",
    "FilingKind",
    "Follower",
    "Leaf",
    "Log",
    "RecoveryCode",
    "Registrant",
    "RegistrantSession",
    "Term",
    "Tile",
    "Withheld",
]
