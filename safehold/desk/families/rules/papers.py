# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The checklist: which paper each person needs, and where each stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from safehold.core.reunification import DocumentNeed
from safehold.desk.families.rules.contents import Contents, Paper


@dataclass(frozen=True)
class NeededPaper:
    """One line of the checklist. is_listed: the catalogue asks for it now; otherwise somebody kept it from before."""

    person: str
    document: str
    item: str
    is_alternative: bool
    paper: Paper
    is_listed: bool = True

    @property
    def key(self) -> str:
        return self.paper.key


def key_of(document: str, item: str) -> str:
    """Return what a line is kept under: its own words, so that another order of the list moves nothing."""
    return f"{document}-{hashlib.sha256(item.encode()).hexdigest()[:10]}"


def list_papers(
    contents: Contents, needs: Iterable[DocumentNeed], items_of: Callable[[str], Sequence[str]]
) -> list[NeededPaper]:
    """Return the checklist in the order of the rules; what was kept and is asked no more stands last."""
    kept = {(each.key, each.person): each for each in contents.papers}
    found = []
    for need in needs:
        for item in items_of(need.document):
            key = key_of(need.document, item)
            paper = kept.pop((key, need.person), Paper(key=key, person=need.person))
            found.append(NeededPaper(need.person, need.document, item, need.is_alternative, paper))
    left = [NeededPaper(each.person, "", "", False, each, False) for each in kept.values()]
    return found + left
