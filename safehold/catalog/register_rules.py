# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law on registering foreign influence says, as register_rules.yaml has it: each entry with its source, its
day and how sure it is. Decision support, never legal advice. How it is asked and decided: `register_schemes`.
"""

from functools import cache

from safehold.catalog.errors import RuleUnknown
from safehold.catalog.labels import Confidence, Fact
from safehold.catalog.reading import read_catalog_file

__all__ = [
    "Comparator",
    "DeadlineRule",
    "DecisionRow",
    "Entry",
    "ForeignPrincipal",
    "Process",
    "RegisterRules",
    "Rule",
    "StatusFact",
    "ToFile",
    "load_register_rules",
]


class Entry(Fact, frozen=True, kw_only=True):
    """What all entries share. as_of: the day on which it was read, as exactly as that is known."""

    id: str
    source: str
    as_of: str
    confidence: Confidence
    note: str = ""
    note_fr: str = ""
    as_of_note: str = ""
    as_of_note_fr: str = ""

    @property
    def is_confirmed(self) -> bool:
        return self.confidence == "confirmed"

    def text(self, language: str) -> str:
        """What the entry says, in French, or in English for every other language."""
        raise NotImplementedError

    def note_in(self, language: str) -> str:
        return self.note_fr if language == "fr" else self.note


class StatusFact(Entry, frozen=True, kw_only=True):
    """How far the law has come."""

    fact: str
    fact_fr: str
    date: str = ""

    def text(self, language: str) -> str:
        return self.fact_fr if language == "fr" else self.fact


class DecisionRow(Entry, frozen=True, kw_only=True):
    """One row of the decision table: a question with what its answers lead to, or the last row's result."""

    question: str = ""
    question_fr: str = ""
    if_yes: str = ""
    if_no: str = ""
    if_unknown: str = ""
    result: str = ""
    deadline: str = ""
    deadline_fr: str = ""

    def text(self, language: str) -> str:
        if language == "fr":
            return self.question_fr or self.deadline_fr
        return self.question or self.deadline


class Rule(Entry, frozen=True, kw_only=True):
    """One rule. act: the section that says it. value: what regulations fix, empty or None while it is not known."""

    rule: str
    rule_fr: str
    act: str = ""
    value: list[str] | int | None = None

    def text(self, language: str) -> str:
        return self.rule_fr if language == "fr" else self.rule


class DeadlineRule(Rule, frozen=True, kw_only=True):
    """A period, and how it is counted."""

    counting: str = ""
    counting_fr: str = ""
    example: str = ""
    example_fr: str = ""


class ForeignPrincipal(Rule, frozen=True, kw_only=True):
    """One of the kinds of foreign principal."""

    kind: str


class Process(Entry, frozen=True, kw_only=True):
    """Political or governmental processes; the list is not closed."""

    includes: tuple[str, ...]
    includes_fr: tuple[str, ...]

    def text(self, language: str) -> str:
        return "; ".join(self.includes_fr if language == "fr" else self.includes)


class ToFile(Entry, frozen=True, kw_only=True):
    """What is told when an arrangement is registered."""

    items: tuple[str, ...]
    items_fr: tuple[str, ...]

    def list_items(self, language: str) -> tuple[str, ...]:
        return self.items_fr if language == "fr" else self.items

    def text(self, language: str) -> str:
        return "; ".join(self.list_items(language))


class Tier(Fact, frozen=True, kw_only=True):
    """One tier of a comparator."""

    deadline_days: int
    trigger: str
    trigger_fr: str
    penalty: str
    penalty_fr: str


class Comparator(Entry, frozen=True, kw_only=True):
    """Another country's scheme, as far as it was read."""

    name: str
    name_fr: str
    trigger: str = ""
    trigger_fr: str = ""
    foreign_principal: str = ""
    foreign_principal_fr: str = ""
    deadline: str = ""
    deadline_fr: str = ""
    exemptions: tuple[str, ...] = ()
    exemptions_fr: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    features_fr: tuple[str, ...] = ()
    penalties: str = ""
    penalties_fr: str = ""
    tiers: dict[str, Tier] = {}
    update: str = ""
    update_fr: str = ""
    in_force: str = ""
    in_force_fr: str = ""

    def text(self, language: str) -> str:
        return self.name_fr if language == "fr" else self.name


class Meta(Fact, frozen=True, kw_only=True):
    """What the whole file is, and what it is not."""

    title: str
    title_fr: str
    warning: str
    warning_fr: str
    key_unknown: str
    key_unknown_fr: str


class RegisterRules(Fact, frozen=True, kw_only=True):
    """All entries."""

    meta: Meta
    status: tuple[StatusFact, ...]
    decision_table: tuple[DecisionRow, ...]
    deadlines: tuple[DeadlineRule, ...]
    foreign_principal: tuple[ForeignPrincipal, ...]
    process: tuple[Process, ...]
    public_office_holder: tuple[Rule, ...]
    exemptions: tuple[Rule, ...]
    to_file: tuple[ToFile, ...]
    published: tuple[Rule, ...]
    penalties: tuple[Rule, ...]
    volume: tuple[StatusFact, ...]
    comparators: tuple[Comparator, ...]
    sources_fr: dict[str, str]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return (
            *self.status,
            *self.decision_table,
            *self.deadlines,
            *self.foreign_principal,
            *self.process,
            *self.public_office_holder,
            *self.exemptions,
            *self.to_file,
            *self.published,
            *self.penalties,
            *self.volume,
            *self.comparators,
        )

    def entry(self, entry_id: str) -> Entry:
        """Return an entry. Raises RuleUnknown."""
        for each in self.entries:
            if each.id == entry_id:
                return each
        raise RuleUnknown(entry_id)

    def source(self, source: str, language: str) -> str:
        """The name of a source; its French name where it has one."""
        return self.sources_fr.get(source, source) if language == "fr" else source


@cache
def load_register_rules() -> RegisterRules:
    """Read register_rules.yaml, once."""
    return read_catalog_file("register_rules.yaml", RegisterRules)
