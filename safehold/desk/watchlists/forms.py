# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a lead says about a list they import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from safehold.core.watchlists import KINDS as KIND_CODES
from safehold.desk.watchlists.models import ListVersion
from safehold.desk.watchlists.rules import read_mapping
from safehold.desk.watchlists.words import KINDS, REFUSALS
from safehold.web.forms import SafeholdForm

LARGEST_BYTES = 5 * 1024 * 1024


class ImportForm(SafeholdForm):
    name = forms.CharField(
        label=gettext_lazy("Name of the list"),
        help_text=gettext_lazy("The same name again makes a new version of the same list."),
        max_length=200,
    )
    format = forms.ChoiceField(label=gettext_lazy("What the file is"), choices=ListVersion.Format.choices)
    origin = forms.CharField(
        label=gettext_lazy("Where it comes from"),
        help_text=gettext_lazy("Who publishes it, and the address."),
        max_length=500,
    )
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        help_text=gettext_lazy("Under which terms you may use it."),
        max_length=500,
    )
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy("The day on which the list stood so."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    columns = forms.CharField(
        label=gettext_lazy("Columns of a table"),
        help_text=gettext_lazy(
            "Only for a table: what is in which column, such as name=Full name, born=DOB, key=Ref."
        ),
        required=False,
        max_length=1_000,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Who stands in a table"),
        required=False,
        choices=[(code, KINDS[code]) for code in KIND_CODES],
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "At most 5 MB. Your organisation alone sees this list and is screened against it."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in this file."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(REFUSALS["too-large"])
        return file

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or "person"

    @property
    def mapping(self) -> dict[str, str]:
        """Return what `columns` says, field -> column."""
        return read_mapping(self.cleaned_data.get("columns", ""))
