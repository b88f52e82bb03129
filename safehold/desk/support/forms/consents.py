# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody said about consent, and a share that two members decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.consent.models import LedgerEntry
from safehold.desk.consent.rules import OVERRIDABLE
from safehold.desk.support import rules
from safehold.desk.support.actions import SaidAloud
from safehold.desk.support.forms.parts import ComingDayField
from safehold.desk.support.queries import list_recipients
from safehold.web.forms import OnceForm, OneChoice, ShortText, WordsField

AGREES, TAKES_BACK = "agrees", "takes-back"
How = LedgerEntry.How


class SaidForm(OnceForm):
    """They agree, or take it back. The purpose, the recipient and the language stand beside the text that was read."""

    answer = forms.ChoiceField(
        label=_("What they said"),
        choices=[(AGREES, _("They agree")), (TAKES_BACK, _("They do not agree, or take it back"))],
        widget=OneChoice,
        error_messages={"required": _("Choose what they said.")},
    )
    how = forms.ChoiceField(
        label=_("How they said it"),
        choices=[(How.SPOKEN, _("In conversation")), (How.WRITTEN, _("On paper"))],
    )
    until = ComingDayField(
        label=_("Until when"),
        help_text=_("The last day on which it holds. Left empty: until they take it back."),
    )
    read_aloud = forms.BooleanField(
        label=_("I read the text above to them, in this language, and they understood it"), required=False
    )
    recipient = forms.CharField(widget=forms.HiddenInput, required=False)
    language = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("answer") == AGREES and not data.get("read_aloud"):
            self.add_error(
                "read_aloud", _("Read the text to them first. Nobody agrees to what they did not hear.")
            )
        return data

    def said(self, purpose: str, recipient: str, language: str) -> SaidAloud:
        data = self.cleaned_data
        return SaidAloud(
            purpose, recipient, data["answer"] == AGREES, data["how"], language, until=data["until"]
        )


class OverrideForm(OnceForm):
    """Whom two members would share with, and why."""

    recipient = forms.ChoiceField(label=_("Share with"), error_messages={"required": _("Choose a receiver.")})
    reason = WordsField(
        label=_("Why, though they did not agree"),
        help_text=_(
            "What may happen to whom, how you know, and why you cannot ask them. Sealed in this case."
        ),
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
        error_messages={"required": _("Write the reason. Another member decides by it.")},
    )

    def __init__(self, own_id: Any, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [each for purpose in OVERRIDABLE for each in list_recipients(purpose, own_id, language)]
        self.fields["recipient"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]
