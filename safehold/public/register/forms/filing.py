# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The steps of a filing as forms, made from the catalogue. What is typed is kept as it is, right or not.

An input has the name of its field; the currency of a sum of money has one more, `<name>_currency`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, ClassVar

from babel.numbers import list_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from safehold.catalog.countries import countries
from safehold.catalog.register_forms import RegisterField, RegisterForm, register_form
from safehold.public.register.rules import filings as rules
from safehold.web.forms import (
    DayField,
    LineField,
    ManyChoices,
    OneChoice,
    SafeholdForm,
    ShortText,
    WordsField,
    clean_words,
)

TOO_LONG = _("This is %(show_value)d characters long. At most %(limit_value)d fit here: please shorten it.")
ENDS_BEFORE = _("The end is before the beginning. Please check both days.")
NO_SUM = _("We could not read this sum. Write it in figures, for example 1200 or 1200.50.")
NO_CURRENCY = _("Three letters, for example CAD, USD or EUR.")
NONE_BUT_SUM = _("You said that there is none. Choose “Yes”, or empty the fields below.")
CURRENCY = "_currency"
YES, NO = "yes", "no"
MOST_CHARS = 6000
FITS_SHORT = 600
"""Longer texts get a large box."""
SUM = re.compile(r"\d{1,15}(\.\d{1,2})?")


class StepForm(SafeholdForm):
    """One step. Bound to what came in, or filled with what was kept."""

    names: ClassVar[tuple[str, ...]] = ()
    form_name: ClassVar[str] = rules.FORM

    def values(self) -> dict[str, Any]:
        """The values of this step's fields. Call it on a valid form."""
        return {name: self._value(name) for name in self.names}

    def _value(self, name: str) -> Any:
        found = self.cleaned_data.get(name)
        if found in (None, "", []):
            return None
        field = register_form(self.form_name).field(name)
        if field.type == "codes":
            chosen = [found] if isinstance(found, str) else found
            return rules.in_list_order(register_form(self.form_name).codes_of(name).names, chosen)
        if field.type == "bool":
            return found == YES
        if field.type == "money":
            return {"amount": found, "currency": self.cleaned_data.get(name + CURRENCY)}
        return found.isoformat() if isinstance(found, date) else found

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        begins, ends = typed.get("started_on"), typed.get("ended_on")
        if begins and ends and ends < begins:
            self.add_error("ended_on", ENDS_BEFORE)
        if typed.get("compensation_exists") == NO and (
            typed.get("compensation_amount") or typed.get("compensation_about")
        ):
            self.add_error("compensation_exists", NONE_BUT_SUM)
        if typed.get("compensation_amount") and not typed.get("compensation_amount" + CURRENCY):
            self.add_error("compensation_amount" + CURRENCY, NO_CURRENCY)
        return typed


