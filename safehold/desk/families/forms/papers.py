# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where one paper stands, and which evidence of the case it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.evidence.queries import OpenedItem
from safehold.desk.families import words
from safehold.desk.families.rules import Paper
from safehold.desk.families.rules.contents import LONGEST_WORDS
from safehold.web.forms import ManyChoices, OneChoice, SafeholdForm, ShortText, WordsField


class PaperForm(SafeholdForm):
    state = forms.ChoiceField(
        label=_("Where it stands"), choices=list(words.PAPER_STATES.items()), widget=OneChoice
    )
    words = WordsField(
        label=_("What to know about it"),
        help_text=_("Who was asked and when; why it is not safe to ask; what stands in its place."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=ShortText,
    )
    evidence = forms.MultipleChoiceField(
        label=_("Evidence of this case that it is"), required=False, widget=ManyChoices
    )

    def __init__(self, *args: Any, items: Sequence[OpenedItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items:
            choices = [(str(each.row.id), each.shown_name) for each in items]
            self.fields["evidence"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["evidence"]

    def paper(self, key: str, person: str) -> Paper:
        data = self.cleaned_data
        return Paper(
            key=key,
            person=person,
            state=data["state"],
            words=data["words"],
            evidence=tuple(data.get("evidence", ())),
        )
