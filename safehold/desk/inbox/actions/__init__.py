# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How sealed things arrive and become cases. Collecting and withdrawing need no key; opening and filing
do."""

from safehold.desk.inbox.actions.arriving import Filed, file_arrivals
from safehold.desk.inbox.actions.collecting import Collected, collect
from safehold.desk.inbox.actions.decoys import plant_decoy
from safehold.desk.inbox.actions.ending import announce_file, end_files, settle_files, sweep_files
from safehold.desk.inbox.actions.forgetting import (
    Forgotten,
    delete_files,
    forget_file,
    forget_late_files,
    forget_reports,
    set_aside_late,
)
from safehold.desk.inbox.actions.forwarding import forward_arrivals, move_reports
from safehold.desk.inbox.actions.opening import open_envelope, record_listing
from safehold.desk.inbox.actions.releasing import Held, note_held, release
from safehold.desk.inbox.actions.retiring import retire_keys
from safehold.desk.inbox.actions.withdrawing import apply_withdrawals
from safehold.desk.inbox.at_filing import register as register_at_filing
from safehold.desk.inbox.named_keys import register as register_named_keys

__all__ = [
    "Collected",
    "Filed",
    "Forgotten",
    "Held",
    "announce_file",
    "apply_withdrawals",
    "collect",
    "delete_files",
    "end_files",
    "file_arrivals",
    "forget_file",
    "forget_late_files",
    "forget_reports",
    "forward_arrivals",
    "move_reports",
    "note_held",
    "open_envelope",
    "plant_decoy",
    "record_listing",
    "register_at_filing",
    "register_named_keys",
    "release",
    "retire_keys",
    "set_aside_late",
    "settle_files",
    "sweep_files",
]
