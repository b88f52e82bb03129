# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From what a leaf says to what the API answers: values as they were filed, each with its labels in both languages.

A field that was withheld, or that the office keeps, says so and has no value: it never looks like an empty one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import override

from safehold.catalog.countries import country_name
from safehold.catalog.errors import FieldUnknown
from safehold.core import tlog
from safehold.core.tlog import Leaf
from safehold.public.register.models import Entry
from safehold.public.register.queries import History, Statement, Thread
from safehold.public.register.views import presenting

LANGUAGES = ("en", "fr")
MOST_LABELS = 5_000
NOBODY = UUID(int=0)
Words = dict[str, str]


def tell_statement(statement: Statement, reasons: Mapping[int, Statement]) -> dict[str, Any]:
    """Return what a leaf says. One that does not fit the signed log says only what is wrong with it."""
    leaf = statement.leaf
    if leaf is None:
        return {"index": statement.index, "problem": statement.problem}
    form = presenting.find_form(leaf.form)
    names = presenting.ordered_names(leaf, form)
    return {
        "index": statement.index,
        "problem": None,
        "kind": leaf.kind,
        "kind_label": kind_label(leaf.kind),
        "on": leaf.on.isoformat(),
        "form": leaf.form,
        "version": leaf.version,
        "entry": _text(leaf.entry),
        "registrant": _text(leaf.registrant),
        "principal": _text(leaf.principal),
        "about": list(leaf.about),
        "fields": {name: _tell_field(statement, leaf, name, reasons) for name in names},
    }


def _tell_field(
    statement: Statement, leaf: Leaf, name: str, reasons: Mapping[int, Statement]
) -> dict[str, Any]:
    told: dict[str, Any] = {"label": field_label(leaf.form, name)}
    if name in statement.withheld:
        by = [{"index": index, "why": _why(index, reasons)} for index in statement.withheld[name]]
        return {"state": "withheld", **told, "withheld_by": by}
    if name not in statement.openings:
        return {"state": _absent(leaf.form, name), **told}
    value = statement.openings[name].value
    labels = value_labels(leaf.form, name, value)
    return {"state": "open", **told, "value": value} | ({"value_labels": labels} if labels else {})


def _why(index: int, reasons: Mapping[int, Statement]) -> str | None:
    found = reasons[index].values.get(tlog.WHY) if index in reasons else None
    return found if isinstance(found, str) else None


@cache
def _absent(form_name: str, name: str) -> str:
    """Why there is no opening: the form keeps the field with the office, or the leaf's own writer did."""
    form = presenting.find_form(form_name)
    return "missing" if form and not presenting.is_closed(form, name) and name in form.names else "kept"


@cache
def kind_label(kind: str) -> Words:
    return _both(lambda _language: str(presenting.KINDS.get(kind, kind.capitalize())))


@cache
def state_label(state: str) -> Words:
    return _both(lambda _language: str(presenting.STATES[state]))


@cache
def field_label(form_name: str, name: str) -> Words:
    form = presenting.find_form(form_name)
    return _both(lambda language: presenting.label_of(form, name, language))


def value_labels(form_name: str, name: str, value: Any) -> list[Words]:
    """Return the words for codes and countries, in the order of the value; nothing for other values."""
    if _kind_of(form_name, name) not in {"codes", "country"}:
        return []
    codes = value if isinstance(value, list) else [value]
    return [_code_label(form_name, name, each) for each in codes if isinstance(each, str)]


@cache
def _kind_of(form_name: str, name: str) -> str:
    form = presenting.find_form(form_name)
    try:
        return form.field(name).type if form else ""
    except FieldUnknown:
        return ""


@lru_cache(MOST_LABELS)
def _code_label(form_name: str, name: str, code: str) -> Words:
    form = presenting.find_form(form_name)
    if form and _kind_of(form_name, name) == "codes":
        return {language: form.codes_of(name).label(code, language) for language in LANGUAGES}
    return {language: country_name(code, language) for language in LANGUAGES}


def _both(words: Any) -> Words:
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = words(language)
    return told


def tell_entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "number": entry.number,
        "registrant": _text(entry.registrant_id),
        "principal": _text(entry.principal_id),
        "page": {language: address_of("register:entry", entry.id, language) for language in LANGUAGES},
        "saved_with_proofs": address_of("register:saved-entry", entry.id),
    }


def address_of(name: str, identifier: UUID, *before: str) -> str:
    """Return the address of something by its id, of which a list has many: worked out once for each page."""
    return _address_of_nobody(name, *before).replace(str(NOBODY), str(identifier))


@cache
def _address_of_nobody(name: str, *before: str) -> str:
    return reverse(name, args=[*before, NOBODY])


def tell_thread(thread: Thread, history: History) -> list[dict[str, Any]]:
    return [tell_statement(each, history.reasons) for each in (thread.first, *thread.answers)]


def _text(identifier: object) -> str | None:
    return None if identifier is None else str(identifier)
