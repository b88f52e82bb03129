# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registration schemes, as register_schemes.yaml has them: their questions for people, and the same for the rules.

`load_scheme` gives `safehold.core.influence` what it decides by; the labels stay here.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from safehold.catalog.errors import SchemeUnknown, ValuesWrong
from safehold.catalog.labels import Confidence, Fact, Translated, label_in
from safehold.catalog.reading import read_catalog_file
from safehold.catalog.register_rules import load_register_rules
from safehold.catalog.register_values import (
    NONE_CONFIRMED,
    ConfirmedLevel,
    RegisterValues,
    read_register_values,
)
from safehold.core.influence import (
    AgreementRule,
    Answer,
    Citation,
    Clock,
    Dated,
    DatedDays,
    Level,
    Option,
    PenaltyRange,
    Question,
    Role,
    Scheme,
    SchemeUnsound,
)

__all__ = [
    "DEFAULT",
    "AskedOption",
    "AskedQuestion",
    "AskedScheme",
    "RegisterSchemes",
    "load_confirmed",
    "load_register_schemes",
    "load_scheme",
]

DEFAULT = "ca-fitaa"
"""The scheme that is asked about unless another is chosen."""


class Cited(Fact, frozen=True, kw_only=True):
    """Which entry of register_rules.yaml says it. confidence: where a part's differs; because: what says so."""

    rule: str
    clause: str = ""
    confidence: Confidence | None = None
    because: str = ""

    def citation(self) -> Citation:
        entry = load_register_rules().entry(self.rule)
        return Citation(
            rule=self.rule,
            source=entry.source,
            as_of=entry.as_of,
            confidence=self.confidence or entry.confidence,
            clause=self.clause,
        )


class AskedOption(Cited, frozen=True, kw_only=True):
    """One thing that may be chosen."""

    code: str
    labels: dict[str, str]
    hints: dict[str, str] = {}
    counts: Literal["yes", "unknown"] = "yes"

    def label(self, language: str) -> str:
        return label_in(self.labels, language)

    def hint(self, language: str) -> str:
        return label_in(self.hints, language) if self.hints else ""


class AskedQuestion(Cited, frozen=True, kw_only=True):
    """One question. Without options it is answered yes or no. short: what it is about, in a word or two."""

    id: str
    role: Literal["element", "level", "exemption"]
    short: dict[str, str]
    ask: dict[str, str]
    hint: dict[str, str] = {}
    options: tuple[AskedOption, ...] = ()
    none: Literal["no", "unknown"] = "no"

    def title(self, language: str) -> str:
        return label_in(self.ask, language)

    def about(self, language: str) -> str:
        return label_in(self.short, language)

    def hint_in(self, language: str) -> str:
        return label_in(self.hint, language) if self.hint else ""

    def option(self, code: str) -> AskedOption | None:
        return next((each for each in self.options if each.code == code), None)


class InForce(Cited, frozen=True, kw_only=True):
    """From when, and until when, a level is in force."""

    starts: date = msgspec.field(name="from")
    ends: date | None = msgspec.field(name="to", default=None)


class AskedClock(Cited, frozen=True, kw_only=True):
    """A period: days after a day, or a day that the law names. Neither where nobody has found it."""

    days: int | None = None
    fixed_on: date | None = None

    def clock(self, name: str) -> Clock:
        return Clock(id=name, citation=self.citation(), days=self.days, fixed_on=self.fixed_on)


class AskedLevel(Cited, frozen=True, kw_only=True):
    """A part of a scheme with a day of commencement of its own."""

    code: str
    new: AskedClock
    existing: AskedClock
    in_force: tuple[InForce, ...] = ()
    not_before: str = ""


