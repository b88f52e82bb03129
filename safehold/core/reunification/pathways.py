# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who qualifies, which papers each person needs, and which grounds may be named; and all of it together."""

from safehold.core.reunification.ages import is_child, lock_age
from safehold.core.reunification.clocks import deadlines
from safehold.core.reunification.entities import (
    Assessment,
    Book,
    CriterionFound,
    DocumentNeed,
    Eligibility,
    Facts,
    Known,
    Pathway,
    Role,
)
from safehold.core.reunification.fees import fee_lines, totals


def assess(book: Book, facts: Facts) -> Assessment:
    """All that follows from the facts. Raises KeyError for a pathway that the book has not (see read_facts)."""
    lines = fee_lines(book, facts)
    used = dict.fromkeys((facts.pathway, *(each.pathway for each in facts.people if each.pathway)))
    return Assessment(
        eligibility=tuple(_eligible(book.pathways[each], facts) for each in used),
        ages=tuple(lock_age(facts, each) for each in facts.people if is_child(facts, each)),
        deadlines=deadlines(book, facts),
        fees=lines,
        totals=totals(lines),
        documents=documents(book, facts),
        grounds=tuple(dict.fromkeys(ground for each in used for ground in book.pathways[each].grounds)),
    )


def compare(book: Book, facts: Facts) -> tuple[Eligibility, ...]:
    """What the same answers say of every pathway, side by side."""
    return tuple(_eligible(each, facts) for each in book.pathways.values())


def _eligible(pathway: Pathway, facts: Facts) -> Eligibility:
    found = [
        CriterionFound(each.id, _excluded(facts.answers.get(each.id), each.bars)) for each in pathway.criteria
    ]
    if pathway.closes:
        found.append(CriterionFound("closed", _closed(pathway, facts)))
    results = {each.excluded for each in found}
    if Known.YES in results:
        return Eligibility(pathway.id, Known.YES, tuple(found))
    excluded = Known.NO if results == {Known.NO} else Known.UNKNOWN
    return Eligibility(pathway.id, excluded, tuple(found))


def _excluded(answer: bool | None, bars: bool) -> Known:
    if answer is None:
        return Known.UNKNOWN
    return Known.YES if answer is bars else Known.NO


def _closed(pathway: Pathway, facts: Facts) -> Known:
    """Whether the application came, or would come, after the pathway's last day."""
    asked = facts.dates.get("application") or facts.dates.get("today")
    if asked is None or pathway.closes is None:
        return Known.UNKNOWN
    if asked.last <= pathway.closes:
        return Known.NO
    return Known.YES if pathway.closes < asked.first else Known.UNKNOWN


def documents(book: Book, facts: Facts) -> tuple[DocumentNeed, ...]:
    """Per person; a declaration may stand for papers where it is not known to be safe to ask the state for them."""
    needs = []
    has_dna_request = {each.person for each in facts.events if each.kind == "dna_requested"}
    for person in facts.people:
        if person.role is Role.SPONSOR:
            continue
        for id_ in book.pathways[facts.pathway_of(person)].documents:
            if id_ == "doc-altid" and person.may_ask_state:
                continue
            if id_ == "doc-travel" and person.has_passport:
                continue
            needs.append(DocumentNeed(id_, person.id, is_alternative=id_ != "doc-core"))
        if has_dna_request & {person.id, ""}:
            needs.append(DocumentNeed("doc-dna", person.id, is_alternative=True))
    return tuple(needs)
