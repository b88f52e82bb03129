# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of a dossier as plain data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

NAMED, ALIAS, LEFT_OUT = "named", "alias", "left-out"
SHOWN_AS = (NAMED, ALIAS, LEFT_OUT)
"""How a witness stands in what leaves."""

RELIABILITIES = ("reliable", "fairly", "doubtful", "unknown")
CREDIBILITIES = ("confirmed", "probable", "possible", "doubtful", "unknown")


@dataclass(frozen=True)
class Position:
    """A post that somebody holds or held. when: in the words of whoever wrote it."""

    post: str
    body: str = ""
    when: str = ""
    edtf: str = ""
    source: str = ""


@dataclass(frozen=True)
class Subject:
    """Whom the dossier is about. names: (text, ISO 15924 script). is_body: an organisation, not a person."""

    id: str
    names: tuple[tuple[str, str], ...] = field(repr=False)
    is_body: bool = False
    born: str = field(default="", repr=False)
    countries: tuple[str, ...] = ()
    positions: tuple[Position, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Exhibit:
    """One piece of evidence. number: never given twice in a dossier. origin: what it goes back to in the end; two
    exhibits of one origin are one source. item: of the case's evidence, or ""."""

    id: str
    number: int
    name: str = field(repr=False)
    about: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    origin: str = field(default="", repr=False)
    reliability: str = "unknown"
    credibility: str = "unknown"
    item: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Claim:
    """One thing the dossier says. elements: of the criteria it supports. exhibits: ids. incident: of the case."""

    id: str
    words: str = field(repr=False)
    is_key: bool = True
    elements: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    incident: str = ""


@dataclass(frozen=True)
class Contrary:
    """Evidence that speaks against it, and why the dossier says what it says all the same."""

    id: str
    words: str = field(repr=False)
    weighed: str = field(repr=False)


@dataclass(frozen=True)
class Witness:
    """Somebody whose words are used. subject: of the consent ledger, or "" for somebody it does not know."""

    id: str
    name: str = field(repr=False)
    alias: str = field(repr=False)
    shown: str = ALIAS
    subject: str = ""


@dataclass(frozen=True)
class Parts:
    """All that people wrote of a dossier. answers: element id -> yes or no. looked: what was done to find what speaks
    against it. next_number: of the next exhibit. is_exercise: the subject is invented."""

    title: str = field(default="", repr=False)
    summary: str = field(default="", repr=False)
    answers: Mapping[str, str] = field(default_factory=dict)
    looked: str = field(default="", repr=False)
    claims: tuple[Claim, ...] = field(default=(), repr=False)
    exhibits: tuple[Exhibit, ...] = field(default=(), repr=False)
    contrary: tuple[Contrary, ...] = field(default=(), repr=False)
    witnesses: tuple[Witness, ...] = field(default=(), repr=False)
    next_number: int = 1
    is_exercise: bool = False

    def as_document(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Parts":
        rows = {name: tuple(_row(kind, each) for each in document[name]) for name, kind in KINDS.items()}
        return cls(**{**document, **rows})


KINDS: dict[str, type[Any]] = {
    "claims": Claim,
    "exhibits": Exhibit,
    "contrary": Contrary,
    "witnesses": Witness,
}


def _row(kind: type[Any], each: Mapping[str, Any]) -> Any:
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in each.items()})


def texts_of(parts: Parts) -> tuple[str, ...]:
    """Return every text that leaves with a dossier, but for the names of witnesses."""
    claims = (each.words for each in parts.claims)
    exhibits = (text for each in parts.exhibits for text in (each.name, each.about, each.source, each.origin))
    contrary = (text for each in parts.contrary for text in (each.words, each.weighed))
    return (parts.title, parts.summary, parts.looked, *claims, *exhibits, *contrary)
