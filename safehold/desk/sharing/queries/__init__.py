# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to offers and shares. `rows`: which a member sees; `contents`, `threads`: what is sealed in them."""

from safehold.desk.sharing.queries.contents import (
    Choice,
    Content,
    Material,
    OpenedOffer,
    build_content,
    gather,
    open_offers,
)
from safehold.desk.sharing.queries.rows import (
    access_received,
    access_receiver,
    access_sent,
    access_share,
    count_on_their_way,
    is_agreed,
    list_departures,
    list_due_shares,
    list_givers,
    list_key_ids,
    list_papers,
    list_receivers,
    list_sent,
    list_shares,
    list_shares_of,
    list_waiting,
)
from safehold.desk.sharing.queries.threads import OpenedEntry, OpenedShare, key_of, open_share

__all__ = [
    "Choice",
    "Content",
    "Material",
    "OpenedEntry",
    "OpenedOffer",
    "OpenedShare",
    "access_received",
    "access_receiver",
    "access_sent",
    "access_share",
    "build_content",
    "count_on_their_way",
    "gather",
    "is_agreed",
    "key_of",
    "list_departures",
    "list_due_shares",
    "list_givers",
    "list_key_ids",
    "list_papers",
    "list_receivers",
    "list_sent",
    "list_shares",
    "list_shares_of",
    "list_waiting",
    "open_offers",
    "open_share",
]
