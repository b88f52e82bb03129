# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the office: what a leaf says, what is withheld, who may decide, and when something is late. Pure."""

from safehold.desk.registrar.rules.drafts import Draft, draft_leaf, split_openings
from safehold.desk.registrar.rules.replays import (
    Change,
    entry_id_of,
    plan_replay,
    registrant_id_of,
)
from safehold.desk.registrar.rules.snapshots import Snapshot, read_snapshot

__all__ = [
    "Change",
    "Draft",
    "Snapshot",
    "draft_leaf",
    "entry_id_of",
    "plan_replay",
    "read_snapshot",
    "registrant_id_of",
    "split_openings",
]
