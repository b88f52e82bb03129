# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of both sites: one look, labels and errors that a screen reader connects.

Refuses nothing for its characters: those that nobody could have typed are taken out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
NOT_TYPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""Control characters, without tab and newline; code points that are no characters."""


KIND_MESSAGES = {
    "required": _("Please fill this in."),
    "invalid_choice": _("Please choose one of these."),
    "invalid_list": _("Please choose from these."),
    "invalid": _("We could not read this. Please check it."),
    "max_length": _("This is too long: %(show_value)d characters. At most %(limit_value)d can be sent."),
}


def clean_words(text: str) -> str:
    """Return the text with plain line ends and without NUL and other control characters."""
    return NOT_TYPED.sub("", LINE_ENDS.sub("\n", text))


class SafeholdRenderer(DjangoTemplates):
    """Draw fields with `components/field.html`."""

    field_template_name = "components/field.html"


class SafeholdForm(forms.Form):
    """The base of every form. Our own kind words say what is missing, not the browser's."""

    default_renderer = SafeholdRenderer
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _speak_kindly_once(type(self))
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class OnceForm(SafeholdForm):
    """A form that carries an id of its own, so that sending it twice does it once."""

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("once", uuid4())


@cache
def _speak_kindly_once(kind: type[forms.Form]) -> None:
    """Change a form's declared fields, from which Django copies each instance's."""
    for field in kind.base_fields.values():
        _speak_kindly(field)


def _speak_kindly(field: forms.Field) -> None:
    """Replace the messages that nobody chose for this field."""
    for code, message in KIND_MESSAGES.items():
        if code == "max_length" and not isinstance(field, forms.CharField):
            continue
        if field.error_messages.get(code) == _stock_message(field, code):
            field.error_messages[code] = message


def _stock_message(field: forms.Field, code: str) -> Any:
    for kind in type(field).__mro__:
        if found := getattr(kind, "default_error_messages", {}).get(code):
            return found
    return None


class LineField(forms.CharField):
    """One line of text. What a browser could not have typed is dropped, never refused."""

    def to_python(self, value: Any) -> str | None:
        cleaned: str | None = super().to_python(_words(value, " "))
        return cleaned


class WordsField(forms.CharField):
    """Free words, kept as written: only control characters go, and line ends are made plain."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("strip", False)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str | None:
        cleaned: str | None = super().to_python(_words(value, "\n"))
        return cleaned if cleaned is None or cleaned.strip() else self.empty_value


def _words(value: Any, line_end: str) -> Any:
    return clean_words(value).replace("\n", line_end) if isinstance(value, str) else value


class DayInput(forms.DateInput):
    """The browser's own calendar; a day as 2026-11-23 where it has none."""

    input_type = "date"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"class": "short", **(attrs or {})}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """One day."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        said = {"invalid": _("Write the day as year, month, day: 2026-11-23.")}
        super().__init__(**kwargs | {"error_messages": said | kwargs.get("error_messages", {})})


@dataclass(frozen=True)
class Option:
    """The label of one choice, with a second, quieter line."""

    text: str | Promise
    hint: str | Promise = ""

    def __str__(self) -> str:
        return str(self.text)


class OneChoice(forms.RadioSelect):
    """One of several, as big targets. Labels may be an `Option`."""

    template_name = "widgets/choices.html"


class ManyChoices(forms.CheckboxSelectMultiple):
    """Any of several, as big targets. Labels may be an `Option`."""

    template_name = "widgets/choices.html"


class ShortText(forms.Textarea):
    """A few lines."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({"class": "short", "rows": 3, **(attrs or {})})
