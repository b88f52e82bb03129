# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a lead chooses and writes about keeping. Errors say what is missing; what was typed stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safehold.catalog.retention import load_retention
from safehold.desk.retention.models import Due, Mode, Reason
from safehold.desk.retention.queries import Rules
from safehold.web.forms import (
    LineField,
    ManyChoices,
    OnceForm,
    OneChoice,
    Option,
    SafeholdForm,
    ShortText,
    WordsField,
)
from safehold.web.references import read_reference, reference_of

LONGEST_WORDS = 4_000
MODES = [
    (
        Mode.ASK.value,
        Option(Mode.ASK.label, _("What is due waits in the list. Nothing ends until a lead has looked.")),
    ),
    (
        Mode.ITSELF.value,
        Option(Mode.ITSELF.label, _("A hold stops it. Look at the list at least as often as that.")),
    ),
]
REASONS = [(reason.value, reason.label) for reason in Reason if reason != Reason.PERIOD]


class PeriodsForm(SafeholdForm):
    """Months for each class of the catalogue, the mode, and the days of grace."""

    mode = forms.ChoiceField(label=_("When the time is over"), choices=MODES, widget=OneChoice)

    def __init__(self, rules: Rules, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        catalog, language = load_retention(), get_language() or "en"
        for kept in catalog.classes:
            self.fields[kept.code] = _whole_number(
                kept.label(language),
                _now("Months, %(counted)s: %(least)d to %(most)d. We propose %(default)d. %(why)s")
                % {
                    "counted": kept.counted(language),
                    "least": kept.least_months,
                    "most": kept.most_months,
                    "default": kept.default_months,
                    "why": kept.why(language),
                },
                kept.least_months,
                kept.most_months,
            )
            self.initial.setdefault(kept.code, rules.months[kept.code])
        grace = catalog.grace
        self.fields["grace_days"] = _whole_number(
            _now("Days of grace"),
            _now(
                "From the day on which it is listed to its end, when it ends by itself: %(least)d to %(most)d."
            )
            % {"least": grace.least_days, "most": grace.most_days},
            grace.least_days,
            grace.most_days,
        )
        self.initial.setdefault("grace_days", rules.grace_days)
        self.initial.setdefault("mode", rules.mode)
        self.order_fields([*(kept.code for kept in catalog.classes), "mode", "grace_days"])

    def periods(self) -> dict[str, int]:
        return {kept.code: self.cleaned_data[kept.code] for kept in load_retention().classes}


def _whole_number(label: str, help_text: str, least: int, most: int) -> forms.IntegerField:
    message = _now("Choose a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), message),
    )


class HoldForm(OnceForm):
    reason = WordsField(
        label=_("Why must it stay?"),
        help_text=_("Who asked for it, and until when you expect it. It is sealed in the case."),
        widget=ShortText,
        max_length=LONGEST_WORDS,
        error_messages={"required": _("Write in a sentence why nothing may end this case.")},
    )


class EndForm(SafeholdForm):
    """Why one case ends now, and its reference, typed."""

    reason = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=REASONS,
        widget=OneChoice,
        error_messages={"required": _("Choose why it ends. The reason stands in the record.")},
    )
    reference = LineField(
        label=_("Type the reference of this case"),
        max_length=40,
        error_messages={"required": _("Type the reference, so that no click ends a case.")},
    )

    def __init__(self, case_id: UUID, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._case_id = case_id
        self.fields["reference"].help_text = _now("It is %(reference)s.") % {
            "reference": reference_of(case_id)
        }

    def clean_reference(self) -> str:
        letters = read_reference(self.cleaned_data["reference"])
        if letters is None or not self._case_id.hex.startswith(letters):
            raise forms.ValidationError(_now("This is not the reference of this case."))
        return letters


class ConfirmForm(SafeholdForm):
    """Which of the list end now; then how many that are, typed."""

    due = forms.MultipleChoiceField(
        widget=ManyChoices, error_messages={"required": _("Choose what should end.")}, label=_("What ends")
    )
    number = forms.IntegerField(required=False, label=_("How many end?"))

    def __init__(self, rows: list[Due], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.id), reference_of(row.subject_id)) for row in rows]
        self.fields["due"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data.get("due", [])]

    def is_sure(self) -> bool:
        """Whether the number that was typed is how many were chosen; says so when it is not."""
        count = len(self.chosen)
        if self.cleaned_data.get("number") == count:
            return True
        self.add_error(
            "number",
            ngettext("Type %(n)d: so many end.", "Type %(n)d: so many end.", count) % {"n": count},
        )
        return False
