# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person decides of one candidate, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.actors import rules
from safehold.desk.actors.actions import Ruling
from safehold.web.forms import OnceForm, OneChoice, Option, ShortText, WordsField

VERDICTS = [
    (rules.MATCH, Option(_("The same"), _("More than the name agrees, and nothing speaks against it."))),
    (rules.NOT_A_MATCH, Option(_("Somebody else"), _("Something you know speaks against it."))),
    (rules.UNSURE, Option(_("Not sure"), _("It may be. Say what would settle it."))),
]


class DecisionForm(OnceForm):
    """A verdict and its reason. `seen`: what the list said when the page was made."""

    verdict = forms.ChoiceField(
        label=_("Is it the same?"),
        choices=VERDICTS,
        widget=OneChoice,
        error_messages={"required": _("Choose one. If you cannot tell, choose “Not sure”.")},
    )
    reason = WordsField(
        label=_("Why"),
        help_text=_("What agrees beside the name, or what does not: a birth, a post, a place, a picture."),
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
        error_messages={"required": _("Write why. Somebody will ask, and the name alone is no reason.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def ruling(self, about: str) -> Ruling:
        data = self.cleaned_data
        return Ruling(about, data["verdict"], data["reason"], data["seen"])
