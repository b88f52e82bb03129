# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to rows. `coalition`: who receives; `mailboxes`: what a receipt or an address for files leads
to; `crossing`: what the desk asks for."""

from safehold.public.reporting.queries.coalition import Coalition, Desk, load_coalition
from safehold.public.reporting.queries.crossing import (
    Waiting,
    count_unreadable,
    count_waiting,
    find_newest_list_versions,
    list_collected_envelope_ids,
    list_collected_file_ids,
    list_collected_withdrawals,
    list_kept_lists,
    list_key_ids,
    list_lists,
    list_mailbox_ids,
    list_reply_ids,
    list_stored_names,
    list_uncollected_envelopes,
    list_uncollected_files,
    list_uncollected_withdrawals,
    newest_day,
    oldest_waiting_day,
)
from safehold.public.reporting.queries.mailboxes import (
    access_grant,
    access_mailbox,
    check_binding,
    count_files,
    find_mailbox,
    list_withdrawn,
)
from safehold.public.reporting.queries.replies import Answers, read_replies

__all__ = [
    "Answers",
    "Coalition",
    "Desk",
    "Waiting",
    "access_grant",
    "access_mailbox",
    "check_binding",
    "count_files",
    "count_unreadable",
    "count_waiting",
    "find_mailbox",
    "find_newest_list_versions",
    "list_collected_envelope_ids",
    "list_collected_file_ids",
    "list_collected_withdrawals",
    "list_kept_lists",
    "list_key_ids",
    "list_lists",
    "list_mailbox_ids",
    "list_reply_ids",
    "list_stored_names",
    "list_uncollected_envelopes",
    "list_uncollected_files",
    "list_uncollected_withdrawals",
    "list_withdrawn",
    "load_coalition",
    "newest_day",
    "oldest_waiting_day",
    "read_replies",
]
