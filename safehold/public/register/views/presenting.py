# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From what a leaf says to what people read: labels, values in their language, and words for what is not shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_currency
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.catalog.countries import country_name
from safehold.catalog.errors import FieldUnknown, FormUnknown
from safehold.catalog.register_forms import RegisterField, RegisterForm, register_form
from safehold.core import tlog
from safehold.public.register import rules
from safehold.public.register.queries import Problem, Statement

KINDS = {
    "filing": gettext_lazy("Registered"),
    "amendment": gettext_lazy("Amended"),
    "termination": gettext_lazy("Arrangement ended"),
    "correction": gettext_lazy("Corrected by the office"),
    "notice": gettext_lazy("Notice of violation"),
    "representation": gettext_lazy("Representations"),
    "reply": gettext_lazy("Reply of the registrant"),
    "decision": gettext_lazy("Decision"),
    "agreement": gettext_lazy("Compliance agreement"),
    "bulletin": gettext_lazy("Interpretation bulletin"),
}
STATES = {
    "current": gettext_lazy("Still in effect"),
    "ended": gettext_lazy("No longer in effect"),
    "withheld": gettext_lazy("Something is withheld"),
}
OTHER_FIELDS = {
    "nature": gettext_lazy("What it is about"),
    "name": gettext_lazy("Name"),
    "provisions": gettext_lazy("Provisions"),
    "facts": gettext_lazy("Facts"),
    "terms": gettext_lazy("What they undertake to do"),
    "penalty": gettext_lazy("Penalty"),
    "due_on": gettext_lazy("By which day"),
    "outcome": gettext_lazy("Outcome"),
    "reasons": gettext_lazy("Reasons"),
    "text": gettext_lazy("Words"),
    "correction": gettext_lazy("Why the office corrected it"),
    "subject": gettext_lazy("Subject"),
    "source": gettext_lazy("Source"),
    "sha256": gettext_lazy("SHA-256"),
    "as_of": gettext_lazy("As of"),
}
"""Fields of leaves that have no form in the catalogue, in the order in which they are shown."""


CODES: dict[str, dict[str, Any]] = {
    "nature": {
        "nature-5(1)": gettext_lazy("Did not give the information within the time (section 5(1))"),
        "nature-5(2)": gettext_lazy("Did not give an update (section 5(2))"),
        "nature-7": gettext_lazy("Knowingly gave false or misleading information (section 7)"),
    },
    "outcome": {
        "committed": gettext_lazy("Committed"),
        "not-committed": gettext_lazy("Not committed"),
        "kept": gettext_lazy("Kept"),
        "broken": gettext_lazy("Broken"),
    },
}
"""Words for codes of leaves that have no form in the catalogue."""


def problem_words(problem: Problem | None) -> str:
    """Say what does not fit."""
    return {
        Problem.LEAF_MISSING: _("This leaf of the log is missing in this copy of the register."),
        Problem.LEAF_CHANGED: _(
            "This leaf was changed in this copy of the register: it is not the one that the log signed."
        ),
        Problem.OPENING_CHANGED: _(
            "A value was changed in this copy of the register: it is not the one that the log signed."
        ),
        Problem.ROW_CHANGED: _(
            "This leaf was moved in this copy of the register: the log has it in another place."
        ),
        None: "",
    }[problem]


@dataclass(frozen=True)
class Line:
    """One field as it is read. kind: text, list, nothing, withheld, gone, absent. `part`: of its form."""

    name: str
    label: str
    kind: str
    part: str = ""
    text: str = ""
    items: Sequence[str] = ()
    reasons: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class Shown:
    """A statement as it is read. `closed`: labels of what the office keeps."""

    statement: Statement
    lines: list[Line] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def find_form(name: str) -> RegisterForm | None:
    try:
        return register_form(name)
    except FormUnknown:
        return None


def show_statement(statement: Statement, language: str, reasons: Mapping[int, Statement]) -> Shown:
    """Return what a leaf says, field by field in the order of its form. Of a leaf with a problem, nothing."""
    if statement.leaf is None:
        return Shown(statement)
    form = find_form(statement.leaf.form)
    names = _in_language(ordered_names(statement.leaf, form), form, language)
    closed = [name for name in names if is_closed(form, name) or _is_kept(statement, form, name)]
    lines = [_line(statement, form, name, language, reasons) for name in names if name not in closed]
    return Shown(statement, lines, [whole_label(form, name, language) for name in closed])


def _in_language(names: Sequence[str], form: RegisterForm | None, language: str) -> list[str]:
    """Leave out what is said in the other official language, where it is said in both."""
    other = "_en" if language == "fr" else "_fr"
    own = "_fr" if language == "fr" else "_en"
    known = set(form.names) if form else set()
    return [
        name
        for name in names
        if name in known or not (name.endswith(other) and f"{name.removesuffix(other)}{own}" in names)
    ]


