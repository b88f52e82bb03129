# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""On what footing a member helps, and a family's file that begins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.families.models import Footing
from safehold.desk.families.rules.contents import LONGEST_LINE
from safehold.web.forms import LineField, OnceForm, OneChoice, SafeholdForm


class FootingForm(SafeholdForm):
    """Unpaid, or under a licence with its number."""

    footing = forms.ChoiceField(
        label=_("How do you help?"),
        choices=Footing.choices,
        widget=OneChoice,
        error_messages={"required": _("Choose one: the law asks for it before anybody advises.")},
    )
    licence = LineField(
        label=_("Number of your licence or membership, and of which body"),
        help_text=_("Not needed if you are unpaid. It stands on letters that you make."),
        required=False,
        max_length=60,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("footing") not in (None, Footing.UNPAID) and not data.get("licence"):
            self.add_error("licence", _("Write the number: whoever is paid to advise must be licensed."))
        return data


class NewForm(OnceForm):
    """What the file is called on the desk."""

    title = LineField(
        label=_("What you call this family here"),
        help_text=_("It is sealed. You can use a word of your own instead of their name."),
        max_length=LONGEST_LINE,
        error_messages={"required": _("Write what to call it.")},
    )
