# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only place that writes. `sending`: reports and later words; `files`; `mailboxes`: what a person takes
back or closes; `crossing`: what the desk marks and delivers; `sweeping`: what nobody needs any more."""

from safehold.public.reporting.actions.crossing import (
    ask_again,
    delete_collected,
    end_mailbox,
    forget_list,
    forget_lists_besides,
    mark_envelope_collected,
    mark_file_collected,
    mark_withdrawal_collected,
    store_list,
    store_reply,
)
from safehold.public.reporting.actions.files import KeptFile, begin_upload, check_room, keep_file
from safehold.public.reporting.actions.mailboxes import close_mailbox, note_use, withdraw
from safehold.public.reporting.actions.messages import add_message
from safehold.public.reporting.actions.sending import Arrival, Outcome, submit_report
from safehold.public.reporting.actions.sweeping import sweep_orphans

__all__ = [
    "Arrival",
    "KeptFile",
    "Outcome",
    "add_message",
    "ask_again",
    "begin_upload",
    "check_room",
    "close_mailbox",
    "delete_collected",
    "end_mailbox",
    "forget_list",
    "forget_lists_besides",
    "keep_file",
    "mark_envelope_collected",
    "mark_file_collected",
    "mark_withdrawal_collected",
    "note_use",
    "store_list",
    "store_reply",
    "submit_report",
    "sweep_orphans",
    "withdraw",
]
