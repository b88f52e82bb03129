# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking away what is no longer shown: the openings go at once, and with them every word by which they were found.

The log keeps its leaves, and every checkpoint stays as true as it was.
"""

from __future__ import annotations

from collections.abc import Mapping

from safehold.core import tlog
from safehold.core.envelopes import canonical_json, read_canonical_json
from safehold.public.register.actions.showing import retell
from safehold.public.register.models import Leaf, Withheld

TAKING_AWAY = ("withholding", "redaction")


def take_away(index: int, leaf: tlog.Leaf, openings: Mapping[str, tlog.Opening]) -> int:
    """Delete the openings that a leaf withholds, in the caller's transaction; return from how many leaves."""
    names = tlog.withheld_names(leaf, openings)
    rows = list(Leaf.objects.filter(index__in=leaf.about, index__lt=index))
    gone = {
        row.index: [name for name in names if name in tlog.read_leaf(bytes(row.content)).fields]
        for row in rows
    }
    with retell({row.entry_id for row in rows if row.entry_id}):
        for row in rows:
            kept = {
                name: document
                for name, document in read_canonical_json(bytes(row.openings)).items()
                if name not in gone[row.index]
            }
            Leaf.objects.filter(index=row.index).update(openings=canonical_json(kept))
        Withheld.objects.bulk_create(
            [Withheld(leaf_id=each, name=name, by_id=index) for each, names in gone.items() for name in names]
        )
    return len(rows)
