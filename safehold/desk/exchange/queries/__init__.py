# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is read for tables that come in and cases that go out.

`batches`: the imports of an organisation. `numbers`: by which number it knows a case. `planning`: what an import would
do. `copies`: what goes out. `records`: under the names of the HURIDOCS Events Standard Formats.
"""

from safehold.desk.exchange.queries.batches import (
    SEALED_AS,
    access_batch,
    list_batches,
    list_kept_cases,
    list_stale,
    open_table,
)
from safehold.desk.exchange.queries.copies import Chosen, CopiedCase, choose_cases, classes_of, copy_case
from safehold.desk.exchange.queries.planning import Plan, PlannedRow, Reader, make_vocabulary, plan_batch

__all__ = [
    "SEALED_AS",
    "Chosen",
    "CopiedCase",
    "Plan",
    "PlannedRow",
    "Reader",
    "access_batch",
    "choose_cases",
    "classes_of",
    "copy_case",
    "list_batches",
    "list_kept_cases",
    "list_stale",
    "make_vocabulary",
    "open_table",
    "plan_batch",
]
