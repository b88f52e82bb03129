# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One value that the office corrects, asked for as the form of the register asks for it, with why in both languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.catalog.countries import countries
from safehold.catalog.register_forms import RegisterField, RegisterForm
from safehold.desk.registrar.actions import Why
from safehold.web.forms import (
    DayField,
    LineField,
    ManyChoices,
    OneChoice,
    SafeholdForm,
    ShortText,
    WordsField,
)

LONGEST_WORDS = 2_000
YES, NO = "yes", "no"
NOT_CORRECTED = "money"
"""Sums of money are never public, and so not corrected here."""


class CorrectionForm(SafeholdForm):
    """The value is asked for by a field that `correction_form` adds."""

    why_en = WordsField(
        label=_("Why, in English"),
        help_text=_("Published with the correction."),
        max_length=LONGEST_WORDS,
        widget=ShortText,
    )
    why_fr = WordsField(
        label=_("Why, in French"),
        help_text=_("Published with the correction."),
        max_length=LONGEST_WORDS,
        widget=ShortText,
    )

    field_order = ["value", "why_en", "why_fr"]

    def why(self) -> Why:
        return Why(self.cleaned_data["why_en"], self.cleaned_data["why_fr"])


def list_fields(form: RegisterForm, language: str) -> list[tuple[str, str]]:
    """Return the fields that can be corrected, each with its part and label."""
    return [
        (each.name, f"{part.label(language)}: {each.label(language)}")
        for part in form.parts
        for each in part.fields
        if each.public and each.type != NOT_CORRECTED
    ]


def correction_form(
    form: RegisterForm, name: str, language: str, current: Any, data: Any = None
) -> CorrectionForm:
    """Return the form that corrects one field, filled with what stands there."""
    field = form.field(name)
    made = type("Correction", (CorrectionForm,), {"value": _input(form, field, language)})
    found: CorrectionForm = made(data, initial={"value": _typed(field, current)})
    return found


def read_value(form: RegisterForm, name: str, typed: Any) -> Any:
    """Return what was typed as the register keeps it."""
    field = form.field(name)
    if typed in (None, "", []):
        return None
    if field.type == "codes":
        chosen = [typed] if isinstance(typed, str) else typed
        return [code for code in form.codes_of(name).names if code in chosen]
    if field.type == "bool":
        return typed == YES
    return typed.isoformat() if isinstance(typed, date) else str(typed).strip()


def _typed(field: RegisterField, value: Any) -> Any:
    if field.type == "bool":
        return "" if value is None else YES if value else NO
    if field.type == "codes" and field.most == 1:
        return value[0] if value else ""
    return value


def _input(form: RegisterForm, field: RegisterField, language: str) -> forms.Field:
    said: dict[str, Any] = {"label": _("What it should say"), "required": field.required}
    match field.type:
        case "date":
            return DayField(**said)
        case "bool":
            return _one_of([(YES, _("Yes")), (NO, _("No"))], said)
        case "country":
            return forms.ChoiceField(choices=[("", "—"), *countries(language)], **said)
        case "codes":
            return _codes(form, field, language, said)
        case "text":
            return LineField(max_length=field.most_chars or LONGEST_WORDS, **said)
    return WordsField(max_length=field.most_chars or LONGEST_WORDS, widget=ShortText, **said)


def _codes(form: RegisterForm, field: RegisterField, language: str, said: dict[str, Any]) -> forms.Field:
    listed = form.codes_of(field.name)
    choices = [(code, listed.label(code, language)) for code in listed.names]
    if field.most == 1:
        return _one_of(choices, said)
    return forms.MultipleChoiceField(choices=choices, widget=ManyChoices, **said)


def _one_of(choices: list[tuple[str, Any]], said: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=choices, widget=OneChoice, **said)