def ordered_names(leaf: tlog.Leaf, form: RegisterForm | None) -> list[str]:
    order = form.names if form else tuple(OTHER_FIELDS)
    known = [name for name in order if name in leaf.fields]
    return [*known, *sorted(set(leaf.fields) - set(known))]


def is_closed(form: RegisterForm | None, name: str) -> bool:
    found = _field(form, name)
    return found is not None and not found.public


def _is_kept(statement: Statement, form: RegisterForm | None, name: str) -> bool:
    """Whether the office opened a field of a leaf without a form to nobody. In a form, each field says it itself."""
    return form is None and name not in statement.openings and name not in statement.withheld


def label_of(form: RegisterForm | None, name: str, language: str) -> str:
    found = _field(form, name)
    if found:
        return found.label(language)
    plain = name.removesuffix("_en").removesuffix("_fr")
    return str(OTHER_FIELDS.get(name) or OTHER_FIELDS.get(plain) or name.replace("_", " ").capitalize())


def part_of(form: RegisterForm | None, name: str, language: str) -> str:
    """Return what the part of a form is called that a field stands in."""
    parts = form.parts if form else ()
    return next(
        (part.label(language) for part in parts if any(each.name == name for each in part.fields)), ""
    )


def whole_label(form: RegisterForm | None, name: str, language: str) -> str:
    """Return a label that says what it belongs to, where two fields of a form have the same one."""
    label = label_of(form, name, language)
    if form and sum(each.label(language) == label for each in form.fields) > 1:
        return f"{part_of(form, name, language)}: {label}"
    return label


def _field(form: RegisterForm | None, name: str) -> RegisterField | None:
    try:
        return form.field(name) if form else None
    except FieldUnknown:
        return None


def _line(
    statement: Statement,
    form: RegisterForm | None,
    name: str,
    language: str,
    reasons: Mapping[int, Statement],
) -> Line:
    label, part = label_of(form, name, language), part_of(form, name, language)
    if name in statement.withheld:
        return Line(name, label, "withheld", part, reasons=list(_why(statement.withheld[name], reasons)))
    if name not in statement.openings:
        return Line(name, label, "gone", part)
    items = list(value_items(form, name, statement.openings[name].value, language))
    if not items:
        return Line(name, label, "nothing", part)
    return (
        Line(name, label, "text", part, items[0])
        if len(items) == 1
        else Line(name, label, "list", part, items=items)
    )


def _why(indexes: Sequence[int], reasons: Mapping[int, Statement]) -> Iterator[tuple[int, str]]:
    for index in indexes:
        found = reasons.get(index)
        yield index, str(found.values.get(tlog.WHY, "")) if found else ""


def value_items(form: RegisterForm | None, name: str, value: Any, language: str) -> Iterator[str]:
    """Return a value in the words of a language: none, one, or several."""
    found = _field(form, name)
    kind = found.type if found else ""
    if value is None or value == "":
        return
    if isinstance(value, list):
        codes = form.codes_of(name) if form and kind == "codes" else None
        yield from (codes.label(str(each), language) if codes else str(each) for each in value)
    elif isinstance(value, bool):
        yield _("Yes") if value else _("No")
    elif isinstance(value, dict):
        yield money(value, language)
    elif kind == "country":
        yield country_name(str(value), language)
    else:
        said = CODES.get(name, {}).get(str(value)) if form is None else None
        is_day = kind == "date" or name in {"due_on", "as_of"}
        yield str(said) if said else day(value) if is_day else str(value)


def money(value: Mapping[str, Any], language: str) -> str:
    """Return an amount as the language writes it; as it stands in the leaf where it is none."""
    amount, currency = str(value.get("amount", "")), str(value.get("currency", ""))
    try:
        return format_currency(Decimal(amount), currency, locale=language.replace("-", "_"))
    except (InvalidOperation, ValueError, LookupError):
        return f"{amount} {currency}".strip()


def day(value: Any) -> str:
    try:
        return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")
    except ValueError:
        return str(value)


@dataclass(frozen=True)
class Sides:
    """Who is on an entry, as one of its versions says."""

    registrant: str | None
    principal: str | None
    country: str
    purpose: str


def sides_of(statement: Statement, language: str) -> Sides:
    if statement.leaf is None:
        return Sides(None, None, "", "")
    names = rules.name_fields(statement.leaf.form)
    values = statement.values
    registrant, principal = (str(values[name]) if name and values.get(name) else None for name in names)
    country = values.get("principal_country")
    return Sides(
        registrant,
        principal,
        country_name(country, language) if isinstance(country, str) and country else "",
        str(values.get("purpose") or ""),
    )
