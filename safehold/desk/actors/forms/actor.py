# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An actor: its names, each a row of two fields (`name_1`, `name_language_1`), when they were born, and what it is."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.desk.actors import rules
from safehold.desk.actors.models import ActorKind
from safehold.desk.actors.rules import ActorDraft
from safehold.desk.cases.errors import WhenUnclear
from safehold.desk.cases.rules.when import LONGEST_WHEN, read_when
from safehold.desk.parties.rules import LONGEST_NAME, Name, name_of
from safehold.web.forms import LineField, OneChoice, ShortText, WordsField
from safehold.web.name_rows import NameRowsForm


class ActorForm(NameRowsForm):
    """Who acted. Nothing is asked that screening may not know: no community, religion, ethnicity or citizenship."""

    first_name_label = gettext_lazy("Name, as it is written")
    most_names = rules.MOST_NAMES
    longest_name = LONGEST_NAME

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=ActorKind.choices,
        widget=OneChoice,
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )
    born = LineField(
        label=gettext_lazy("Born"),
        help_text=gettext_lazy(
            "A day, a month or a year, as far as you know it: 1962, March 1962, about 1960. For people only."
        ),
        required=False,
        max_length=LONGEST_WHEN,
    )
    description = WordsField(
        label=gettext_lazy("Who it is"),
        help_text=gettext_lazy("What tells them from somebody else. Leave out what nobody needs."),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
    )

    @property
    def other_fields(self) -> list[BoundField]:
        """The fields that come after the names."""
        return [self["born"], self["description"]]

    @classmethod
    def of(cls, draft: ActorDraft) -> "ActorForm":
        """Return the form with what is kept of an actor."""
        initial: dict[str, Any] = {"kind": draft.kind, "born": draft.born, "description": draft.description}
        for number, name in enumerate(draft.names, 1):
            initial |= {f"name_{number}": name.text, f"name_language_{number}": name.language}
        return cls(initial=initial)

    def clean_born(self) -> str:
        written: str = self.cleaned_data["born"]
        try:
            return read_when(written).edtf
        except WhenUnclear:
            raise forms.ValidationError(
                _("We could not read this. Write 1962, 1962-03 or 1962-03-04.")
            ) from None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not self._names():
            self.add_error("name_1", _("Write at least one name, in any script."))
        return data

    def draft(self) -> ActorDraft:
        """Return what was written. Only people are born."""
        data = self.cleaned_data
        born = data["born"] if data["kind"] == rules.OFFICIAL else ""
        return ActorDraft(data["kind"], self._names(), born, data["description"])

    def _names(self) -> tuple[Name, ...]:
        return tuple(name_of(text, language=language) for text, _kind, language in self.written_names())
