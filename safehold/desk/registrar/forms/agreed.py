# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms for compliance agreements, advisory opinions, bulletins, and updates that are expected."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.registrar import words
from safehold.desk.registrar.actions import Answered, Bulletin, Terms
from safehold.web.forms import DayField, LineField, OneChoice, SafeholdForm, ShortText, WordsField

LONGEST_WORDS = 6_000
YES, NO = "yes", "no"


class AgreementForm(SafeholdForm):
    """Who agrees to what."""

    name = LineField(label=_("With whom"), max_length=300)
    provision = forms.ChoiceField(
        label=_("Which duty"), choices=list(words.PROVISIONS.items()), widget=OneChoice
    )
    terms = WordsField(label=_("What they undertake to do"), max_length=LONGEST_WORDS, widget=ShortText)
    due_on = DayField(label=_("By which day"), required=False)
    words = WordsField(
        label=_("Why the office agrees to it"),
        help_text=_("For the office only. The other registrar reads it."),
        max_length=LONGEST_WORDS,
        widget=ShortText,
    )

    def agreed(self) -> Terms:
        data = self.cleaned_data
        due_on = data["due_on"].isoformat() if data["due_on"] else None
        return Terms(data["name"], data["provision"], data["terms"], due_on)


class OutcomeForm(SafeholdForm):
    """How an agreement ended."""

    kept = forms.ChoiceField(
        label=_("Did they do what they agreed to?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=OneChoice,
    )
    words = WordsField(label=_("Reasons"), max_length=LONGEST_WORDS, widget=ShortText)

    @property
    def was_kept(self) -> bool:
        return bool(self.cleaned_data["kept"] == YES)


class AnswerForm(SafeholdForm):
    """An advisory opinion on what was asked."""

    opinion = WordsField(label=_("The opinion"), max_length=LONGEST_WORDS, widget=ShortText)
    reasons = WordsField(
        label=_("Reasons"),
        help_text=_("Name the sections of the Act that you rely on."),
        max_length=LONGEST_WORDS,
        widget=ShortText,
    )

    def answered(self) -> Answered:
        return Answered(self.cleaned_data["opinion"], self.cleaned_data["reasons"])


class OpinionForm(AnswerForm):
    """An opinion on what came by letter or by word of mouth."""

    asked_by = LineField(label=_("Who asked"), max_length=300)
    question = WordsField(label=_("What they asked"), max_length=LONGEST_WORDS, widget=ShortText)

    field_order = ["asked_by", "question", "opinion", "reasons"]


class BulletinForm(SafeholdForm):
    """What is published, in both languages."""

    subject_en = LineField(label=_("Subject, in English"), max_length=200)
    text_en = WordsField(label=_("Text, in English"), max_length=LONGEST_WORDS, widget=ShortText)
    subject_fr = LineField(label=_("Subject, in French"), max_length=200)
    text_fr = WordsField(label=_("Text, in French"), max_length=LONGEST_WORDS, widget=ShortText)

    def bulletin(self) -> Bulletin:
        return Bulletin(**self.cleaned_data)


class ExpectedForm(SafeholdForm):
    """An update that a registrant said is coming."""

    changes_on = DayField(
        label=_("From which day it is true"),
        help_text=_("The day on which, as they say, something changes or changed."),
    )
    words = WordsField(
        label=_("What they said"),
        help_text=_("For the office only."),
        max_length=LONGEST_WORDS,
        widget=ShortText,
    )
