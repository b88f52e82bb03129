# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The criteria of an Act as a checklist: what is met on the facts reported, what fails, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from safehold.core.kleene import Answer
from safehold.core.law.expressions import evaluate, parse, reasons_for_no, ways_to_yes
from safehold.core.law.provisions import Provision

JVCFOA, SEMA = "JVCFOA-4", "SEMA-4"
ACTS = (JVCFOA, SEMA)

PARAGRAPHS: dict[str, dict[str, str]] = {
    JVCFOA: {
        "a": "e1 and all(ground_a)",
        "b": "e1 and e3 and (e2 or e7) and any(ground_b)",
        "c": "e1 and any(ground_c)",
        "d": "e1 and any(ground_d)",
    },
    SEMA: {"a": "e1 and e5", "b": "e2 and e5", "c": "e3 and e5", "d": "e4 and e5"},
}
"""Each paragraph of s. 4(2) of the one and s. 4(1.1) of the other, of the elements in the catalogue. Any
one of them is enough: a test holds them together against the provision's own logic."""

ABROAD = "JVCFOA-4-e3"
"""That the victims were in a foreign state. Harassment in Canada alone does not meet it."""


@dataclass(frozen=True)
class Criterion:
    id: str
    answer: Answer


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. failing: the answers that exclude it. open: what would make it out, answered yes."""

    letter: str
    answer: Answer
    elements: tuple[Criterion, ...]
    failing: tuple[str, ...]
    open: tuple[str, ...]


def read_criteria(provision: Provision, answers: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a provision in their order. answers: "yes", "no"; absent or "" is unknown."""
    given = {each.id: answer_of(answers.get(each.id, "")) for each in provision.elements}
    return tuple(
        _paragraph(provision, letter, logic, given) for letter, logic in PARAGRAPHS[provision.code].items()
    )


def answer_of(code: str) -> Answer:
    return {"yes": Answer.YES, "no": Answer.NO}.get(code, Answer.UNKNOWN)


def needs_victims_abroad(provision: Provision, answers: Mapping[str, str]) -> bool:
    """Whether to warn that paragraphs (a) and (b) need victims in a foreign state: nobody has said that they were."""
    return provision.code == JVCFOA and answers.get(ABROAD) != "yes"


def _paragraph(provision: Provision, letter: str, logic: str, given: Mapping[str, Answer]) -> Paragraph:
    short = {each.id.rpartition("-")[2]: each.id for each in provision.elements}
    groups: dict[str, list[str]] = {}
    for each in provision.elements:
        if each.group:
            groups.setdefault(each.group, []).append(each.id)
    expression = parse(logic, short, groups)
    all_yes = frozenset(chain(*ways_to_yes(expression, dict.fromkeys(given, Answer.UNKNOWN))))
    order = [each.id for each in provision.elements]
    answer = evaluate(expression, given)
    return Paragraph(
        letter,
        answer,
        tuple(Criterion(id_, given[id_]) for id_ in order if id_ in all_yes),
        _least(reasons_for_no(expression, given), order) if answer is Answer.NO else (),
        _least(ways_to_yes(expression, given), order) if answer is Answer.UNKNOWN else (),
    )


def _least(ways: frozenset[frozenset[str]], order: list[str]) -> tuple[str, ...]:
    written = [tuple(sorted(way, key=order.index)) for way in ways]
    return min(written, key=lambda way: (len(way), [order.index(id_) for id_ in way]), default=())
