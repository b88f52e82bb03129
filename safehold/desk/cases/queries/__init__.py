# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to cases. `rows`: which cases a member sees; `contents`: what is sealed in them, once opened."""

from safehold.desk.cases.queries.contents import (
    OpenedCase,
    OpenedFile,
    OpenedMessage,
    OpenedNote,
    OpenedReport,
    fields_of,
    open_contents,
    open_reports,
    open_titles,
)
from safehold.desk.cases.queries.renewals import RenewalProgress, show_renewal
from safehold.desk.cases.queries.rows import (
    ANY_STATE,
    CaseFilter,
    ListedCase,
    access_case,
    count_by_state,
    describe_cases,
    describe_opened,
    find_case_id,
    find_case_of,
    is_filed,
    list_assignees,
    list_cases,
    list_report_ids,
    list_states,
    next_states,
)
from safehold.desk.cases.queries.told import Told, list_safety, list_told

__all__ = [
    "ANY_STATE",
    "CaseFilter",
    "ListedCase",
    "OpenedCase",
    "OpenedFile",
    "OpenedMessage",
    "OpenedNote",
    "OpenedReport",
    "RenewalProgress",
    "Told",
    "access_case",
    "count_by_state",
    "describe_cases",
    "describe_opened",
    "fields_of",
    "find_case_id",
    "find_case_of",
    "is_filed",
    "list_assignees",
    "list_cases",
    "list_report_ids",
    "list_safety",
    "list_states",
    "list_told",
    "next_states",
    "open_contents",
    "open_reports",
    "open_titles",
    "show_renewal",
]
