# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fields that several forms ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.core.reunification import read_when
from safehold.desk.families.rules.contents import LONGEST_LINE
from safehold.web.forms import LineField

FIRST_YEAR, LAST_YEAR = 1900, 2200
WHEN_HINT = _(
    "2026-03-01, 2026-03, 2026, or between two: 2026-03/2026-05. Leave it empty while nobody knows."
)
UNKNOWN, YES, NO = "", "yes", "no"


class WhenField(LineField):
    """A day, a month, a year or a span, as the clocks read it; kept as it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        asked: dict[str, Any] = {"required": False, "max_length": LONGEST_LINE, "help_text": WHEN_HINT}
        super().__init__(**asked | kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value) or ""
        if not text:
            return ""
        try:
            when = read_when(text)
        except ValueError:
            when = None
        if when is None or when.first.year < FIRST_YEAR or when.last.year > LAST_YEAR:
            raise forms.ValidationError(
                _("We could not read this day. Write 2026-03-01, 2026-03, 2026, or 2026-03/2026-05.")
            )
        return text


class YesNoField(forms.ChoiceField):
    """Yes, no, or not known: what nobody knows stays open, and the rules say so."""

    def __init__(self, **kwargs: Any) -> None:
        choices: Sequence[tuple[str, Any]] = [(UNKNOWN, _("Not known")), (YES, _("Yes")), (NO, _("No"))]
        super().__init__(choices=choices, required=False, **kwargs)


def as_answer(text: str) -> bool | None:
    return {YES: True, NO: False}.get(text)


def as_text(answer: bool | None) -> str:
    return UNKNOWN if answer is None else YES if answer else NO
