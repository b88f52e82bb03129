# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Families reunited: what is known, and what follows from it. The words are the catalogue's; here stand codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from safehold.core.law import Span

UncertainDate = Span
"""Between a first and a last day, both included. What is not known at all is absent."""


class Role(StrEnum):
    """A person's place in the file. A sponsor is in Canada already; a principal is who the application is about."""

    SPONSOR = "sponsor"
    PRINCIPAL = "principal"
    PARTNER = "partner"
    CHILD = "child"
    OTHER = "other"


class Known(StrEnum):
    """What the facts say, when they need not say anything."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class State(StrEnum):
    """MET and MISSED only where every possible day says so. A bar that is over is MET.

    MISSED: its last day is past, and nothing is recorded that met it.
    """

    OPEN = "open"
    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Ends(StrEnum):
    """What a day means: something must be done by it, a bar lasts through it, or something may be asked after it."""

    LAST_DAY = "last_day"
    BAR = "bar"
    FROM = "from"


@dataclass(frozen=True, kw_only=True)
class Person:
    """id: the file's own word, never a name. pathway: of this person, where it is not the family's."""

    id: str
    role: Role
    born: UncertainDate | None = None
    is_abroad: bool | None = None
    pathway: str = ""
    has_partner: bool | None = None
    depends_since_before_22: bool | None = None
    has_passport: bool | None = None
    may_ask_state: bool | None = None


@dataclass(frozen=True)
class Relation:
    """`person` is the `kind` of `to`."""

    person: str
    to: str
    kind: str
    is_proved: bool = False


@dataclass(frozen=True)
class Event:
    """What happened to one person, or to the family (person ""); it may happen again."""

    kind: str
    when: UncertainDate | None = None
    person: str = ""


@dataclass(frozen=True)
class ConfirmedExemption:
    """Somebody has it in writing that this fee is not asked of this person."""

    fee: str
    person: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """answers: by a criterion's id, yes or no; what is absent is unknown."""

    pathway: str
    people: tuple[Person, ...]
    relations: tuple[Relation, ...] = ()
    dates: Mapping[str, UncertainDate] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)
    exemptions: tuple[ConfirmedExemption, ...] = ()

    def pathway_of(self, person: Person) -> str:
        return person.pathway or self.pathway


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """rule: the catalogue's id. due: the text date; None while a date in `needs` is not known."""

    rule: str
    part: str
    person: str
    ends: Ends
    due: UncertainDate | None
    state: State
    needs: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    alert_days: tuple[int, ...] = ()
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class AgeLock:
    """On which day a child's age is taken, and whether it is a dependent child then."""

    person: str
    rule: str
    locked: UncertainDate | None
    under_22: Known
    is_dependent: Known
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FeeLine:
    """least and most: in dollars; None where no published amount is known. An estimate is never in a total."""

    fee: str
    person: str
    least: int | None
    most: int | None
    exempt_by: str = ""
    estimate: int | None = None
    waivable_by: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def is_exempt(self) -> bool:
        return bool(self.exempt_by)


@dataclass(frozen=True)
class Totals:
    """What is due; and what would be, were everything remitted that the law can remit by that route."""

    least: int
    most: int
    without_amount: tuple[str, ...]
    when_waived: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class CriterionFound:
    """excluded: YES where the answer excludes; UNKNOWN while nobody has answered."""

    criterion: str
    excluded: Known


@dataclass(frozen=True)
class Eligibility:
    """excluded: YES by one criterion, NO by the answers to all, UNKNOWN between."""

    pathway: str
    excluded: Known
    criteria: tuple[CriterionFound, ...]


@dataclass(frozen=True)
class DocumentNeed:
    """alternative: may stand for another paper, where asking the state for that one is not safe or not possible."""

    document: str
    person: str
    is_alternative: bool = False


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """All that follows from the facts."""

    eligibility: tuple[Eligibility, ...]
    ages: tuple[AgeLock, ...]
    deadlines: tuple[Deadline, ...]
    fees: tuple[FeeLine, ...]
    totals: Totals
    documents: tuple[DocumentNeed, ...]
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class Fee:
    """amounts: by slot ("", "principal", "partner" or "child"), since when, and how much; None: not published."""

    id: str
    amounts: Mapping[str, tuple[tuple[date, int | None], ...]]
    estimates: Mapping[str, int]
    family_most: int | None = None


@dataclass(frozen=True)
class Criterion:
    """bars: the answer that excludes."""

    id: str
    bars: bool


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """fees: those that it asks. exempt: by fee, the exemption that lifts it from all its people.

    waived_by: by fee, the routes other than remission. closes: its last day.
    """

    id: str
    criteria: tuple[Criterion, ...] = ()
    fees: tuple[str, ...] = ()
    exempt: Mapping[str, str] = field(default_factory=dict)
    waived_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grounds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    closes: date | None = None
    are_fees_known: bool = True


@dataclass(frozen=True)
class Rule:
    """What the catalogue says of one deadline."""

    id: str
    is_confirmed: bool
    alert_days: tuple[int, ...] = ()


@dataclass(frozen=True)
class Book:
    """The catalogue, as the rules take it."""

    pathways: Mapping[str, Pathway]
    rules: Mapping[str, Rule]
    fees: Mapping[str, Fee]
