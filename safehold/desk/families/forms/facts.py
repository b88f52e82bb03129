# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answers that ways hang on, the days of the family, and which way it goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.reunification import load_reunification
from safehold.core.reunification import DATES
from safehold.desk.families import words
from safehold.desk.families.forms.fields import WhenField, YesNoField, as_answer, as_text
from safehold.desk.families.rules import Contents
from safehold.desk.families.rules.contents import LONGEST_WORDS
from safehold.web.forms import SafeholdForm, ShortText, WordsField

OWN_DAYS = tuple(each for each in DATES if each != "today")


class AnswersForm(SafeholdForm):
    """The days of the family, then each criterion of each way, with the words of its rule."""

    def __init__(self, *args: Any, contents: Contents, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for name in OWN_DAYS:
            self.fields[f"date_{name}"] = WhenField(
                label=words.DATES.get(name, name), initial=contents.dates.get(name, ""), help_text=""
            )
        self.groups: list[tuple[str, str, list[str]]] = []
        for pathway in load_reunification().pathways:
            names = []
            for each in pathway.criteria:
                name = f"answer_{each.id}"
                self.fields[name] = YesNoField(
                    label=each.asked(language),
                    initial=as_text(contents.answers.get(each.id)),
                    help_text=each.act,
                )
                names.append(name)
            if names:
                self.groups.append((pathway.id, pathway.label(language), names))

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[f"date_{name}"] for name in OWN_DAYS]

    @property
    def questions(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        return [(id_, label, [self[name] for name in names]) for id_, label, names in self.groups]

    def answers(self) -> dict[str, bool]:
        given = {
            name.removeprefix("answer_"): as_answer(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("answer_")
        }
        return {name: answer for name, answer in given.items() if answer is not None}

    def dates(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"date_{name}"] for name in OWN_DAYS}


class PathwayForm(SafeholdForm):
    """One way, and why this one: written by a person, for whoever takes the file over."""

    pathway = forms.ChoiceField(label=_("The way they go"), error_messages={"required": _("Choose a way.")})
    reasons = WordsField(
        label=_("Why this way, and what was said about the others"),
        max_length=LONGEST_WORDS,
        widget=ShortText,
        error_messages={"required": _("Write why. Whoever takes this over needs to know.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        choices = [(each.id, each.label(language)) for each in load_reunification().pathways]
        self.fields["pathway"].choices = [("", _("Not chosen yet")), *choices]  # type: ignore[attr-defined]
