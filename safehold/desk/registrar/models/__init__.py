# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office keeps: its log (log), who is on the register (register), what it decides (decided)."""

from safehold.desk.registrar.models.decided import (
    Agreement,
    CatchUp,
    ExpectedUpdate,
    Notice,
    Opinion,
    Proposal,
)
from safehold.desk.registrar.models.log import (
    Checkpoint,
    Cosignature,
    Ending,
    Leaf,
    LogHead,
    Office,
    Opening,
    SealedOpenings,
    Tile,
)
from safehold.desk.registrar.models.register import (
    Answer,
    Entity,
    Entry,
    Filing,
    Replay,
)

__all__ = [
    "Agreement",
    "Answer",
    "CatchUp",
    "Checkpoint",
    "Cosignature",
    "Ending",
    "Entity",
    "Entry",
    "ExpectedUpdate",
    "Filing",
    "Leaf",
    "LogHead",
    "Notice",
    "Office",
    "Opening",
    "Opinion",
    "Proposal",
    "Replay",
    "SealedOpenings",
    "Tile",
]
