# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is in a case: their names in each script, how to reach them, what one is to another, and which two are one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.desk.cases.forms.acts import describe
from safehold.desk.parties import rules
from safehold.desk.parties.models import PartyKind, RelationKind, Role
from safehold.desk.parties.queries import OpenedParty
from safehold.desk.parties.rules import Name, PartyDraft, name_of
from safehold.web.forms import (
    LineField,
    ManyChoices,
    OneChoice,
    SafeholdForm,
    ShortText,
    WordsField,
)
from safehold.web.name_rows import NameRowsForm
from safehold.web.references import read_reference

NAME_KINDS = [
    (rules.LEGAL, gettext_lazy("Name in their papers")),
    (rules.ROMANISED, gettext_lazy("Written in Latin letters")),
    (rules.ALSO_KNOWN, gettext_lazy("Also known as")),
    (rules.HANDLE, gettext_lazy("Name of an account, or a number")),
]


class PartyForm(NameRowsForm):
    """A party."""

    first_name_label = gettext_lazy("Name")
    most_names = rules.MOST_NAMES
    longest_name = rules.LONGEST_NAME
    name_kinds = NAME_KINDS
    first_kind = rules.LEGAL
    further_kind = rules.ALSO_KNOWN

    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=PartyKind.choices,
        widget=OneChoice,
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("In this case"), choices=Role.choices, required=False, widget=ManyChoices
    )
    contacts = WordsField(
        label=gettext_lazy("How to reach them"),
        help_text=gettext_lazy("One way a line. Only what they want us to use."),
        required=False,
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
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
        return [self["contacts"], self["description"]]

    @classmethod
    def of(cls, draft: PartyDraft) -> "PartyForm":
        """Return the form with what is kept of a party: of this row alone, not of what was merged into it."""
        initial: dict[str, Any] = {
            "kind": draft.kind,
            "roles": list(draft.roles),
            "contacts": "\n".join(draft.contacts),
            "description": draft.description,
        }
        for number, name in enumerate(draft.names, 1):
            initial[f"name_{number}"] = name.text
            initial[f"name_kind_{number}"] = name.kind
            initial[f"name_language_{number}"] = name.language
        return cls(initial=initial)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not self._names() and not (data["contacts"] or data["description"]):
            self.add_error("name_1", _("Write a name, or under “Who it is” what is known of them."))
        return data

    def draft(self) -> PartyDraft:
        """Return what was written."""
        data = self.cleaned_data
        contacts = tuple(line.strip() for line in data["contacts"].splitlines() if line.strip())
        return PartyDraft(data["kind"], tuple(data["roles"]), self._names(), contacts, data["description"])

    def _names(self) -> tuple[Name, ...]:
        return tuple(name_of(*written) for written in self.written_names())


class RelationForm(SafeholdForm):
    """What this party is to another of the case."""

    kind = forms.ChoiceField(label=gettext_lazy("What they are"), choices=RelationKind.choices)
    other = forms.ChoiceField(label=gettext_lazy("To whom"))
    note = LineField(label=gettext_lazy("Anything to add"), required=False, max_length=rules.LONGEST_NAME)

    def __init__(self, others: Iterable[OpenedParty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((str(party.id), party.name or party.kind_label) for party in others),
        ]

    @property
    def other_id(self) -> UUID:
        return UUID(self.cleaned_data["other"])


class MergePartyForm(SafeholdForm):
    """Which party this one is."""

    other = forms.ChoiceField(
        label=gettext_lazy("They are the same as"),
        widget=OneChoice,
        error_messages={"required": gettext_lazy("Choose who it is.")},
    )

    def __init__(self, others: Iterable[OpenedParty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [  # type: ignore[attr-defined]
            (str(party.id), describe(party)) for party in others
        ]

    @property
    def other_id(self) -> UUID:
        return UUID(self.cleaned_data["other"])


def clean_reference(typed: str) -> str:
    """Return the letters of a case's reference. Raises ValidationError."""
    letters = read_reference(typed)
    if letters is None:
        raise forms.ValidationError(_("A reference has six letters and digits, such as 3F9-A2C."))
    return letters
