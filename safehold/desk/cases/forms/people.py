# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is in a case: their names in each script, how to reach them, what one is to another, and which two are one."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
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
    OnceForm,
    OneChoice,
    SafeholdForm,
    ShortText,
    WordsField,
)
from safehold.web.references import read_reference

NAME_KINDS = [
    (rules.LEGAL, gettext_lazy("Name in their papers")),
    (rules.ROMANISED, gettext_lazy("Written in Latin letters")),
    (rules.ALSO_KNOWN, gettext_lazy("Also known as")),
    (rules.HANDLE, gettext_lazy("Name of an account, or a number")),
]
FIRST_ROWS = 3
ROW = re.compile(r"name_(\d{1,2})")


class PartyForm(OnceForm):
    """A party. Each name is a row of three fields: `name_1`, `name_kind_1`, `name_language_1`."""

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
            label=_("Name") if number == 1 else _("Another name"),
            required=False,
            max_length=rules.LONGEST_NAME,
        )
        self.fields[f"name_kind_{number}"] = forms.ChoiceField(
            label=_("What sort of name"),
            choices=NAME_KINDS,
            required=False,
            initial=rules.LEGAL if number == 1 else rules.ALSO_KNOWN,
        )
        self.fields[f"name_language_{number}"] = forms.ChoiceField(
            label=_("Language of this name"), choices=languages, required=False
        )

    @property
    def name_rows(self) -> list[list[BoundField]]:
        """The fields of each name, for the page."""
        return [
            [self[f"{field}_{number}"] for field in ("name", "name_kind", "name_language")]
            for number in range(1, self._rows + 1)
        ]

    @property
    def has_more_names(self) -> bool:
        """Whether something stands in a row after the first."""
        return any(row[0].value() or row[0].errors for row in self.name_rows[1:])

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
        data = self.cleaned_data
        return tuple(
            name_of(
                text, data.get(f"name_kind_{n}") or rules.ALSO_KNOWN, data.get(f"name_language_{n}") or ""
            )
            for n in range(1, self._rows + 1)
            if (text := (data.get(f"name_{n}") or "").strip())
        )


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