class AskedScheme(Fact, frozen=True, kw_only=True):
    """One scheme. to_file, good_to_know: entries of register_rules.yaml that its result page shows."""

    code: str
    rule: str
    names: dict[str, str]
    questions: tuple[AskedQuestion, ...]
    levels: tuple[AskedLevel, ...]
    update: AskedClock
    reply: AskedClock | None = None
    to_file: tuple[str, ...] = ()
    good_to_know: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        return label_in(self.names, language)

    def question(self, question_id: str) -> AskedQuestion | None:
        return next((each for each in self.questions if each.id == question_id), None)

    def label_of(self, code: str, language: str) -> str:
        """The label of an option, wherever in the scheme it is offered; "" for none."""
        found = (question.option(code) for question in self.questions)
        return next((option.label(language) for option in found if option), "")


class RegisterSchemes(Translated, frozen=True, kw_only=True):
    """All schemes."""

    schemes: tuple[AskedScheme, ...]

    def scheme(self, code: str) -> AskedScheme:
        """Return a scheme as it is asked. Raises SchemeUnknown."""
        for each in self.schemes:
            if each.code == code:
                return each
        raise SchemeUnknown(code)


@cache
def load_register_schemes() -> RegisterSchemes:
    """Read register_schemes.yaml, once."""
    return read_catalog_file("register_schemes.yaml", RegisterSchemes)


def load_scheme(code: str = DEFAULT, values: RegisterValues = NONE_CONFIRMED) -> Scheme:
    """Return what the rules decide by: a scheme with what the office has confirmed.

    Raises SchemeUnknown; SchemeUnsound (core.influence) for levels that may not begin in the order confirmed.
    """
    asked = load_register_schemes().scheme(code)
    classes = tuple(each.option() for each in values.exempt_classes if each.scheme == code)
    return Scheme(
        code=code,
        questions=tuple(_question(each, classes) for each in asked.questions),
        levels=tuple(_level(each, code, values) for each in asked.levels),
        update=asked.update.clock("update"),
        reply=asked.reply.clock("reply") if asked.reply else None,
        update_days=tuple(
            DatedDays(**each.dated(), days=each.days) for each in values.update_days if each.scheme == code
        ),
        penalties=tuple(
            PenaltyRange(**each.dated(), least_dollars=each.least_dollars, most_dollars=each.most_dollars)
            for each in values.penalties
            if each.scheme == code
        ),
        agreements=tuple(
            AgreementRule(**each.dated(), is_published=each.published)
            for each in values.agreements
            if each.scheme == code
        ),
    )


def load_confirmed(path: Path) -> RegisterValues:
    """Read what the office has confirmed, and check that it fits the schemes. Raises ValuesWrong."""
    values = read_register_values(path)
    try:
        for each in values.entries:
            asked = load_register_schemes().scheme(each.scheme)
            if isinstance(each, ConfirmedLevel) and each.level not in {level.code for level in asked.levels}:
                raise ValuesWrong(f"{path}: no level {each.level}")
            load_scheme(each.scheme, values)
    except (SchemeUnknown, SchemeUnsound) as error:
        raise ValuesWrong(f"{path}: {error}") from error
    return values


def _question(asked: AskedQuestion, classes: tuple[Option, ...]) -> Question:
    options = tuple(
        Option(code=each.code, citation=each.citation(), counts=Answer(each.counts)) for each in asked.options
    )
    role = Role(asked.role)
    return Question(
        id=asked.id,
        role=role,
        citation=asked.citation(),
        options=(*options, *(classes if role is Role.EXEMPTION else ())),
        none=Answer(asked.none),
    )


def _level(asked: AskedLevel, scheme: str, values: RegisterValues) -> Level:
    """A level: what the office has confirmed of it goes before what the catalogue reports."""
    confirmed = [
        Dated(**each.dated()) for each in values.in_force if (each.scheme, each.level) == (scheme, asked.code)
    ]
    reported = [
        Dated(citation=each.citation(), applies_from=each.starts, applies_to=each.ends)
        for each in asked.in_force
    ]
    return Level(
        code=asked.code,
        citation=asked.citation(),
        new=asked.new.clock("new"),
        existing=asked.existing.clock("existing"),
        in_force=tuple(confirmed or reported),
        not_before=asked.not_before,
    )
