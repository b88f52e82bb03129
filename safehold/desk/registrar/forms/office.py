# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the office: for what was filed, for notices, for the figures of a year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.catalog.register_forms import RegisterForm
from safehold.desk.registrar import words
from safehold.desk.registrar.actions import Decision, Parties, Violation
from safehold.desk.registrar.rules.scheme import REPRESENTATION_DAYS
from safehold.web.forms import (
    DayInput,
    LineField,
    ManyChoices,
    OneChoice,
    SafeholdForm,
    ShortText,
    WordsField,
)

LONGEST_WORDS = 6_000
NEW = ""


class WordsForm(SafeholdForm):
    """Words to the registrant, or reasons."""

    words = WordsField(max_length=LONGEST_WORDS, widget=ShortText)

    def __init__(self, label: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label


class FieldsForm(WordsForm):
    """Fields of a form, with the reasons why they are withheld or erased."""

    names = forms.MultipleChoiceField(label=_("Which fields"), widget=ManyChoices)

    field_order = ["names", "words"]

    def __init__(self, form: RegisterForm, language: str, label: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(label, *args, **kwargs)
        choices = [
            (each.name, f"{part.label(language)}: {each.label(language)}")
            for part in form.parts
            for each in part.fields
            if each.public
        ]
        self.fields["names"].choices = choices  # type: ignore[attr-defined]


class AcceptForm(SafeholdForm):
    """Whom a new entry is about."""

    registrant = forms.ChoiceField(label=_("The registrant is"), required=False)
    principal = forms.ChoiceField(label=_("The foreign principal is"), required=False)

    def __init__(
        self,
        registrants: Iterable[tuple[Any, str]],
        principals: Iterable[tuple[Any, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, known in (("registrant", registrants), ("principal", principals)):
            choices: list[tuple[str, Any]] = [(NEW, _("New in the register"))]
            choices += [(str(each), label or str(each)[:8]) for each, label in known]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def parties(self) -> Parties:
        chosen = {name: UUID(value) if value else None for name, value in self.cleaned_data.items()}
        return Parties(chosen.get("registrant"), chosen.get("principal"))


class NoticeForm(SafeholdForm):
    """What a notice of violation has to set out (section 19(2))."""

    name = LineField(label=_("Whom the notice is about"), max_length=300)
    provision = forms.ChoiceField(
        label=_("Which duty"),
        choices=list(words.PROVISIONS.items()),
        widget=OneChoice,
    )
    words = WordsField(
        label=_("What happened, and what you rely on"), max_length=LONGEST_WORDS, widget=ShortText
    )
    dollars = forms.IntegerField(
        label=_("Penalty, in whole Canadian dollars"),
        help_text=_(
            "The range that the Regulations set is to be confirmed. Check it before you propose an amount."
        ),
        min_value=0,
        max_value=1_000_000_000,
    )
    manner = WordsField(label=_("How to pay, or to make representations"), max_length=2_000, widget=ShortText)
    days = forms.IntegerField(
        label=_("Days to answer"),
        help_text=_(
            "At least 30 days after the day of service (section 19(2)(d)). The office may give more."
        ),
        min_value=REPRESENTATION_DAYS,
        max_value=366,
        initial=REPRESENTATION_DAYS,
    )

    def violation(self) -> Violation:
        data = self.cleaned_data
        return Violation(
            data["name"], data["provision"], data["words"], data["dollars"], data["manner"], data["days"]
        )


class DecisionForm(SafeholdForm):
    """A decision on a balance of probabilities (section 20)."""

    committed = forms.ChoiceField(
        label=_("Did they commit the violation?"),
        help_text=_(
            "Weigh what speaks for it and against it: more likely than not is enough (section 20(2))."
        ),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=OneChoice,
    )
    dollars = forms.IntegerField(
        label=_("Penalty, in whole Canadian dollars"),
        help_text=_("What the notice set out, less, or none."),
        min_value=0,
        max_value=1_000_000_000,
        initial=0,
    )
    words = WordsField(label=_("Reasons"), max_length=LONGEST_WORDS, widget=ShortText)
    with_reasons = forms.BooleanField(label=_("Publish the reasons too (section 21(2))"), required=False)

    def decision(self) -> Decision:
        data = self.cleaned_data
        return Decision(data["committed"] == "yes", data["dollars"], data["words"], data["with_reasons"])


class FiguresForm(SafeholdForm):
    """The year of the annual report."""

    start = forms.DateField(label=_("From"), widget=DayInput, required=False)
    end = forms.DateField(label=_("Until"), widget=DayInput, required=False)
