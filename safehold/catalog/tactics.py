# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tactics of transnational repression: codes, labels, sources and triage levels, from tactics.yaml."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from safehold.catalog.errors import TacticUnknown
from safehold.catalog.labels import Bilingual, CodedLabel, Confidence, Fact
from safehold.catalog.reading import read_catalog_file

__all__ = ["Family", "Source", "Tactic", "Tactics", "Triage", "is_urgent", "load_tactics"]

Triage = Literal["urgent", "elevated", "routine"]


class Source(Fact, frozen=True, kw_only=True):
    """A publication that a tactic is taken from. `date` is as precise as the source states it."""

    title: str
    date: str
    url: str = ""
    fr: str = ""


class Tactic(Bilingual, frozen=True, kw_only=True):
    """One tactic. `source` holds keys of Tactics.sources; only codes of the family OTH have none."""

    code: str
    triage: Triage
    definition: str
    source: tuple[str, ...]
    confidence: Confidence
    physical: bool = False
    proxy: bool = False


class Family(CodedLabel, frozen=True, kw_only=True):
    """Tactics of one sort; their codes begin with the family's."""

    tactics: tuple[Tactic, ...]


class Tactics(Fact, frozen=True, kw_only=True):
    """The whole scheme, with attribution levels (A0 to A4) and actor types."""

    version: str
    scheme: str
    languages: tuple[str, ...]
    sources: dict[str, Source]
    families: tuple[Family, ...]
    attribution_level: tuple[CodedLabel, ...]
    actor_type: tuple[CodedLabel, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the catalogue."""
        return tuple(tactic.code for family in self.families for tactic in family.tactics)

    def tactic(self, code: str) -> Tactic:
        """The tactic of a code; raises TacticUnknown."""
        for family in self.families:
            for tactic in family.tactics:
                if tactic.code == code:
                    return tactic
        raise TacticUnknown("No tactic has this code.")

    def label(self, code: str, language: str) -> str:
        """The tactic's label in French, or in English for every other language; raises TacticUnknown."""
        return self.tactic(code).label(language)

    def triage(self, codes: Iterable[str]) -> Triage:
        """The highest level among `codes`; codes not in the catalogue count as routine."""
        known = set(self.codes)
        levels = {self.tactic(code).triage for code in codes if code in known}
        if "urgent" in levels:
            return "urgent"
        return "elevated" if "elevated" in levels else "routine"


@cache
def load_tactics() -> Tactics:
    """Read tactics.yaml, once."""
    return read_catalog_file("tactics.yaml", Tactics)


def is_urgent(codes: Iterable[str]) -> bool:
    """Whether any of these tactic codes is urgent; unknown codes are not."""
    return load_tactics().triage(codes) == "urgent"
