# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Risk, steps of the safety plan, and the digital-safety checklist."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.digital_safety import Group, load_digital_safety
from safehold.desk.support import rules
from safehold.desk.support.actions import RiskWords, StepWords
from safehold.desk.support.forms.parts import ComingDayField, FewWordsField
from safehold.desk.support.models import Level, PlanPart
from safehold.web.forms import LineField, OnceForm, OneChoice, Option, ShortText, WordsField

LEVELS = [
    (Level.LOW, Option(Level.LOW.label, _("Nothing points to harm soon."))),
    (
        Level.MODERATE,
        Option(Level.MODERATE.label, _("Pressure goes on. Nothing points to harm in the next weeks.")),
    ),
    (
        Level.HIGH,
        Option(
            Level.HIGH.label, _("Harm is likely: threats with details, somebody near them, or family held.")
        ),
    ),
    (
        Level.IMMEDIATE,
        Option(Level.IMMEDIATE.label, _("Somebody may be hurt today. Call 911 together first.")),
    ),
]


class RiskForm(OnceForm):
    fears = FewWordsField(
        label=_("What they fear"),
        help_text=_("In their own words, if they agree that you write it down."),
        required=True,
        error_messages={"required": _("Write what they fear, even in one sentence.")},
    )
    who = FewWordsField(label=_("From whom"))
    how_they_know = FewWordsField(
        label=_("How they know"), help_text=_("What they saw, heard or were told, and when.")
    )
    protective = FewWordsField(label=_("What protects them"), help_text=_("People, places, papers, habits."))
    level = forms.ChoiceField(
        label=_("How bad it is"),
        help_text=_("You decide, with them. Safehold computes nothing from the answers."),
        choices=LEVELS,
        widget=OneChoice,
        error_messages={"required": _("Choose how bad it is. If you are not sure, take the higher one.")},
    )
    decision = FewWordsField(label=_("What we decided"))
    reassess_on = ComingDayField(
        label=_("Look again on"),
        help_text=_("Left empty: after 90 days when low, 30 when moderate, 7 when high, 1 when immediate."),
    )

    def words(self) -> RiskWords:
        data = self.cleaned_data
        return RiskWords(**{name: data[name] for name in RiskWords.__dataclass_fields__})


class StepForm(OnceForm):
    part = forms.ChoiceField(label=_("What it protects"), choices=PlanPart.choices, widget=OneChoice)
    what = WordsField(
        label=_("What to do"),
        help_text=_("One step, small enough to be done. The person decides whether it is in the plan."),
        max_length=rules.LONGEST_WORDS,
        widget=ShortText,
        error_messages={"required": _("Write what to do.")},
    )
    who = LineField(label=_("Who does it"), max_length=rules.LONGEST_LINE, required=False)
    when = LineField(
        label=_("When"),
        help_text=_("A day, or a sign: “when the calls begin again”."),
        max_length=rules.LONGEST_LINE,
        required=False,
    )

    def words(self) -> StepWords:
        return StepWords(**{name: self.cleaned_data[name] for name in StepWords.__dataclass_fields__})


class DeviceForm(OnceForm):
    """One question for each of the catalogue, all of which may be left open; and words."""

    words = FewWordsField(
        label=_("What you found"),
        help_text=_("Which device, what was seen, what you did. Sealed like everything else."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        for group in load_digital_safety().groups:
            for question in group.questions:
                self.fields[question.code] = forms.ChoiceField(
                    label=question.label(language),
                    choices=[("yes", _("Yes")), ("no", _("No")), ("unsure", _("Not sure"))],
                    widget=OneChoice,
                    required=False,
                )
        self.order_fields([*load_digital_safety().codes, "words", "once"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not (data.get("words") or any(self.answers().values())):
            self.add_error("words", _("Answer at least one question, or write what you found."))
        return data

    def answers(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(code, "") for code in load_digital_safety().codes}

    def by_group(self) -> list[tuple[Group, str, list[forms.BoundField]]]:
        """Return each group with its name and its questions, for the page."""
        language = get_language() or "en"
        return [
            (group, group.label(language), [self[question.code] for question in group.questions])
            for group in load_digital_safety().groups
        ]
