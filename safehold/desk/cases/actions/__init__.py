# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done to a case, one function per verb. Nothing else writes to a case."""

from safehold.desk.cases.actions.casework import (
    add_note,
    assign,
    change_state,
    record_listing,
    record_reading,
    rename_case,
    set_triage,
)
from safehold.desk.cases.actions.filing import (
    ArrivedFile,
    ArrivedMessage,
    add_file,
    add_message,
    close_mailbox,
    note_arrival,
    note_read,
    open_case,
)
from safehold.desk.cases.actions.positions import hold_case
from safehold.desk.cases.actions.renewing import hand_over_renewals, renew_handed_over
from safehold.desk.cases.actions.replying import send_reply

__all__ = [
    "ArrivedFile",
    "ArrivedMessage",
    "add_file",
    "add_message",
    "add_note",
    "assign",
    "change_state",
    "close_mailbox",
    "hand_over_renewals",
    "hold_case",
    "note_arrival",
    "note_read",
    "open_case",
    "record_listing",
    "record_reading",
    "rename_case",
    "renew_handed_over",
    "send_reply",
    "set_triage",
]
