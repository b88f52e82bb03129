# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A provision as data: its elements, its logic, the days for which it stands, where it was read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from safehold.core.law.days import Span
from safehold.core.law.errors import ProvisionUnsound
from safehold.core.law.expressions import Expression, elements_of, parse


@dataclass(frozen=True, kw_only=True)
class Element:
    """One fact that a provision asks for. group: what its logic calls a set of elements by."""

    id: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Territory:
    """Which provisions do not reach what happened wholly outside the country."""

    code_prefix: str
    kind: str

    def covers(self, provision: "Provision") -> bool:
        return provision.kind == self.kind and provision.code.startswith(self.code_prefix)


@dataclass(frozen=True, kw_only=True)
class Multiplier:
    """An offence of its own: an indictable offence, committed for a foreign entity (FISI, s. 20.2).

    code: its provision. link: the element that asks for the foreign entity. offence_prefix: of the codes it multiplies.
    """

    code: str
    link: str
    offence_prefix: str

    def covers(self, provision: "Provision") -> bool:
        is_theirs = provision.code.startswith(self.offence_prefix)
        return is_theirs and provision.kind == "offence" and provision.is_indictable


@dataclass(frozen=True, kw_only=True, eq=False)
class Provision:
    """One version of one provision. applies_from, applies_to: both included; none where the catalogue sets no end.

    summary_months: within how many months of the events it may be prosecuted summarily. is_indictable: whether it
    is, or may be, prosecuted by indictment. enhanced_logic: of its graver form, where it has one.
    Raises ExpressionBroken, ProvisionUnsound.
    """

    code: str
    kind: str
    elements: tuple[Element, ...]
    logic: str
    as_of: date
    is_confirmed: bool
    applies_from: date | None = None
    applies_to: date | None = None
    summary_months: int | None = None
    is_indictable: bool = False
    enhanced_logic: str = ""
    expression: Expression = field(init=False, repr=False)
    enhanced: Expression | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.applies_from and self.applies_to and self.applies_to < self.applies_from:
            raise ProvisionUnsound(f"{self.code} ends before it begins.")
        repeated = [id_ for id_, times in Counter(each.id for each in self.elements).items() if times > 1]
        if repeated:
            raise ProvisionUnsound(f"{self.code} has an element twice: {repeated[0]}.")
        groups: dict[str, list[str]] = defaultdict(list)
        for each in self.elements:
            if each.group:
                groups[each.group].append(each.id)
        short = {each.id.rpartition("-")[2]: each.id for each in self.elements}
        graver = parse(self.enhanced_logic, short, groups) if self.enhanced_logic else None
        object.__setattr__(self, "expression", parse(self.logic, short, groups))
        object.__setattr__(self, "enhanced", graver)

    def stands_on_some_day_of(self, span: Span) -> bool:
        return (self.applies_from or date.min) <= span.last and span.first <= (self.applies_to or date.max)

    def stands_throughout(self, span: Span) -> bool:
        return (self.applies_from or date.min) <= span.first and span.last <= (self.applies_to or date.max)

    @property
    def unused(self) -> tuple[str, ...]:
        """Elements that are asked but that the logic does not name: they inform."""
        named = elements_of(self.expression) | (elements_of(self.enhanced) if self.enhanced else frozenset())
        return tuple(each.id for each in self.elements if each.id not in named)


@dataclass(frozen=True)
class Law:
    """All provisions, and what holds for all. Raises ProvisionUnsound when a code or an element stands twice."""

    provisions: tuple[Provision, ...]
    territory: Territory
    multiplier: Multiplier

    def __post_init__(self) -> None:
        codes = [each.code for each in self.provisions]
        ids = [element.id for each in self.provisions for element in each.elements]
        for named in (codes, ids):
            repeated = [name for name, times in Counter(named).items() if times > 1]
            if repeated:
                raise ProvisionUnsound(f"{repeated[0]} stands twice.")
        if self.multiplier.code not in codes or self.multiplier.link not in ids:
            raise ProvisionUnsound("The multiplier names what is not there.")

    @cached_property
    def element_ids(self) -> frozenset[str]:
        return frozenset(element.id for each in self.provisions for element in each.elements)

    @cached_property
    def by_code(self) -> Mapping[str, Provision]:
        return {each.code: each for each in self.provisions}


def stale(provisions: Iterable[Provision], today: date, *, oldest_days: int) -> list[Provision]:
    """Return those whose text was read longer ago than so many days."""
    return [each for each in provisions if (today - each.as_of).days > oldest_days]
