# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What follows from a file's facts today: clocks, fees, papers, and the same for every other way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from safehold.catalog.reunification import load_book, load_reunification
from safehold.core import reunification as rules_of
from safehold.core.reunification import Assessment, Deadline, Eligibility
from safehold.desk.families.rules import Contents, NeededPaper, facts_of, list_papers


@dataclass(frozen=True)
class Alternative:
    """One way, as the same facts would have it. is_chosen: by a person, with reasons."""

    pathway: str
    eligibility: Eligibility
    assessment: Assessment | None
    is_chosen: bool

    @property
    def are_fees_known(self) -> bool:
        """Whether the catalogue says what this way costs: nothing written is not nothing due."""
        return load_book().pathways[self.pathway].are_fees_known

    @property
    def next_deadline(self) -> Deadline | None:
        """The first day that is not over."""
        if self.assessment is None:
            return None
        open_ones = (each for each in self.assessment.deadlines if each.due and each.state == "open")
        return next(iter(open_ones), None)


def assess_file(contents: Contents, today: date) -> Assessment | None:
    """Return what follows; None while there is nobody in the file, or no way was chosen. Raises FactsUnsound."""
    book = load_book()
    facts = facts_of(book, contents, today)
    return None if facts is None else rules_of.assess(book, facts)


def compare_pathways(contents: Contents, today: date) -> list[Alternative]:
    """Return every way with the same people in it, none left out: the chosen one first. Raises FactsUnsound."""
    book, found = load_book(), []
    for id_ in book.pathways:
        facts = facts_of(book, contents, today, pathway=id_)
        if facts is None:
            return []
        assessment = rules_of.assess(book, facts)
        eligibility = next(each for each in assessment.eligibility if each.pathway == id_)
        found.append(Alternative(id_, eligibility, assessment, id_ == contents.pathway))
    return sorted(found, key=lambda each: not each.is_chosen)


def are_fees_known(contents: Contents) -> bool:
    """Whether the catalogue says what every way costs that somebody in the file goes."""
    book = load_book()
    used = {contents.pathway, *(each.pathway for each in contents.people)} & set(book.pathways)
    return all(book.pathways[each].are_fees_known for each in used)


def list_needed_papers(contents: Contents, assessment: Assessment | None) -> list[NeededPaper]:
    """Return the checklist of a file."""
    return list_papers(contents, assessment.documents if assessment else (), _items_of)


def _items_of(document: str) -> Sequence[str]:
    found = load_reunification().find(document)
    return getattr(found, "items", ())
