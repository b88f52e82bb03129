# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result of "Must I register?", in words: what it is, why, until when, and what comes next.

Each rule stands with its source, its day and whether it is confirmed. Advice is given to nobody.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from safehold.catalog.register_rules import Comparator, Entry, ToFile, load_register_rules
from safehold.catalog.register_schemes import DEFAULT
from safehold.core.influence import (
    Assessment,
    Citation,
    Clock,
    Deadline,
    Effect,
    Finding,
    Level,
    Outcome,
    Reason,
    Role,
    days_left,
    update_days_on,
)
from safehold.public.register.queries.schemes import KnownScheme
from safehold.public.register.views.assessment_words import (
    ANSWERS,
    IS_OVER,
    KINDS,
    NEXT,
    NOT_CONFIRMED,
    NOT_WAITING,
    SAYS,
    TITLES,
    WHY,
    WORDS,
)


@dataclass(frozen=True)
class Cite:
    """Where a rule stands, and how sure that is. number: of its source, among those at the end of the page."""

    clause: str
    number: int
    is_confirmed: bool
    note: str


class Sources:
    """The sources of one page, each named once, in the order in which they are first used."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.listed: list[tuple[str, str]] = []

    def cite(self, citation: Citation) -> Cite:
        """Cite a rule. What the office has confirmed itself has no entry in the catalogue, and no note."""
        entries = load_register_rules().entries
        note = next((each.note_in(self.language) for each in entries if each.id == citation.rule), "")
        clause = french_clause(citation.clause) if self.language == "fr" else citation.clause
        return Cite(clause, self._number(citation.source, citation.as_of), citation.is_confirmed, note)

    def cite_entry(self, entry: Entry) -> Cite:
        number = self._number(entry.source, entry.as_of)
        return Cite("", number, entry.is_confirmed, entry.note_in(self.language))

    def _number(self, source: str, as_of: str) -> int:
        named = (load_register_rules().source(source, self.language), as_of)
        if named not in self.listed:
            self.listed.append(named)
        return self.listed.index(named) + 1


@dataclass(frozen=True)
class ReasonShown:
    """One question, its answer, and what that did. step: where the answer is changed."""

    step: str
    about: str
    title: str
    answers: list[str | Promise]
    says: str | Promise
    decides: bool
    cite: Cite
    levels: list["LevelShown"]


@dataclass(frozen=True)
class LevelShown:
    """What holds at one level."""

    label: str
    says: str
    cite: Cite


@dataclass(frozen=True)
class DeadlineShown:
    """One day. how: how it was counted."""

    label: str
    due_on: date | None
    how: str
    is_indicative: bool
    is_over: bool
    cite: Cite


def show_result(known: KnownScheme, assessment: Assessment, language: str, today: date) -> dict[str, Any]:
    """Return what the result page shows."""
    rules, outcome, sources = load_register_rules(), assessment.outcome, Sources(language)
    deadlines = [show_deadline(known, each, sources, today) for each in assessment.deadlines]
    shown: dict[str, Any] = {
        "scheme_name": known.asked.name(language),
        "title": TITLES[outcome],
        "words": WORDS[outcome],
        "kind": KINDS[outcome],
        "made_on": today,
        "deadlines": deadlines,
        "next": list_next(outcome, deadlines),
        "reasons": [show_reason(known, each, assessment, sources) for each in assessment.reasons],
        "is_open": not outcome.is_no_duty,
        "update": show_update(known, today),
        "is_canada": known.asked.code == DEFAULT,
        "is_reported": known.asked.code == DEFAULT and not known.is_confirmed,
        "warning": rules.meta.warning_fr if language == "fr" else rules.meta.warning,
        "sources": sources.listed,
        "law_language": "fr" if language == "fr" else "en",
    }
    if not outcome.is_no_duty:
        told = [rules.entry(each) for each in known.asked.to_file]
        also = [rules.entry(each) for each in known.asked.good_to_know]
        shown["to_file"] = [
            (each.list_items(language), sources.cite_entry(each)) for each in told if isinstance(each, ToFile)
        ]
        shown["good_to_know"] = [(each.text(language), sources.cite_entry(each)) for each in also]
    entry = rules.entry(known.asked.rule)
    if isinstance(entry, Comparator):
        shown["comparator"] = show_comparator(entry, language)
        shown["comparator_cite"] = sources.cite_entry(entry)
    return shown


def list_next(outcome: Outcome, deadlines: list["DeadlineShown"]) -> list[str | Promise]:
    """What comes next. Days are spoken of only where there are some."""
    steps: list[str | Promise] = list(NEXT[outcome])
    if outcome is Outcome.NEEDS_REVIEW and any(each.due_on for each in deadlines):
        steps.append(NOT_WAITING)
    if any(each.is_over for each in deadlines):
        steps.append(IS_OVER)
    return steps


def french_clause(clause: str) -> str:
    """A section as French law names it: "s. 5(1)" is "art. 5(1)"."""
    return clause.replace("s. ", "art. ").replace(" to ", " à ")


def show_reason(known: KnownScheme, reason: Reason, assessment: Assessment, sources: Sources) -> ReasonShown:
    asked = known.asked.question(reason.question)
    role = next(each.role for each in known.scheme.questions if each.id == reason.question)
    assert asked is not None
    says: str | Promise = SAYS[role, reason.effect]
    if reason.effect is Effect.REVIEW and not reason.citation.is_confirmed:
        says = NOT_CONFIRMED
    language = sources.language
    return ReasonShown(
        step=reason.question if role is not Role.LEVEL or len(asked.options) > 1 else "",
        about=asked.about(language),
        title=asked.title(language),
        answers=name_answers(known, reason, language),
        says=says,
        decides=reason == assessment.decided_by,
        cite=sources.cite(reason.citation),
        levels=[show_level(known, each, sources) for each in assessment.findings if role is Role.LEVEL],
    )


def name_answers(known: KnownScheme, reason: Reason, language: str) -> list[str | Promise]:
    """What was answered: the labels of what was chosen, or yes, no, none of these, or not known."""
    chosen: list[str | Promise] = [name_option(known, each, language) for each in reason.chosen]
    if chosen:
        return chosen
    has_options = bool(known.asked.question(reason.question).options)  # type: ignore[union-attr]
    return [ANSWERS[has_options, reason.given]]


def name_option(known: KnownScheme, code: str, language: str) -> str:
    of_the_office = (each.label(language) for each in known.classes if each.code == code)
    return known.asked.label_of(code, language) or next(of_the_office, code)


def show_level(known: KnownScheme, finding: Finding, sources: Sources) -> LevelShown:
    began = finding.began.applies_from if finding.began else None
    says = str(WHY[finding.why]) % {"day": date_format(began) if began else _("a day that we do not know")}
    cited = finding.began.citation if finding.began else finding.citation
    return LevelShown(known.asked.label_of(finding.level, sources.language), says, sources.cite(cited))


def show_deadline(known: KnownScheme, deadline: Deadline, sources: Sources, today: date) -> DeadlineShown:
    level = known.scheme.level(deadline.level)
    return DeadlineShown(
        label=known.asked.label_of(deadline.level, sources.language),
        due_on=deadline.due_on,
        how=counted(level, deadline),
        is_indicative=deadline.is_indicative,
        is_over=deadline.due_on is not None and days_left(deadline.due_on, today) < 0,
        cite=sources.cite(deadline.citation),
    )


def counted(level: Level, deadline: Deadline) -> str:
    """How a deadline was counted, or why it cannot be."""
    clock: Clock = level.new if deadline.clock == "new" else level.existing
    if clock.fixed_on:
        return _("A day that the law names, for what was agreed before the law came into force there.")
    if clock.days is None:
        return _("We do not know the number of days.")
    if deadline.counted_from is None:
        return _("%(days)d days after the day on which it was agreed. That day is missing.") % {
            "days": clock.days
        }
    values = {"days": clock.days, "day": date_format(deadline.counted_from)}
    if deadline.clock == "new":
        return (
            _("%(days)d days after the day on which it was agreed, %(day)s. The day after it is day 1.")
            % values
        )
    return (
        _("%(days)d days after the law came into force there, %(day)s. The day after it is day 1.") % values
    )


def show_update(known: KnownScheme, today: date) -> str:
    """What is said about changes."""
    fixed = update_days_on(known.scheme, today)
    days = fixed.days if fixed else known.scheme.update.days
    if days is None:
        return _("Changes must be told, too. Within how many days, we do not know.")
    return _("Changes must be told, too: within %(days)d days.") % {"days": days}


def show_comparator(entry: Comparator, language: str) -> list[tuple[str | Promise, list[str]]]:
    """What the catalogue has of another country's scheme, under headings."""
    is_french = language == "fr"
    tiers = [each.trigger_fr if is_french else each.trigger for each in entry.tiers.values()]
    parts: list[tuple[Any, list[str]]] = [
        (_("What it is about"), [entry.trigger_fr if is_french else entry.trigger, *tiers]),
        (_("On the other side"), [entry.foreign_principal_fr if is_french else entry.foreign_principal]),
        (_("Until when"), [entry.deadline_fr if is_french else entry.deadline]),
        (_("In force"), [entry.in_force_fr if is_french else entry.in_force]),
        (_("Changes"), [entry.update_fr if is_french else entry.update]),
        (_("Exemptions"), list(entry.exemptions_fr if is_french else entry.exemptions)),
        (_("Also"), list(entry.features_fr if is_french else entry.features)),
    ]
    return [(heading, [each for each in texts if each]) for heading, texts in parts if any(texts)]
