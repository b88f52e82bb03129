# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The folded parts of the report form, and how what was typed is shown again for reading through."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField, ChoiceField
from django.utils.functional import Promise

from safehold.web.forms import OneChoice, Option


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


class DeskChoice(OneChoice):
    """The default desk in sight, the others folded: one decision at a time on a small screen.

    The fold stands open when one of the others is chosen.
    """

    template_name = "reporting/desks.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [option for _group, each, _index in context["widget"]["optgroups"] for option in each]
        others = options[1:]
        is_open = any(option["selected"] for option in others)
        context["widget"].update(first=options[:1], others=others, is_open=is_open)
        return context
