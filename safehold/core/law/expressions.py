# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The logic of a provision: `e1 and any(conduct) and (e5 or e6)`, read once, evaluated in three values.

    expression = term { "or" term }        "and" binds closer than "or"
    term       = factor { "and" factor }
    factor     = "(" expression ")" | ("any" | "all") "(" group ")" | element

There is no "not": an expression is monotone. So Kleene's value is the exact one: YES and NO are what every completion
of the unknown answers gives, and UNKNOWN is what they differ in (SPEC.md).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from safehold.core.kleene import Answer, all_of, any_of
from safehold.core.law.errors import ExpressionBroken

WORD = re.compile(r"\s*([A-Za-z0-9_]+|[()])")
OPERATORS = {"and", "or", "any", "all"}
MOST_CHARACTERS = 1000
Ids = frozenset[str]


@dataclass(frozen=True)
class Element:
    """One element, by its id."""

    id: str


@dataclass(frozen=True)
class AllOf:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple["Expression", ...]


Expression = Element | AllOf | AnyOf


def parse(logic: str, elements: Mapping[str, str], groups: Mapping[str, Sequence[str]]) -> Expression:
    """Read a logic expression.

    elements: short name ("e1") to id. groups: name to the ids that carry it. Raises ExpressionBroken.
    """
    reader = _Reader(_words(logic), elements, groups)
    found = reader.expression()
    if reader.peek() is not None:
        raise ExpressionBroken(f"Something is left over at {reader.peek()!r}.")
    return found


def _words(logic: str) -> list[str]:
    if len(logic) > MOST_CHARACTERS:
        raise ExpressionBroken("The expression is too long.")
    words, place = [], 0
    text = logic.rstrip()
    while place < len(text):
        found = WORD.match(text, place)
        if found is None:
            raise ExpressionBroken(f"Not understood from {text[place : place + 20]!r} on.")
        words.append(found[1])
        place = found.end()
    return words


class _Reader:
    def __init__(
        self, words: list[str], elements: Mapping[str, str], groups: Mapping[str, Sequence[str]]
    ) -> None:
        self.words, self.place = words, 0
        self.elements, self.groups = elements, groups

    def peek(self) -> str | None:
        return self.words[self.place] if self.place < len(self.words) else None

    def take(self, wanted: str | None = None) -> str:
        word = self.peek()
        if word is None or (wanted is not None and word != wanted):
            raise ExpressionBroken(f"Expected {wanted or 'more'}, found {word or 'the end'}.")
        self.place += 1
        return word

    def expression(self) -> Expression:
        return self._joined("or", self.term, AnyOf)

    def term(self) -> Expression:
        return self._joined("and", self.factor, AllOf)

    def _joined(
        self,
        operator: str,
        read: Callable[[], Expression],
        join: Callable[[tuple[Expression, ...]], Expression],
    ) -> Expression:
        parts = [read()]
        while self.peek() == operator:
            self.take()
            parts.append(read())
        return parts[0] if len(parts) == 1 else join(tuple(parts))

    def factor(self) -> Expression:
        word = self.take()
        if word == "(":
            found = self.expression()
            self.take(")")
            return found
        if word in ("any", "all") and self.peek() == "(":
            return self._group(AnyOf if word == "any" else AllOf)
        if word in OPERATORS or word not in self.elements:
            raise ExpressionBroken(f"There is no element {word!r}.")
        return Element(self.elements[word])

    def _group(self, join: Callable[[tuple[Expression, ...]], Expression]) -> Expression:
        self.take("(")
        name = self.take()
        self.take(")")
        members = self.groups.get(name)
        if not members:
            raise ExpressionBroken(f"There is no group {name!r}.")
        return join(tuple(Element(id_) for id_ in members))


def elements_of(expression: Expression) -> Ids:
    """Return the ids of the elements that an expression names."""
    if isinstance(expression, Element):
        return frozenset({expression.id})
    return frozenset().union(*(elements_of(part) for part in expression.parts))


def evaluate(expression: Expression, answers: Mapping[str, Answer]) -> Answer:
    """Return Kleene's value; what has no answer is UNKNOWN."""
    if isinstance(expression, Element):
        return answers.get(expression.id, Answer.UNKNOWN)
    join = all_of if isinstance(expression, AllOf) else any_of
    return join(evaluate(part, answers) for part in expression.parts)


def ways_to_yes(expression: Expression, answers: Mapping[str, Answer]) -> frozenset[Ids]:
    """Return the smallest sets of unanswered elements that, answered YES, make the expression YES.

    No set holds another. Empty when a NO stands in the way of all; {frozenset()} when it is YES already.
    """

    def leaf(id_: str) -> frozenset[Ids]:
        given = answers.get(id_, Answer.UNKNOWN)
        if given is Answer.NO:
            return frozenset()
        return frozenset({frozenset() if given is Answer.YES else frozenset({id_})})

    return _ways(expression, AnyOf, leaf)


def reasons_for_no(expression: Expression, answers: Mapping[str, Answer]) -> frozenset[Ids]:
    """Return the smallest sets of NO answers of which each alone makes the expression NO; empty when it is not NO."""

    def leaf(id_: str) -> frozenset[Ids]:
        return frozenset({frozenset({id_})}) if answers.get(id_) is Answer.NO else frozenset()

    return _ways(expression, AllOf, leaf)


def _ways(
    expression: Expression, enough: type[AllOf] | type[AnyOf], leaf: Callable[[str], frozenset[Ids]]
) -> frozenset[Ids]:
    """Return the smallest sets of elements that decide an expression. enough: the join of which one part decides."""
    if isinstance(expression, Element):
        return leaf(expression.id)
    each = [_ways(part, enough, leaf) for part in expression.parts]
    if isinstance(expression, enough):
        return _smallest(way for ways in each for way in ways)
    return _smallest(frozenset().union(*chosen) for chosen in product(*each))


def _smallest(sets: Iterable[Ids]) -> frozenset[Ids]:
    """Leave out every set that holds another."""
    kept: list[Ids] = []
    for one in sorted(set(sets), key=len):
        if not any(other <= one for other in kept):
            kept.append(one)
    return frozenset(kept)
