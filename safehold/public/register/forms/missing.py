# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody expected on the register and did not find. It becomes the words of a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.web.forms import LineField, SafeholdForm, WordsField


class MissingForm(SafeholdForm):
    """Only what was seen is asked for. Nothing of it is kept here."""

    acting = LineField(
        label=_("Who acts?"), help_text=_("A person, a company, an association."), required=False
    )
    principal = LineField(
        label=_("For whom, as you see it?"),
        help_text=_("A state, a party, a body or a company."),
        required=False,
    )
    seen = WordsField(
        label=_("What did you see, when and where?"),
        help_text=_(
            "What anybody could check helps most: a publication, an invitation, an address on the web."
        ),
        widget=forms.Textarea({"rows": 7}),
        error_messages={"required": _("Please write a few words about what you saw.")},
    )

    def as_words(self) -> str:
        """Everything as one text, as the report form shows it next. Call it on a valid form."""
        typed = self.cleaned_data
        lines = [
            f"{self.fields[name].label} {typed[name]}" for name in ("acting", "principal") if typed[name]
        ]
        return "\n".join(
            [str(_("I expected this on the register and did not find it.")), *lines, "", typed["seen"]]
        )
