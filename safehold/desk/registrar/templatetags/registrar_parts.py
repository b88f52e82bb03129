# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values of the register's forms, in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.countries import country_name
from safehold.catalog.register_forms import RegisterForm
from safehold.desk.registrar.words import label_of_kind, label_of_provision

register = template.Library()


def language() -> str:
    return "fr" if (get_language() or "").startswith("fr") else "en"


def words_of(form: RegisterForm, name: str, value: Any) -> str:
    """Return a value as people read it. Whatever was sent is shown, also what its type does not allow."""
    kind = form.field(name).type
    if value is None or value in ("", []):
        return "—"
    if kind == "codes" and isinstance(value, list):
        codes = form.codes_of(name)
        return "; ".join(codes.label(str(each), language()) for each in value)
    if kind == "bool" and isinstance(value, bool):
        return _("Yes") if value else _("No")
    if kind in ("country", "date") and isinstance(value, str):
        return country_name(value, language()) if kind == "country" else day(value)
    if kind == "money" and isinstance(value, dict):
        return f"{value.get('amount', '')} {value.get('currency', '')}".strip()
    return str(value)


def name_parts(form: RegisterForm) -> dict[str, str]:
    """Return, for the first field of each part of a form, what the part is called: both sides have a name."""
    return {part.fields[0].name: part.label(language()) for part in form.parts if part.fields}


def name_field(form: RegisterForm, name: str) -> str:
    """Return what a field is called, with its part."""
    part = next(each for each in form.parts if name in {field.name for field in each.fields})
    return f"{part.label(language())}: {form.field(name).label(language())}"


@register.filter
def day(value: Any) -> str:
    """Return a day as the reader's language writes it; a text that is none, as it was sent."""
    if isinstance(value, str) and value:
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return date_format(value, "DATE_FORMAT") if value else "—"


@register.filter
def kind_label(kind: str) -> str:
    return str(label_of_kind(kind))


@register.filter
def provision_label(provision: str) -> str:
    return str(label_of_provision(provision))
