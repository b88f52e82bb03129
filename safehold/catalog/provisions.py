# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Provisions of the law that a report may engage, as provisions.yaml has them. Information, never legal advice."""

from datetime import date
from functools import cache, cached_property
from typing import Literal

import msgspec

from safehold.catalog.labels import Confidence, Fact
from safehold.catalog.reading import read_catalog_file
from safehold.core import law

__all__ = ["Element", "Provision", "Provisions", "load_law", "load_provisions"]

Kind = Literal["offence", "remedy", "safeguard", "registration_duty", "sanction_ground", "consequence"]


class Element(Fact, frozen=True, kw_only=True):
    """One fact that a provision asks for, and the plain question that a person is asked."""

    id: str
    fact: str
    fact_fr: str
    question: str
    question_fr: str
    group: str = ""

    def said(self, language: str) -> str:
        """The fact, in French, or in English for every other language."""
        return self.fact_fr if language == "fr" else self.fact

    def asked(self, language: str) -> str:
        """The question, in French, or in English for every other language."""
        return self.question_fr if language == "fr" else self.question


class Enhanced(Fact, frozen=True, kw_only=True):
    """The graver form of a provision."""

    logic: str
    means: str
    means_fr: str

    def said(self, language: str) -> str:
        return self.means_fr if language == "fr" else self.means


class Sentence(Fact, frozen=True, kw_only=True):
    """What several provisions say alike."""

    en: str
    fr: str


class Provision(Fact, frozen=True, kw_only=True):
    """One version of one provision. as_of: the day on which its text was read. confidence: to_confirm where nobody has.

    max_penalty: by way of proceeding. version_of: the code of the version before. The French of source, max_penalty,
    aggravating, limitation and investigated_by: Provisions.sentence.
    """

    code: str
    name_en: str
    name_fr: str
    kind: Kind
    status: str
    tnr_tags: tuple[str, ...]
    logic: str
    elements: tuple[Element, ...]
    max_penalty: dict[str, str]
    ag_consent_required: bool
    investigated_by: str
    source: str
    as_of: str
    confidence: Confidence
    aggravating: tuple[str, ...] = ()
    limitation: str = ""
    summary_months: int | None = None
    notes: str = ""
    notes_fr: str = ""
    applies_from: str = ""
    applies_to: str = ""
    version_of: str = ""
    enhanced: Enhanced | None = None

    def name(self, language: str) -> str:
        return self.name_fr if language == "fr" else self.name_en

    def noted(self, language: str) -> str:
        return self.notes_fr if language == "fr" else self.notes

    @property
    def shared(self) -> tuple[str, ...]:
        """What it says in sentences that others may share; in English."""
        said = (
            self.source,
            *self.max_penalty.values(),
            *self.aggravating,
            self.limitation,
            self.investigated_by,
        )
        return tuple(filter(None, said))


class OutsideCanada(Fact, frozen=True, kw_only=True):
    """Which provisions do not reach what happened wholly outside Canada (Criminal Code, s. 6(2))."""

    code_prefix: str
    kind: Kind


class Multiplier(Fact, frozen=True, kw_only=True):
    """The offence that another one becomes when it is committed for a foreign entity."""

    code: str
    link: str
    offence_prefix: str


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of all provisions."""

    warning: str
    warning_fr: str
    territory: str
    territory_fr: str
    outside_canada: OutsideCanada
    multiplier: Multiplier

    def warned(self, language: str) -> str:
        return self.warning_fr if language == "fr" else self.warning

    def reach(self, language: str) -> str:
        """What the rule on territory says."""
        return self.territory_fr if language == "fr" else self.territory


class Provisions(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All provisions."""

    meta: Meta
    provisions: tuple[Provision, ...]
    sentences: tuple[Sentence, ...]

    def sentence(self, english: str, language: str) -> str:
        """A sentence that provisions share, in French, or in English for every other language. Raises KeyError."""
        return self._french[english] if language == "fr" else english

    def find(self, code: str) -> Provision | None:
        return self._by_code.get(code)

    def element(self, id_: str) -> Element:
        """Return an element by its id. Raises KeyError."""
        return self._elements[id_]

    @cached_property
    def _by_code(self) -> dict[str, Provision]:
        return {each.code: each for each in self.provisions}

    @cached_property
    def _french(self) -> dict[str, str]:
        return {each.en: each.fr for each in self.sentences}

    @cached_property
    def _elements(self) -> dict[str, Element]:
        return {element.id: element for each in self.provisions for element in each.elements}


@cache
def load_provisions() -> Provisions:
    """Read provisions.yaml, once."""
    return read_catalog_file("provisions.yaml", Provisions)


@cache
def load_law() -> law.Law:
    """Return the provisions as the rules take them. Raises ExpressionBroken, ProvisionUnsound."""
    read = load_provisions()
    of = msgspec.structs.asdict
    return law.Law(
        provisions=tuple(_provision(each) for each in read.provisions),
        territory=law.Territory(**of(read.meta.outside_canada)),
        multiplier=law.Multiplier(**of(read.meta.multiplier)),
    )


def _provision(read: Provision) -> law.Provision:
    return law.Provision(
        code=read.code,
        kind=read.kind,
        logic=read.logic,
        as_of=date.fromisoformat(read.as_of),
        applies_from=date.fromisoformat(read.applies_from) if read.applies_from else None,
        applies_to=date.fromisoformat(read.applies_to) if read.applies_to else None,
        summary_months=read.summary_months,
        elements=tuple(law.Element(id=each.id, group=each.group) for each in read.elements),
        is_confirmed=read.confidence == "confirmed",
        is_indictable="indictable" in read.max_penalty,
        enhanced_logic=read.enhanced.logic if read.enhanced else "",
    )
