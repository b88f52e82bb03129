# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the register has published about a registrant's entries, and what they may answer to it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from safehold.public.register.errors import FilingUnknown
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.models.filings import FilingKind
from safehold.public.register.models.published import Entry, Leaf
from safehold.public.register.queries.filings import list_entries
from safehold.public.register.queries.tiles import count_covered

KINDS = {
    "notice": (FilingKind.REPRESENTATION, FilingKind.REPLY),
    "decision": (FilingKind.REPLY,),
    "agreement": (FilingKind.REPLY,),
}
"""A notice may be answered with representations before it is decided on; a reply may stand beside each of them."""
MOST = 50


@dataclass(frozen=True)
class Answerable:
    """One published notice or decision, with the kinds of answer to it."""

    index: int
    kind: str
    on: date
    leaf: Leaf
    answers: tuple[FilingKind, ...]


def list_answerable(registrant: Registrant) -> list[Answerable]:
    """Notices, decisions and agreements about the registrant's entries, the newest first."""
    entries = list_entries(registrant)
    if not entries:
        return []
    entities = set(Entry.objects.filter(pk__in=entries).values_list("registrant_id", flat=True))
    about = Q(entry_id__in=entries) | Q(entry_id=None, registrant_id__in=entities)
    rows = Leaf.objects.filter(about, kind__in=KINDS, index__lt=count_covered()).defer("openings")
    return [
        Answerable(row.index, row.kind, row.on, row, KINDS[row.kind])
        for row in rows.order_by("-index")[:MOST]
    ]


def access_answerable(registrant: Registrant, index: int, kind: str) -> Answerable:
    """Return one that this registrant may answer in this way; raises FilingUnknown."""
    for each in list_answerable(registrant):
        if each.index == index and kind in each.answers:
            return each
    raise FilingUnknown
