# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Family reunification in Canada, as reunification.yaml has it. Information for organising a file, never advice."""

from datetime import date
from functools import cache, cached_property
from typing import Any

import msgspec

from safehold.catalog.labels import Bilingual, CodedLabel, Confidence, Fact
from safehold.catalog.reading import read_catalog_file
from safehold.core import reunification

__all__ = ["Book", "Reunification", "load_book", "load_reunification"]

Book = reunification.Book
TIERS = (("from_2024_04_30", date(2024, 4, 30)), ("from_2026_04_30", date(2026, 4, 30)))
SLOTS = {
    "principal_or_spouse": ("principal", "partner"),
    "principal": ("principal",),
    "spouse": ("partner",),
    "child": ("child",),
}


class Cited(Bilingual, frozen=True, kw_only=True):
    """as_of: the day or year of what was read; None where the page has none."""

    id: str
    source: str
    as_of: str | None
    confidence: Confidence
    as_of_note: str = ""
    note: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.confidence == "confirmed"


class Criterion(Fact, frozen=True, kw_only=True):
    """A question whose answer `bars` excludes."""

    id: str
    bars: bool
    act: str
    question: str
    question_fr: str

    def asked(self, language: str) -> str:
        return self.question_fr if language == "fr" else self.question


class Rules(Fact, frozen=True, kw_only=True):
    """What the computation takes of a pathway: see core/reunification/SPEC.md."""

    fees: tuple[str, ...] = ()
    exempt: dict[str, str] = {}
    waived_by: dict[str, tuple[str, ...]] = {}
    grounds: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    closes: date | None = None
    are_fees_known: bool = True


class Pathway(Cited, frozen=True, kw_only=True):
    name: str
    rules: Rules
    criteria: tuple[Criterion, ...] = ()
    rule: str = ""
    who_may_sponsor: str = ""
    members: str = ""
    exclusions: str = ""
    undertaking_years: dict[str, int | str] = {}
    income_test: str = ""
    appeal: str = ""
    fee: str = ""
    fee_rule: str = ""


class Fee(Cited, frozen=True, kw_only=True):
    """base: before the first of the tiers. A tier of None: no published amount was found."""

    stage: str
    base: int | dict[str, int] | None
    reg: str = ""
    who: str = ""
    from_2024_04_30: int | dict[str, int] | msgspec.UnsetType | None = msgspec.UNSET
    from_2026_04_30: int | dict[str, int] | msgspec.UnsetType | None = msgspec.UNSET
    estimate: int | dict[str, int] | None = None
    estimate_note: str = ""
    family_max: int | None = None
    refundable: str = ""


class Exemption(Cited, frozen=True, kw_only=True):
    fee: str
    who: str


class Document(Cited, frozen=True, kw_only=True):
    items: tuple[str, ...]


class Stage(Cited, frozen=True, kw_only=True):
    name: str


class Deadline(Cited, frozen=True, kw_only=True):
    rule: str
    act: str
    alert_days: tuple[int, ...] = ()


class Ground(Cited, frozen=True, kw_only=True):
    """ground: the words of the rule."""

    ground: str
    use: str


class Waiting(Cited, frozen=True, kw_only=True):
    fact: str


class SafetyRule(Cited, frozen=True, kw_only=True):
    rule: str


class Counting(Fact, frozen=True, kw_only=True):
    rule: str
    rule_fr: str
    act: str

    def said(self, language: str) -> str:
        return self.rule_fr if language == "fr" else self.rule


class Route(CodedLabel, frozen=True, kw_only=True):
    """By which law a fee can be waived."""

    act: str


class Meta(Fact, frozen=True, kw_only=True):
    title: str
    warning: str
    warning_fr: str

    def warned(self, language: str) -> str:
        return self.warning_fr if language == "fr" else self.warning


class Reunification(msgspec.Struct, frozen=True, kw_only=True, dict=True, forbid_unknown_fields=True):
    """The whole file."""

    meta: Meta
    pathways: tuple[Pathway, ...]
    fees: tuple[Fee, ...]
    fee_exemptions: tuple[Exemption, ...]
    documents: tuple[Document, ...]
    stages: tuple[Stage, ...]
    deadlines: tuple[Deadline, ...]
    expedite_grounds: tuple[Ground, ...]
    waiting_times: tuple[Waiting, ...]
    safety_rules: tuple[SafetyRule, ...]
    counting: tuple[Counting, ...]
    routes: tuple[Route, ...]
    questions: tuple[CodedLabel, ...]

    @property
    def entries(self) -> tuple[Cited, ...]:
        return (
            *self.pathways,
            *self.fees,
            *self.fee_exemptions,
            *self.documents,
            *self.stages,
            *self.deadlines,
            *self.expedite_grounds,
            *self.waiting_times,
            *self.safety_rules,
        )

    def find(self, id_: str) -> Cited | None:
        return self._by_id.get(id_)

    @cached_property
    def _by_id(self) -> dict[str, Cited]:
        return {each.id: each for each in self.entries}

    def question(self, code: str, language: str) -> str:
        """What a question's code asks; a `needs:` code names a date, and is its own words."""
        return next((each.label(language) for each in self.questions if each.code == code), code)


@cache
def load_reunification() -> Reunification:
    """Read reunification.yaml, once."""
    return read_catalog_file("reunification.yaml", Reunification)


@cache
def load_book() -> Book:
    """Return what the rules take. Raises KeyError where a pathway names what the file has not."""
    read = load_reunification()
    fees = {each.id: _fee(each) for each in read.fees}
    known = {each.id for each in read.entries} | {each.code for each in read.routes}
    rules = {
        each.id: reunification.Rule(each.id, each.is_confirmed, each.alert_days) for each in read.deadlines
    }
    dna = read.find("doc-dna")
    sponsor = read.find("fam")
    if dna is None or sponsor is None:
        raise KeyError("doc-dna, fam")
    rules["doc-dna"] = reunification.Rule("doc-dna", dna.is_confirmed)
    rules["fam-r130-3"] = reunification.Rule("fam-r130-3", sponsor.is_confirmed)
    return Book({each.id: _pathway(each, known) for each in read.pathways}, rules, fees)


def _pathway(read: Pathway, known: set[str]) -> reunification.Pathway:
    of: dict[str, Any] = msgspec.structs.asdict(read.rules)
    routes = (route for named in read.rules.waived_by.values() for route in named)
    named = (
        *read.rules.fees,
        *read.rules.exempt,
        *read.rules.exempt.values(),
        *read.rules.waived_by,
        *routes,
    )
    missing = {*named, *read.rules.grounds, *read.rules.documents} - known
    if missing:
        raise KeyError(f"{read.id}: {', '.join(sorted(missing))}")
    criteria = tuple(reunification.Criterion(each.id, each.bars) for each in read.criteria)
    return reunification.Pathway(id=read.id, criteria=criteria, **of)


def _fee(read: Fee) -> reunification.Fee:
    steps: list[tuple[date, int | dict[str, int] | None]] = [(date.min, read.base)]
    for name, since in TIERS:
        amount = getattr(read, name)
        if amount is not msgspec.UNSET:
            steps.append((since, amount))
    slots = sorted({slot for _, amount in steps for slot in _slots(amount)})
    amounts = {slot: tuple((since, _slots(amount).get(slot)) for since, amount in steps) for slot in slots}
    return reunification.Fee(read.id, amounts, _slots(read.estimate), read.family_max)


def _slots(amount: int | dict[str, int] | None) -> dict[str, int]:
    if isinstance(amount, dict):
        return {slot: each for named, each in amount.items() for slot in SLOTS[named]}
    return {} if amount is None else {"": amount}
