# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How sealed things arrive and become cases. Collecting and withdrawing need no key; opening and filing
do."""

from safehold.desk.inbox.actions.arriving import Filed, file_arrivals
from safehold.desk.inbox.actions.collecting import Collected, collect
from safehold.desk.inbox.actions.decoys import plant_decoy
from safehold.desk.inbox.actions.opening import open_envelope, record_listing
from safehold.desk.inbox.actions.releasing import Held, note_held, release
from safehold.desk.inbox.actions.retiring import retire_keys
from safehold.desk.inbox.actions.withdrawing import apply_withdrawals

__all__ = [
    "Collected",
    "Filed",
    "Held",
    "apply_withdrawals",
    "collect",
    "file_arrivals",
    "note_held",
    "open_envelope",
    "plant_decoy",
    "record_listing",
    "release",
    "retire_keys",
]
