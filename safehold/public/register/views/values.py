# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a registrant reads their own values: what everybody sees, what only the office sees, and what differs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import date as day_in_words
from django.utils.translation import gettext as _

from safehold.catalog.countries import country_name
from safehold.catalog.register_forms import RegisterField, RegisterForm, register_form
from safehold.public.register.forms.filing import bound_to, in_its_language, step_form
from safehold.public.register.models.filings import Draft
from safehold.public.register.rules import filings as rules


@dataclass(frozen=True)
class Shown:
    """One field as a page shows it. `words`: free text; `labels`: anything chosen or counted."""

    label: str
    words: str = ""
    labels: tuple[str, ...] = ()
    before: "Shown | None" = None

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.labels


@dataclass(frozen=True)
class Section:
    """One part: what everybody reads of it, and what only the office reads."""

    code: str
    title: str
    everybody: tuple[Shown, ...]
    office: tuple[Shown, ...]


@dataclass(frozen=True)
class Missing:
    """What a step still needs."""

    part: str
    title: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """A draft, read through. `values` is whole only where nothing is missing."""

    values: dict[str, Any]
    sections: tuple[Section, ...]
    missing: tuple[Missing, ...]
    changes: tuple[Shown, ...] = ()
    text: str = ""
    has_base: bool = False

    @property
    def can_be_sent(self) -> bool:
        return not self.missing and (not self.has_base or bool(self.changes))


def read_draft(draft: Draft, language: str) -> Read:
    """Read what is kept of a draft with the forms of its steps."""
    if not rules.has_form(draft.kind):
        return _read_words(draft, language)
    form = register_form(draft.form)
    values: dict[str, Any] = dict(draft.base or rules.blank_values(form))
    missing = []
    for part in rules.parts_of(form, draft.kind):
        judged = bound_to(step_form(draft.kind, part, language), draft.typed)
        if judged.is_valid():
            values |= judged.values()
        else:
            labels = tuple(judged.fields[name].label for name in judged.errors if name in judged.fields)
            missing.append(Missing(part, step_title(draft, part, language), labels))
    return Read(
        values=values,
        sections=sections_of(form, values, language),
        missing=tuple(missing) or _ends_too_soon(draft, values, language),
        changes=changes_of(form, draft.base, values, language) if draft.base else (),
        has_base=draft.base is not None,
    )


def _ends_too_soon(draft: Draft, values: Mapping[str, Any], language: str) -> tuple[Missing, ...]:
    """Of an end, which is one step without the day on which the arrangement began."""
    if draft.kind != "termination" or values["ended_on"] >= (values["started_on"] or ""):
        return ()
    label = in_its_language(register_form(draft.form).field("ended_on").label(language), language)
    return (Missing(rules.ENDING, step_title(draft, rules.ENDING, language), (label,)),)


def _read_words(draft: Draft, language: str) -> Read:
    judged = bound_to(step_form(draft.kind, rules.WORDS, language), draft.typed)
    if judged.is_valid():
        values = judged.values()
        return Read(values, (), (), text=values["text"])
    title = step_title(draft, rules.WORDS, language)
    missing = Missing(rules.WORDS, title, (judged.fields["text"].label,))
    return Read({}, (), (missing,), text=str(draft.typed.get("text", "")))


def sections_of(form: RegisterForm, values: Mapping[str, Any], language: str) -> tuple[Section, ...]:
    """Every part of a form with its values; fields that are empty too."""
    found = []
    for part in form.parts:
        everybody, office = rules.split_by_reader(part)
        found.append(
            Section(
                part.code,
                in_its_language(part.label(language), language),
                tuple(shown(form, name, values, language) for name in everybody),
                tuple(shown(form, name, values, language) for name in office),
            )
        )
    return tuple(found)


def changes_of(
    form: RegisterForm, before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> tuple[Shown, ...]:
    """What differs, each with what stood there before."""
    found = []
    for change in rules.changes(form, before, after):
        old, new = (shown(form, change.name, each, language) for each in (before, after))
        found.append(Shown(new.label, new.words, new.labels, old))
    return tuple(found)


def shown(form: RegisterForm, name: str, values: Mapping[str, Any], language: str) -> Shown:
    """One field of a value set, in words."""
    named, value = form.field(name), values.get(name)
    label = in_its_language(named.label(language), language)
    if value in (None, "", []):
        return Shown(label)
    if named.type in ("text", "long_text"):
        return Shown(label, words=str(value))
    return Shown(label, labels=_labels(form, named, value, language))


def _labels(form: RegisterForm, named: RegisterField, value: Any, language: str) -> tuple[str, ...]:
    match named.type:
        case "codes":
            listed = form.codes_of(named.name)
            return tuple(in_its_language(listed.label(code, language), language) for code in value)
        case "country":
            return (country_name(value, language),)
        case "bool":
            return (_("Yes") if value else _("No"),)
        case "money":
            return (f"{value['amount']} {value['currency']}",)
    return (str(day_in_words(date.fromisoformat(value), "DATE_FORMAT")),)


def step_title(draft: Draft, part: str, language: str) -> str:
    """What a step is called."""
    if part == rules.WORDS:
        return {"reply": _("Your reply"), "question": _("Your question")}.get(
            draft.kind, _("Your representations")
        )
    if part == rules.ENDING:
        return _("The end of the arrangement")
    title: str = in_its_language(register_form(draft.form).part(part).label(language), language)
    return title
