# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a family's file holds, as it is sealed: families.file/1. Everything here is somebody's, and nothing is in the
clear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

DO_NOT_CONTACT = "do-not"
CONTACTS = (DO_NOT_CONTACT, "ask-first", "through-family", "safe-way")
"""How somebody may be reached. Until somebody has asked them: not at all."""
RELATIONS = ("partner", "child", "adopted", "parent", "grandparent", "sibling", "other")
PAPER_STATES = ("missing", "asked", "have", "sent", "unsafe", "not-needed")
OBSTACLES = ("exit-ban", "passport", "refused", "detained", "unreachable", "money", "other")
TAKES_PASSPORT_OR_BARS_EXIT = ("exit-ban", "passport")
ARRIVED = "arrived"
LONGEST_LINE, LONGEST_WORDS, MOST_RELATIVES = 300, 10_000, 60


@dataclass(frozen=True, kw_only=True)
class Relative:
    """One person of the file; a sponsor is one of them. born: a day, a month, a year or a span, as it is known.

    place: where they are. safety: what is safe there. contact: how they may be reached.
    """

    id: str
    name: str = field(default="", repr=False)
    role: str = "other"
    born: str = field(default="", repr=False)
    is_abroad: bool | None = None
    pathway: str = ""
    has_partner: bool | None = None
    depends_since_before_22: bool | None = None
    has_passport: bool | None = None
    may_ask_state: bool | None = None
    place: str = field(default="", repr=False)
    safety: str = field(default="", repr=False)
    contact: str = DO_NOT_CONTACT


@dataclass(frozen=True, kw_only=True)
class Link:
    """`person` is the `kind` of `to`. proof: what proves it, or would."""

    id: str
    person: str = ""
    to: str = ""
    kind: str = "other"
    is_proved: bool = False
    proof: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that starts a clock or ends one. person "": the whole family."""

    id: str
    kind: str = ""
    when: str = field(default="", repr=False)
    person: str = ""
    words: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Where one paper of one person stands. key: of the checklist. evidence: ids of items of the case."""

    key: str
    person: str
    state: str = "missing"
    words: str = field(default="", repr=False)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stage:
    """stage: the catalogue's, or "arrived". on: a day, or "" while nobody knows it."""

    id: str
    stage: str = ""
    on: str = ""
    words: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """What stands in the way. incident: where it is told in the case. is_over: it is not in the way any more."""

    id: str
    kind: str = "other"
    on: str = ""
    person: str = ""
    words: str = field(default="", repr=False)
    incident: str = ""
    is_over: bool = False


PART_KINDS: dict[str, type[Any]] = {
    "people": Relative,
    "relations": Link,
    "events": Happening,
    "stages": Stage,
    "obstacles": Obstacle,
}


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A whole file. dates: of the family, by the name of the rules. answers: by criterion. exemptions: (fee, person).

    clocks: which kept deadline a clock is, so that its alerts go on when its day moves.
    """

    title: str = field(default="", repr=False)
    pathway: str = ""
    reasons: str = field(default="", repr=False)
    people: tuple[Relative, ...] = ()
    relations: tuple[Link, ...] = ()
    events: tuple[Happening, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict, repr=False)
    answers: Mapping[str, bool] = field(default_factory=dict)
    exemptions: tuple[tuple[str, str], ...] = ()
    papers: tuple[Paper, ...] = ()
    stages: tuple[Stage, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    clocks: Mapping[str, str] = field(default_factory=dict)

    def as_document(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Contents:
        """Return what `as_document` gave."""
        kept = {each.name: document[each.name] for each in fields(cls) if each.name in document}
        for name, kind in {**PART_KINDS, "papers": Paper}.items():
            kept[name] = tuple(_row(kind, each) for each in kept.get(name, ()))
        kept["exemptions"] = tuple((fee, person) for fee, person in kept.get("exemptions", ()))
        return cls(**kept)

    def person(self, id_: str) -> Relative | None:
        return next((each for each in self.people if each.id == id_), None)


def _row(kind: type[Any], document: Mapping[str, Any]) -> Any:
    known = {each.name for each in fields(kind)}
    kept = {name: tuple(value) if isinstance(value, list) else value for name, value in document.items()}
    return kind(**{name: value for name, value in kept.items() if name in known})
