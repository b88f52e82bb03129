# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A task in somebody's own words. Errors say what is missing; what was typed stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.tasks import queries as tasks
from safehold.desk.tasks import rules
from safehold.desk.tasks.models import Unit
from safehold.web.forms import DayField, LineField, OnceForm

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

NOBODY = ("", _("Nobody yet"))
ONCE_ONLY = ("", _("does not come again"))
HOW_OFTEN = _("Choose a number from 1 to 99.")


class AddTaskForm(OnceForm):
    words = LineField(
        label=_("What has to be done"),
        help_text=_("Sealed in the case. A calendar never shows these words."),
        max_length=rules.LONGEST_WORDS,
        error_messages={"required": _("Write what has to be done.")},
    )
    due_on = DayField(label=_("Until when"), required=False)
    every = forms.IntegerField(
        label=_("It comes again every"),
        required=False,
        min_value=1,
        max_value=rules.MOST_EVERY,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={"min_value": HOW_OFTEN, "max_value": HOW_OFTEN},
    )
    unit = forms.ChoiceField(
        label=_("Days, weeks or months"), required=False, choices=[ONCE_ONLY, *Unit.choices]
    )
    member = forms.ChoiceField(
        label=_("Who does it"),
        required=False,
        error_messages={"invalid_choice": _("This person cannot be given tasks here.")},
    )

    def __init__(self, by: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(each.pk): each for each in tasks.list_assignees(by.organisation_id)}
        names = [(key, each.display_name) for key, each in self._people.items()]
        self.fields["member"].choices = [NOBODY, *names]  # type: ignore[attr-defined]
        self.initial.setdefault("member", str(by.pk))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("unit") and "due_on" in data and not data["due_on"]:
            self.add_error("due_on", _("Choose the first day of a task that comes again."))
        if data.get("every") and not data.get("unit"):
            self.add_error("unit", _("Choose days, weeks or months, or leave the number empty."))
        return data

    def repeats(self) -> rules.Repeat | None:
        """Return how it comes again, or None."""
        unit = self.cleaned_data["unit"]
        return rules.Repeat(self.cleaned_data["every"] or 1, unit) if unit else None

    def holder(self) -> Member | None:
        """Return who was chosen; None for nobody."""
        return self._people.get(self.cleaned_data["member"])
