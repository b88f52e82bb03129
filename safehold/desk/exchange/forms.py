# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a lead chooses about tables. Errors say what is missing; what was chosen stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import queries as cases
from safehold.desk.exchange import queries
from safehold.desk.exchange.rules import columns
from safehold.desk.exchange.words import FIELD_HINTS, FIELD_LABELS
from safehold.desk.members.rules import FieldClass
from safehold.web.closing import ClosingForm
from safehold.web.forms import (
    ManyChoices,
    Option,
    SafeholdForm,
)

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

SHOWN_OF_A_COLUMN = 40
CLASS_OPTIONS = {
    FieldClass.WORDS: Option(
        gettext_lazy("What happened, in words"), gettext_lazy("Titles, incidents, days.")
    ),
    FieldClass.IDENTITY: Option(
        gettext_lazy("Who they are"), gettext_lazy("Names, ways to reach them, your numbers.")
    ),
    FieldClass.SAFETY: Option(
        gettext_lazy("What could hurt somebody, in the wrong hands"), gettext_lazy("Places.")
    ),
}


class UploadForm(SafeholdForm):
    table = forms.FileField(
        label=gettext_lazy("The table"),
        help_text=gettext_lazy(
            "CSV, XLSX or ODS. At most 5 MB and 5,000 rows; its first row names the columns."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in this file."),
        },
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("How its letters were saved"),
        help_text=gettext_lazy("Only for CSV. Leave it, unless we cannot read the file."),
        required=False,
        choices=[
            ("", gettext_lazy("As the file says, or UTF-8")),
            ("cp1252", gettext_lazy("Western European (Windows-1252)")),
            ("gb18030", gettext_lazy("Simplified Chinese (GB 18030)")),
            ("big5", gettext_lazy("Traditional Chinese (Big5)")),
            ("cp1256", gettext_lazy("Arabic script (Windows-1256)")),
            ("utf-16", "UTF-16"),
        ],
    )


class ColumnsForm(SafeholdForm):
    """For each of our fields, the column that holds it."""

    def __init__(self, header: Sequence[str], mapping: dict[str, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None")), *((str(place), _name(place, name)) for place, name in enumerate(header))]
        for field in columns.FIELDS:
            self.fields[field] = forms.ChoiceField(
                label=FIELD_LABELS[field],
                help_text=FIELD_HINTS.get(field, ""),
                choices=choices,
                required=False,
                initial=str(mapping.get(field, "")),
            )

    def mapping(self) -> dict[str, int]:
        return {field: int(place) for field, place in self.cleaned_data.items() if place}


def _name(place: int, name: str) -> str:
    shown = " ".join(name.split())[:SHOWN_OF_A_COLUMN]
    return shown or _("Column %(number)d, without a name") % {"number": place + 1}


class TableForm(ClosingForm):
    """Which cases, which fields, which kind of file; and how it is closed. Plain only after a tick."""

    field_order = ["state", "tactic", "assigned", "urgent", "kind", "classes"]

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    tactic = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    assigned = forms.ChoiceField(label=gettext_lazy("Who looks after it"), required=False)
    urgent = forms.BooleanField(label=gettext_lazy("Only urgent"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        initial="csv",
        choices=[
            ("csv", gettext_lazy("CSV, for spreadsheets")),
            ("json", gettext_lazy("JSON, for programs")),
        ],
    )
    classes = forms.MultipleChoiceField(
        label=gettext_lazy("Beside states, codes and days"),
        help_text=gettext_lazy("Take only what you need: what is not in the file cannot be lost with it."),
        required=False,
        widget=ManyChoices,
    )

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(each.pk), each.display_name) for each in cases.list_case_members(member)]
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [
            ("", _("All that are not closed")),
            (cases.ANY_STATE, _("All")),
            *cases.list_states(),
        ]
        fields["tactic"].choices = [("", _("Anything")), *_list_tactics()]
        fields["assigned"].choices = [("", _("Anybody")), (cases.NOBODY, _("Nobody yet")), *people]
        allowed = queries.classes_of(member)
        fields["classes"].choices = [
            (str(each), option) for each, option in CLASS_OPTIONS.items() if each in allowed
        ]

    def chosen(self) -> queries.Chosen:
        data = self.cleaned_data
        names = ("state", "tactic", "assigned", "urgent")
        return queries.Chosen(
            cases.CaseFilter(**{name: data[name] for name in names}),
            (FieldClass.CLEAR, *(FieldClass(each) for each in data["classes"])),
        )


def _list_tactics() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the tactics by family, in the reader's language."""
    language = get_language() or "en"
    return [
        (family.label(language), [(tactic.code, tactic.label(language)) for tactic in family.tactics])
        for family in load_tactics().families
    ]
