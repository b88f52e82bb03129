# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Must I register? One question to a page; each may be answered with "I do not know".

Nothing is stored: what was answered travels in the form itself.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safehold.catalog.register_schemes import AskedOption, AskedQuestion
from safehold.core.influence import Answer, Days
from safehold.public.register.queries.schemes import KnownScheme
from safehold.web.forms import DayField, ManyChoices, OneChoice, Option, SafeholdForm

NONE, UNKNOWN = "none", "unknown"
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
PLEASE_CHOOSE = _("Choose one, or “I do not know”.")
DAYS = "days"
"""The step that asks for the days of the arrangement; it stands before the exemptions."""
WITH_OFFICE_HOLDERS = "communicating"


def yes_no() -> list[tuple[str, Any]]:
    return [
        (Answer.YES.value, _("Yes")),
        (Answer.NO.value, _("No")),
        (Answer.UNKNOWN.value, _("I do not know")),
    ]


class YesNoForm(SafeholdForm):
    """A question that is answered yes, no, or not known."""

    def __init__(self, question: AskedQuestion, language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields[question.id] = forms.ChoiceField(
            label=question.title(language),
            help_text=question.hint_in(language),
            choices=yes_no(),
            widget=OneChoice(),
            error_messages={"required": PLEASE_CHOOSE, "invalid_choice": PLEASE_CHOOSE},
        )


class ChoiceForm(SafeholdForm):
    """A question with options, any of which may fit."""

    def __init__(self, question: AskedQuestion, known: KnownScheme, language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.question = question
        self.fields[question.id] = forms.MultipleChoiceField(
            label=question.title(language),
            help_text=question.hint_in(language),
            choices=[
                *offered(question, known, language),
                (NONE, Option(_("None of these"))),
                (UNKNOWN, Option(_("I do not know"))),
            ],
            widget=ManyChoices(),
            error_messages={"required": PLEASE_CHOOSE, "invalid_choice": PLEASE_CHOOSE},
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        chosen = set(typed.get(self.question.id, ()))
        if NONE in chosen and chosen - {NONE, UNKNOWN}:
            self.add_error(
                self.question.id,
                ValidationError(_("You chose “None of these” and something else. Keep one of the two.")),
            )
        return typed


def not_far_off(day: date) -> None:
    """Refuse a day of another age: somebody mistyped the year."""
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Please check the year."))


class DaysForm(SafeholdForm):
    """When the arrangement began, and whether it still stands."""

    entered_on = DayField(
        label=_("On which day was it agreed?"),
        help_text=_("Leave this empty if you do not know the day."),
        required=False,
        validators=[not_far_off],
    )
    in_force = forms.ChoiceField(
        label=_("Does it still stand today?"),
        choices=yes_no,
        widget=OneChoice(),
        error_messages={"required": PLEASE_CHOOSE, "invalid_choice": PLEASE_CHOOSE},
    )
    ended_on = DayField(
        label=_("If it has ended: on which day?"),
        help_text=_("Leave this empty if it has not ended, or if you do not know the day."),
        required=False,
        validators=[not_far_off],
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        entered, ended = typed.get("entered_on"), typed.get("ended_on")
        if entered and ended and ended < entered:
            self.add_error("ended_on", _("This day is before the day on which it was agreed."))
        elif ended and typed.get("in_force") == Answer.YES.value:
            self.add_error(
                "ended_on", _("You said that it still stands. Leave this empty, or choose “No” above.")
            )
        return typed


def offered(question: AskedQuestion, known: KnownScheme, language: str) -> list[tuple[str, Any]]:
    """The options of a question; for exemptions also the classes that the office has added."""
    options = [
        (each.code, Option(each.label(language), hint_of(each, known, language))) for each in question.options
    ]
    if question.role == "exemption":
        options += [(each.code, Option(each.label(language))) for each in known.classes]
    return options


def hint_of(option: AskedOption, known: KnownScheme, language: str) -> str:
    """The hint of an option; with who is an office holder by regulation, and who is not."""
    hints = [option.hint(language)]
    if option.code == WITH_OFFICE_HOLDERS:
        added = [each.label(language) for each in known.office_holders if each.counts]
        left_out = [each.label(language) for each in known.office_holders if not each.counts]
        hints += [gettext("Also: %(names)s.") % {"names": ", ".join(added)}] if added else []
        hints += [gettext("But not: %(names)s.") % {"names": ", ".join(left_out)}] if left_out else []
    return " ".join(hint for hint in hints if hint)


def list_steps(known: KnownScheme) -> list[str]:
    """The steps of a scheme, in order. A scheme of one level does not ask for it."""
    questions = [each for each in known.asked.questions if each.role != "level" or len(each.options) > 1]
    steps = [each.id for each in questions]
    last_exemption = next(i for i, each in enumerate(questions) if each.role == "exemption")
    return [*steps[:last_exemption], DAYS, *steps[last_exemption:]]


def form_for(
    step: str, known: KnownScheme, language: str, data: QueryDict | None, *, is_judged: bool
) -> SafeholdForm:
    """Return the form of a step: with what came in, judged or not."""
    blank = _make(step, known, language)
    if data is None:
        return blank
    if is_judged:
        return _make(step, known, language, data=data)
    return _make(step, known, language, initial=typed_in(blank, data))


def _make(step: str, known: KnownScheme, language: str, **kwargs: Any) -> SafeholdForm:
    question = known.asked.question(step)
    if question is None:
        return DaysForm(**kwargs)
    if question.options:
        return ChoiceForm(question, known, language, **kwargs)
    return YesNoForm(question, language, **kwargs)


def typed_in(form: SafeholdForm, data: QueryDict) -> dict[str, Any]:
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
        if name in data
    }


def read_answers(step: str, known: KnownScheme, typed: Mapping[str, Any]) -> dict[str, Answer]:
    """What a valid form of a question answers, by code. Days answer nothing here."""
    question = known.asked.question(step)
    if question is None:
        return {}
    if not question.options:
        return {question.id: Answer(typed[question.id])}
    chosen = set(typed[question.id])
    rest = Answer.UNKNOWN if UNKNOWN in chosen else Answer.NO
    codes = [code for code, _label in offered(question, known, "en")]
    return {code: Answer.YES if code in chosen else rest for code in codes}


def read_days(typed: Mapping[str, Any]) -> Days:
    """What a valid form of days says."""
    return Days(
        entered_on=typed.get("entered_on"),
        ended_on=typed.get("ended_on"),
        is_in_force=Answer(typed.get("in_force") or Answer.UNKNOWN),
    )
