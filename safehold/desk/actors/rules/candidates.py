# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a screening proposes, as it is kept; and what is new in it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid5

from safehold.desk.actors.rules.screening import MATCH, Finding, Sentence

LIST, CASE = "list", "case"


@dataclass(frozen=True)
class ListedName:
    text: str = field(repr=False)
    script: str = ""
    note: str = ""


@dataclass(frozen=True)
class Listed:
    """What a watch list says of a party: public facts, as they were on the day of the screening."""

    party_id: str
    list_id: str
    list_name: str
    kind: str
    fingerprint: str
    names: tuple[ListedName, ...] = field(default=(), repr=False)
    born: tuple[str, ...] = field(default=(), repr=False)
    countries: tuple[str, ...] = field(default=(), repr=False)
    listed_on: str = ""
    source: str = ""
    remarks: str = field(default="", repr=False)


@dataclass(frozen=True)
class Candidate:
    """A party of a list that may be the actor, and why."""

    listed: Listed
    finding: Finding

    @property
    def about(self) -> str:
        return about_list(self.listed.party_id)

    def as_document(self) -> dict[str, Any]:
        return {"listed": asdict(self.listed), "finding": asdict(self.finding)}

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Candidate:
        listed, finding = dict(document["listed"]), dict(document["finding"])
        listed["names"] = tuple(ListedName(**name) for name in listed["names"])
        listed |= {part: tuple(listed[part]) for part in ("born", "countries")}
        for part in ("reasons", "caveats"):
            finding[part] = tuple(Sentence(*each) for each in finding[part])
        return cls(Listed(**listed), Finding(**finding))


def about_list(party_id: UUID | str) -> str:
    """Return what a decision about a party of a watch list is about."""
    return f"{LIST}:{party_id}"


def about_case(row_id: UUID | str) -> str:
    """Return the same for an actor or a party of another case."""
    return f"{CASE}:{row_id}"


def candidate_id(actor_id: UUID, about: str) -> UUID:
    """Return what stands in an address: it says nothing about who was found."""
    return uuid5(actor_id, about)


def is_decided(decided: Mapping[str, str], about: str, fingerprint: str) -> bool:
    """Whether a person has decided of what it is now. decided: what about -> the fingerprint it had."""
    return decided.get(about) == fingerprint


def list_news(
    before: Iterable[Candidate], now: Iterable[Candidate], decided: Mapping[str, str]
) -> list[Candidate]:
    """Return what somebody has to look at that the screening before did not show: new, or changed since."""
    known = {each.about: each.listed.fingerprint for each in before}
    return [
        each
        for each in now
        if known.get(each.about) != each.listed.fingerprint
        and not is_decided(decided, each.about, each.listed.fingerprint)
    ]


def list_lost(
    before: Iterable[Candidate], now: Iterable[Candidate], verdicts: Mapping[str, str]
) -> list[Candidate]:
    """Return those that a person called a match and that no list proposes any more."""
    here = {each.about for each in now}
    return [each for each in before if each.about not in here and verdicts.get(each.about) == MATCH]
