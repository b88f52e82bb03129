# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a source says of an actor; and who was taken for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.desk.actors import rules
from safehold.desk.actors.rules import StatementDraft
from safehold.desk.cases.errors import WhenUnclear
from safehold.desk.cases.rules.when import LONGEST_WHEN, read_when
from safehold.web.forms import LineField, OnceForm, ShortText, WordsField

ABOUTS = [
    ("position", gettext_lazy("A position")),
    ("place", gettext_lazy("Where they work or live")),
    ("country", gettext_lazy("A country they act for")),
    ("identifier", gettext_lazy("A number or code, such as of a registration")),
    ("account", gettext_lazy("An account or a telephone number")),
    ("link", gettext_lazy("What they have to do with somebody")),
    ("act", gettext_lazy("Something they are said to have done")),
    ("other", gettext_lazy("Something else")),
]
RELIABILITIES = [
    ("unknown", gettext_lazy("Not known")),
    ("reliable", gettext_lazy("Reliable")),
    ("fairly", gettext_lazy("Fairly reliable")),
    ("doubtful", gettext_lazy("Doubtful")),
]


class StatementForm(OnceForm):
    """One thing, as one source says it. Two sources are two statements."""

    about = forms.ChoiceField(label=gettext_lazy("What it is about"), choices=ABOUTS)
    words = WordsField(
        label=gettext_lazy("What is said"),
        help_text=gettext_lazy("Of a position: the post, as the source writes it."),
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
        error_messages={"required": gettext_lazy("Write what is said.")},
    )
    body = LineField(
        label=gettext_lazy("At which organisation or office"), required=False, max_length=rules.LONGEST_LINE
    )
    when = LineField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("A day, a month, a year, or a span: since 2019, 2019/2023, about March 2021."),
        required=False,
        max_length=LONGEST_WHEN,
    )
    source = LineField(
        label=gettext_lazy("Who says so, and where it stands"),
        help_text=gettext_lazy("A page, a paper, a person: so that somebody else finds it again."),
        max_length=rules.LONGEST_LINE,
        error_messages={
            "required": gettext_lazy("Write who says so. What has no source helps nobody later.")
        },
    )
    reliability = forms.ChoiceField(label=gettext_lazy("How reliable the source is"), choices=RELIABILITIES)

    def clean_when(self) -> str:
        written: str = self.cleaned_data["when"]
        try:
            self.edtf = read_when(written).edtf
        except WhenUnclear:
            raise forms.ValidationError(
                _("We could not read this. Write 2019, 2019-03, 2019-03-04, or 2019/2023.")
            ) from None
        return written

    def draft(self) -> StatementDraft:
        """Return what was written."""
        data: dict[str, Any] = self.cleaned_data
        parts = {name: data[name] for name in ("about", "words", "body", "source", "reliability")}
        return StatementDraft(**parts, when=self.edtf, when_words=data["when"])


class MistakeForm(OnceForm):
    """Who is somebody else."""

    words = WordsField(
        label=gettext_lazy("Who is taken for them, and how to tell the two apart"),
        help_text=gettext_lazy("It stands first whenever this name comes up again."),
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
        error_messages={"required": gettext_lazy("Write how to tell the two apart.")},
    )
