# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a member types to change a task. Errors say what is missing; what was typed stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.tasks import queries
from safehold.web.forms import DayField, SafeholdForm

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

NOBODY = ("", _("Nobody yet"))


class PostponeForm(SafeholdForm):
    due_on = DayField(label=_("Another day"), error_messages={"required": _("Choose a day.")})


class GiveForm(SafeholdForm):
    member = forms.ChoiceField(
        label=_("Who does it"),
        required=False,
        error_messages={"invalid_choice": _("This person cannot be given tasks here.")},
    )

    def __init__(self, organisation_id: UUID, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(each.pk): each for each in queries.list_assignees(organisation_id)}
        names = [(key, each.display_name) for key, each in self._people.items()]
        self.fields["member"].choices = [NOBODY, *names]  # type: ignore[attr-defined]

    def holder(self) -> Member | None:
        """Return who was chosen; None for nobody."""
        return self._people.get(self.cleaned_data["member"])
