# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a person can report to and who helps, from authorities.yaml.

Telephone numbers age: a page shows `as_of` and asks people to check the number. The emergency number comes
first.
"""

from functools import cache
from typing import Literal

from safehold.catalog.errors import AuthorityUnknown
from safehold.catalog.labels import Bilingual, Confidence, Fact
from safehold.catalog.reading import read_catalog_file

__all__ = [
    "Authorities",
    "Authority",
    "Condition",
    "KnownGap",
    "Matching",
    "Meta",
    "Question",
    "RoutingRule",
    "load_authorities",
]

Kind = Literal["authority", "service", "review"]


class Authority(Fact, frozen=True, kw_only=True):
    """A receiver. `as_of` is None where no dated source was read; `anonymous` None where nothing is known.

    kind: an authority takes reports; a service helps; a review body looks at how others do their work.
    """

    id: str
    name_en: str
    name_fr: str
    kind: Kind
    handles: str
    handles_fr: str
    emergency: bool
    languages: str
    source: str
    as_of: str | None
    confidence: Confidence
    anonymous: bool | Literal["unknown"] | None = None
    contact: str = ""
    give_victim: str = ""
    known_problem: str = ""
    note: str = ""
    status: str = ""
    as_of_note: str = ""
    emergency_note: str = ""
    note_fr: str = ""
    known_problem_fr: str = ""

    @property
    def recipient(self) -> str:
        """What the consent ledger and a referral call it."""
        return f"{'service' if self.kind == 'service' else 'authority'}:{self.id}"

    def name(self, language: str) -> str:
        """The name in French, or in English for every other language."""
        return self.name_fr if language == "fr" else self.name_en

    def what_it_handles(self, language: str) -> str:
        return self.handles_fr if language == "fr" else self.handles

    def notes(self, language: str) -> tuple[str, ...]:
        """What one should know before writing to it."""
        french = language == "fr"
        problem = self.known_problem_fr if french else self.known_problem
        return tuple(text for text in (problem, self.note_fr if french else self.note) if text)


class Question(Bilingual, frozen=True, kw_only=True):
    """What only a caseworker can answer. The code is a flag that conditions name."""

    code: str


class Condition(Fact, frozen=True, kw_only=True):
    """Everything named must fit: all of `flags`, none of `not_flags`, and of each other list any one.

    It speaks of what happened and of who may stand behind it, never of the person whom it happened to.
    """

    urgent: bool = False
    silent: bool = False
    flags: tuple[str, ...] = ()
    not_flags: tuple[str, ...] = ()
    tactics: tuple[str, ...] = ()
    tactic_families: tuple[str, ...] = ()
    actor_types: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()


class RoutingRule(Fact, frozen=True, kw_only=True):
    """When a report goes to which authorities (their ids); `also` holds only under `when_also`.

    `matches` and `also_matches` say the same in codes; one of their conditions must fit.
    """

    id: str
    when: str
    matches: tuple[Condition, ...]
    reason_en: str
    reason_fr: str
    route: tuple[str, ...]
    also: tuple[str, ...] = ()
    when_also: str = ""
    also_matches: tuple[Condition, ...] = ()
    also_reason_en: str = ""
    also_reason_fr: str = ""
    note: str = ""
    note_fr: str = ""

    def reason(self, language: str) -> str:
        """Why, as a sentence in French, or in English for every other language."""
        return self.reason_fr if language == "fr" else self.reason_en

    def also_reason(self, language: str) -> str:
        return self.also_reason_fr if language == "fr" else self.also_reason_en

    def note_in(self, language: str) -> str:
        return self.note_fr if language == "fr" else self.note


class Matching(Fact, frozen=True, kw_only=True):
    """Where the conditions in codes come from, and how far to trust them."""

    source: str
    as_of: str
    confidence: Confidence


class Meta(Fact, frozen=True, kw_only=True):
    """What the list is, and the warning that goes with it."""

    title: str
    warning: str


class KnownGap(Fact, frozen=True, kw_only=True):
    """A shortcoming of the whole system, with its source."""

    fact: str
    source: str
    as_of: str
    confidence: Confidence


class Authorities(Fact, frozen=True, kw_only=True):
    """All receivers and the rules that choose among them."""

    meta: Meta
    authorities: tuple[Authority, ...]
    questions: tuple[Question, ...]
    matching: Matching
    routing_rules: tuple[RoutingRule, ...]
    known_gap: KnownGap

    def authority(self, authority_id: str) -> Authority:
        """The authority of an id; raises AuthorityUnknown."""
        for authority in self.authorities:
            if authority.id == authority_id:
                return authority
        raise AuthorityUnknown("No authority has this id.")

    def of_kind(self, kind: Kind) -> tuple[Authority, ...]:
        return tuple(authority for authority in self.authorities if authority.kind == kind)


@cache
def load_authorities() -> Authorities:
    """Read authorities.yaml, once."""
    return read_catalog_file("authorities.yaml", Authorities)
