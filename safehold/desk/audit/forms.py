# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody looks for in the record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safehold.desk.audit.queries import RowFilter
from safehold.desk.audit.verbs import Kind
from safehold.web.forms import LineField, SafeholdForm
from safehold.web.references import read_reference, reference_of


class FilterForm(SafeholdForm):
    """Sent by GET. people: id -> name of the organisation's members."""

    member = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Everything")), *Kind.choices])
    case = LineField(
        label=_("Case"), required=False, max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, asked: Mapping[str, Any], people: Mapping[UUID, str]) -> None:
        super().__init__(asked)
        named = [(str(pk), name) for pk, name in people.items()]
        self.fields["member"].choices = [("", _("Everybody")), *named]  # type: ignore[attr-defined]

    def clean_case(self) -> str:
        typed = self.cleaned_data["case"]
        letters = read_reference(typed)
        if typed and letters is None:
            raise ValidationError(_("A case number looks like %(example)s.") % {"example": "3F9-A2C"})
        return letters or ""

    def chosen(self) -> RowFilter:
        """Return what was asked for, of a valid form."""
        data = self.cleaned_data
        member_id = UUID(data["member"]) if data["member"] else None
        return RowFilter(member_id, data["kind"], data["case"])

    @property
    def case_number(self) -> str:
        """The case that is looked for, as its number is shown elsewhere; "" for all."""
        letters = getattr(self, "cleaned_data", {}).get("case", "")
        return reference_of(letters) if letters else ""
