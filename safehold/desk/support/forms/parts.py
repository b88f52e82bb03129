# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form that is sent once, and days to come."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.support import rules
from safehold.web import clock
from safehold.web.forms import DayField, ShortText, WordsField


class FewWordsField(WordsField):
    """A few lines that may be left empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", rules.LONGEST_WORDS)
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", ShortText)
        super().__init__(**kwargs)


class ComingDayField(DayField):
    """A day from today on; empty where somebody wants none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("error_messages", {"invalid": _("Write the day as 2026-12-31.")})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day < clock.today():
            raise forms.ValidationError(_("This day has passed. Choose one from today on."))
        return day
