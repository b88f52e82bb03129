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
from safehold.desk.cases.actions.erasing import Erased, erase_cases
from safehold.desk.cases.actions.filing import (
    ArrivedFile,
    ArrivedMessage,
    add_file,
    add_message,
    close_mailbox,
    note_arrival,
    note_read,
    open_case,
    remove_file,
)
from safehold.desk.cases.actions.incidents import (
    ActDraft,
    IncidentDraft,
    add_act,
    add_incident,
    change_act,
    change_incident,
    remove_act,
    remove_incident,
)
from safehold.desk.cases.actions.merging import merge_cases, unmerge_case
from safehold.desk.cases.actions.moving import hold_family, take_over_cases
from safehold.desk.cases.actions.people import (
    add_party,
    change_party,
    merge_parties,
    relate,
    remove_party,
    unmerge_party,
    unrelate,
)
from safehold.desk.cases.actions.positions import hold_case
from safehold.desk.cases.actions.renewing import hand_over_renewals, renew_handed_over
from safehold.desk.cases.actions.replying import send_reply
from safehold.desk.cases.actions.taking_back import backdate_case, put_case_back
from safehold.desk.cases.actions.tampering import report_broken_file, report_tampering
from safehold.desk.cases.actions.walk_in import open_walk_in_case
from safehold.desk.cases.before_erasing import register as register_before_erasing
from safehold.desk.cases.case_pages import register as register_case_page
from safehold.desk.cases.case_pages import register_party_page
from safehold.desk.cases.reply_papers import register as register_reply_papers

__all__ = [
    "ActDraft",
    "ArrivedFile",
    "ArrivedMessage",
    "Erased",
    "IncidentDraft",
    "add_act",
    "add_file",
    "add_incident",
    "add_message",
    "add_note",
    "add_party",
    "assign",
    "backdate_case",
    "change_act",
    "change_incident",
    "change_party",
    "change_state",
    "close_mailbox",
    "erase_cases",
    "hand_over_renewals",
    "hold_case",
    "hold_family",
    "merge_cases",
    "merge_parties",
    "note_arrival",
    "note_read",
    "open_case",
    "open_walk_in_case",
    "put_case_back",
    "record_listing",
    "record_reading",
    "register_before_erasing",
    "register_case_page",
    "register_party_page",
    "register_reply_papers",
    "relate",
    "remove_act",
    "remove_file",
    "remove_incident",
    "remove_party",
    "rename_case",
    "renew_handed_over",
    "report_broken_file",
    "report_tampering",
    "send_reply",
    "set_triage",
    "take_over_cases",
    "unmerge_case",
    "unmerge_party",
    "unrelate",
]
