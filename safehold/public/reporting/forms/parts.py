# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The folded parts of the report form, and how what was typed is shown again for reading through."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BaseForm, BoundField, ChoiceField
from django.utils.functional import Promise

from safehold.web.forms import Option


@dataclass(frozen=True)
class Part:
    """One folded part. It stands open when something in it is filled in or needs another look."""

    title: str | Promise
    hint: str | Promise
    fields: list[BoundField]

    @property
    def is_filled(self) -> bool:
        return any(field.value() for field in self.fields)

    @property
    def is_open(self) -> bool:
        return self.is_filled or any(field.errors for field in self.fields)


def fold(form: BaseForm, title: str | Promise, hint: str | Promise, names: Iterable[str]) -> Part:
    return Part(title, hint, [form[name] for name in names])


def shown_choices(field: BoundField) -> list[str | Option]:
    """The labels of what was chosen, in the order of the form."""
    assert isinstance(field.field, ChoiceField)
    value = field.value()
    chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
    choices: Iterable[tuple[str, Option]] = field.field.choices  # type: ignore[assignment]
    return [label for code, label in choices if str(code) in chosen and str(code)]