class WordsForm(SafeholdForm):
    """The one step of a reply: it is published."""

    text = WordsField(
        label=_("Your words"),
        help_text=_("They are published beside what they answer, once the office has looked at them."),
        widget=forms.Textarea({"rows": 10, "dir": "auto"}),
        validators=[MaxLengthValidator(MOST_CHARS, TOO_LONG)],
    )

    def values(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"]}


class RepresentationForm(WordsForm):
    """The one step of representations: nobody outside the office sees them (sections 15 and 20(2))."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Only the office reads them, before it decides.")


class QuestionForm(WordsForm):
    """The one step of a question to the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What do you want to know?")
        self.fields["text"].help_text = _(
            "Say how it is with you, as far as the answer hangs on it. Only the office reads it, and only you read the "
            "answer."
        )


SPOKEN_FORMS = {"representation": RepresentationForm, "question": QuestionForm}


class SumField(LineField):
    """A sum of money as people write it, brought to figures with two places."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "")
        if not typed:
            return ""
        plain = in_figures(typed)
        if not SUM.fullmatch(plain):
            raise ValidationError(NO_SUM)
        try:
            return str(Decimal(plain).quantize(Decimal("0.01")))
        except InvalidOperation:
            raise ValidationError(NO_SUM) from None


def in_figures(typed: str) -> str:
    """Take away what groups figures; a last mark before one or two figures is the decimal one."""
    plain = re.sub(r"[\s'’]", "", typed)
    whole, mark, places = plain.rpartition(max(".,", key=plain.rfind))
    if mark and len(places) in (1, 2):
        return f"{re.sub(r'[.,]', '', whole)}.{places}"
    return re.sub(r"[.,]", "", plain)


class CurrencyField(LineField):
    """Three letters of ISO 4217."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "").strip().upper()
        if typed and typed not in list_currencies():
            raise ValidationError(NO_CURRENCY)
        return typed


def step_form(kind: str, part: str, language: str) -> type[StepForm] | type[WordsForm]:
    """Return the form of one step; raises FieldUnknown (catalog)."""
    if not rules.has_form(kind):
        return SPOKEN_FORMS.get(kind, WordsForm)
    return _ending(language) if part == rules.ENDING else _part(rules.FORM, part, language)


@cache
def _part(name: str, part: str, language: str) -> type[StepForm]:
    wanted = register_form(name).part(part).fields
    return _made(name, wanted, language)


@cache
def _ending(language: str) -> type[StepForm]:
    made = _made(rules.FORM, (register_form(rules.FORM).field("ended_on"),), language)
    made.base_fields["ended_on"].required = True
    made.base_fields["ended_on"].help_text = ""
    return made


def _made(name: str, wanted: tuple[RegisterField, ...], language: str) -> type[StepForm]:
    inputs: dict[str, Any] = {}
    for field in wanted:
        inputs[field.name] = _input(name, field, language)
        if field.type == "money":
            inputs[field.name + CURRENCY] = CurrencyField(
                label=_("Currency"),
                help_text=NO_CURRENCY,
                required=False,
                widget=_short(autocapitalize="characters"),
            )
    return type(
        "Step", (StepForm,), inputs | {"names": tuple(each.name for each in wanted), "form_name": name}
    )


def _input(form: str, field: RegisterField, language: str) -> forms.Field:
    said: dict[str, Any] = {
        "label": in_its_language(field.label(language), language),
        "help_text": in_its_language(field.help(language), language) if field.help_en else "",
        "required": field.required,
    }
    limits = [MaxLengthValidator(field.most_chars, TOO_LONG)] if field.most_chars else []
    large = field.most_chars > FITS_SHORT
    made: dict[str, Callable[[], forms.Field]] = {
        "text": lambda: LineField(widget=forms.TextInput({"dir": "auto"}), validators=limits, **said),
        "long_text": lambda: WordsField(
            widget=forms.Textarea({"dir": "auto"}) if large else ShortText({"dir": "auto"}),
            validators=limits,
            **said,
        ),
        "date": lambda: DayField(**said),
        "bool": lambda: _one_of([(YES, _("Yes")), (NO, _("No"))], said),
        "money": lambda: SumField(widget=_short(inputmode="decimal"), **said),
        "country": lambda: forms.ChoiceField(choices=lambda: [("", "—"), *countries(language)], **said),
        "codes": lambda: _codes_of(register_form(form), field, language, said),
    }
    return made[field.type]()


def _codes_of(form: RegisterForm, field: RegisterField, language: str, said: dict[str, Any]) -> forms.Field:
    listed = form.codes_of(field.name)
    choices = [(code, in_its_language(listed.label(code, language), language)) for code in listed.names]
    if field.most == 1:
        return _one_of(choices, said)
    return forms.MultipleChoiceField(choices=lambda: choices, widget=ManyChoices(), **said)


def _one_of(choices: list[tuple[str, Any]], said: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=lambda: choices, widget=OneChoice(), **said)


def _short(**attrs: str) -> forms.TextInput:
    return forms.TextInput({"class": "short", **attrs})


def in_its_language(text: str, language: str) -> Any:
    """A label of the catalogue, which is in French or English, marked as English in the other languages."""
    return text if language in ("en", "fr") else format_html('<bdi lang="en">{}</bdi>', text)


def typed_in(form: type[forms.Form], data: QueryDict) -> dict[str, Any]:
    """What stands in the inputs of a step, right or not, as it is kept in a draft."""
    typed: dict[str, Any] = {}
    for name, field in form.base_fields.items():
        value = field.widget.value_from_datadict(data, MultiValueDict(), name)
        typed[name] = (
            [clean_words(each) for each in value] if isinstance(value, list) else clean_words(value or "")
        )
    return typed


def bound_to(form: type[forms.Form], typed: Mapping[str, Any]) -> Any:
    """A step judged by what is kept."""
    lists = {key: value if isinstance(value, list) else [value] for key, value in typed.items()}
    return form(MultiValueDict(lists))


def filled_with(form: type[forms.Form], typed: Mapping[str, Any]) -> Any:
    """A step that shows what is kept, and judges nothing."""
    return form(initial={name: typed[name] for name in form.base_fields if name in typed})


def typed_from(form_name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What would have been typed to give these values: what a change starts from."""
    typed: dict[str, Any] = {}
    for field in register_form(form_name).fields:
        value = values.get(field.name)
        match field.type:
            case "codes":
                chosen = list(value or [])
                typed[field.name] = (chosen[0] if chosen else "") if field.most == 1 else chosen
            case "bool":
                typed[field.name] = "" if value is None else YES if value else NO
            case "money":
                typed[field.name] = value["amount"] if value else ""
                typed[field.name + CURRENCY] = value["currency"] if value else ""
            case _:
                typed[field.name] = value or ""
    return typed
