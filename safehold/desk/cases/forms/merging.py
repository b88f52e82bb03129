# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which case another one is put together with, and in which of the two both are read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.forms.people import clean_reference
from safehold.web.forms import LineField, OneChoice, SafeholdForm

THIS, OTHER = "this", "other"


class MergeCaseForm(SafeholdForm):
    reference = LineField(
        label=_("Reference of the other case"),
        help_text=_("It stands in the list of cases and in the address of its page: six letters and digits."),
        max_length=40,
        error_messages={"required": _("Write the reference of the other case.")},
    )
    read_in = forms.ChoiceField(
        label=_("In which of the two should both be read?"),
        choices=[(THIS, _("In this case")), (OTHER, _("In the other case"))],
        widget=OneChoice,
        initial=THIS,
    )

    def clean_reference(self) -> str:
        return clean_reference(self.cleaned_data["reference"])
