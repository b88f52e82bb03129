# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done between two organisations, one verb each."""

from safehold.desk.sharing.actions.accepting import accept_offer, read_cover
from safehold.desk.sharing.actions.ending import (
    expire_offers,
    forget_case,
    recall_offer,
    reject_offer,
    return_share,
    sweep,
)
from safehold.desk.sharing.actions.fetching import FetchedFile, fetch_file
from safehold.desk.sharing.actions.indexing import index_shares
from safehold.desk.sharing.actions.offering import Draft, offer_case, refresh_stale
from safehold.desk.sharing.actions.resealing import reseal_due, reseal_share, take_keys
from safehold.desk.sharing.actions.threads import add_entry, mark_work, record_reading
from safehold.desk.sharing.actions.withdrawing import close_withdrawn

__all__ = [
    "Draft",
    "FetchedFile",
    "accept_offer",
    "add_entry",
    "close_withdrawn",
    "expire_offers",
    "fetch_file",
    "forget_case",
    "index_shares",
    "mark_work",
    "offer_case",
    "read_cover",
    "recall_offer",
    "record_reading",
    "refresh_stale",
    "reject_offer",
    "reseal_due",
    "reseal_share",
    "return_share",
    "sweep",
    "take_keys",
]
