# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An actor: its names, each a row of two fields (`name_1`, `name_language_1`), when they were born, and what it is."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.desk.actors import rules
from safehold.desk.actors.models import ActorKind
from safehold.desk.actors.rules import ActorDraft
from safehold.desk.cases.errors import WhenUnclear
from safehold.desk.cases.rules.when import LONGEST_WHEN, read_when
from safehold.desk.parties.rules import LONGEST_NAME, Name, name_of
from safehold.web.forms import LineField, OnceForm, OneChoice, ShortText, WordsField

FIRST_ROWS = 3
ROW = re.compile(r"name_(\d{1,2})")


class ActorForm(OnceForm):
    """Who acted. Nothing is asked that screening may not know: no community, religion, ethnicity or citizenship."""

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = sum(1 for name in self.initial if ROW.fullmatch(name))
        self._rows = self._count_rows() if self.is_bound else min(max(kept + 1, FIRST_ROWS), rules.MOST_NAMES)
        for number in range(1, self._rows + 1):
            self._add_row(number)

    def _count_rows(self) -> int:
        sent = [int(found[1]) for name in self.data if (found := ROW.fullmatch(name))]
        return min(max(sent, default=FIRST_ROWS), rules.MOST_NAMES)

    def _add_row(self, number: int) -> None:
        languages = [("", _("Not said")), *settings.LANGUAGES]
        self.fields[f"name_{number}"] = LineField(
            label=_("Name, as it is written") if number == 1 else _("Another name"),
            required=False,
            max_length=LONGEST_NAME,
        )
        self.fields[f"name_language_{number}"] = forms.ChoiceField(
            label=_("Language of this name"), choices=languages, required=False
        )

    @property
    def name_rows(self) -> list[list[BoundField]]:
        """The fields of each name, for the page."""
        return [
            [self[f"{field}_{number}"] for field in ("name", "name_language")]
            for number in range(1, self._rows + 1)
        ]

    @property
    def has_more_names(self) -> bool:
        """Whether something stands in a row after the first."""
        return any(row[0].value() or row[0].errors for row in self.name_rows[1:])

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
        data = self.cleaned_data
        return tuple(
            name_of(text, language=data.get(f"name_language_{number}") or "")
            for number in range(1, self._rows + 1)
            if (text := (data.get(f"name_{number}") or "").strip())
        )
