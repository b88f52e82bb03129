# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to items: `rows`, what stands in the clear; `contents`, what is sealed, opened; `bytes`."""

from safehold.desk.evidence.queries.contents import (
    OpenedItem,
    OpenedReading,
    OpenedStep,
    list_copies,
    list_steps,
    open_details,
    open_document,
    open_item,
    open_items,
    open_reading,
)
from safehold.desk.evidence.queries.handing_over import (
    ShownHandOver,
    list_hand_overs,
    outgoing_heads,
    outgoing_item,
    outgoing_stamps,
)
from safehold.desk.evidence.queries.records import name_items
from safehold.desk.evidence.queries.rows import (
    access_item,
    as_head,
    list_custody,
    list_ended_names,
    list_heads,
    list_items,
    list_stored_names,
    list_untaken,
    which_held,
)
from safehold.desk.evidence.queries.sealed_bytes import open_bytes
from safehold.desk.evidence.queries.searched import texts_of_item, texts_of_reading
from safehold.desk.evidence.queries.stamps import (
    ShownStamp,
    count_waiting,
    has_unrecorded_stamps,
    hash_response,
    list_given,
    list_missing_roots,
    list_stamps,
    list_unrecorded_stamps,
    misses_stamps,
    read_given,
    text_of,
)

__all__ = [
    "OpenedItem",
    "OpenedReading",
    "OpenedStep",
    "ShownHandOver",
    "ShownStamp",
    "access_item",
    "as_head",
    "count_waiting",
    "has_unrecorded_stamps",
    "hash_response",
    "list_copies",
    "list_custody",
    "list_ended_names",
    "list_given",
    "list_hand_overs",
    "list_heads",
    "list_items",
    "list_missing_roots",
    "list_stamps",
    "list_steps",
    "list_stored_names",
    "list_unrecorded_stamps",
    "list_untaken",
    "misses_stamps",
    "name_items",
    "open_bytes",
    "open_details",
    "open_document",
    "open_item",
    "open_items",
    "open_reading",
    "outgoing_heads",
    "outgoing_item",
    "outgoing_stamps",
    "read_given",
    "text_of",
    "texts_of_item",
    "texts_of_reading",
    "which_held",
]
