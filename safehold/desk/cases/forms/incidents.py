# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened once: when and where as exactly as they can and want to say it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.desk.cases import queries, rules
from safehold.desk.cases.actions import IncidentDraft
from safehold.desk.cases.errors import WhenUnclear
from safehold.desk.cases.forms.posted import report_choice
from safehold.desk.cases.models import Case, Incident, PlacePrecision
from safehold.desk.cases.rules.places import Place, parts_too_fine
from safehold.desk.cases.rules.when import LONGEST_WHEN, read_when
from safehold.web.forms import LineField, ManyChoices, OnceForm, OneChoice, WordsField


class IncidentForm(OnceForm):
    title = LineField(
        label=gettext_lazy("What happened, in one line"),
        max_length=rules.LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Give it a line that you will know it by.")},
    )
    narrative = WordsField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("As they told it. Who did it and to whom comes after, act by act."),
        required=False,
        max_length=rules.LONGEST_WORDS,
    )
    when = LineField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy(
            "As exactly as they know: 5 March 2024, March 2024, about 2023, between 2022 and 2023, since May 2021. "
            "Leave it empty if nobody knows."
        ),
        required=False,
        max_length=LONGEST_WHEN,
    )
    place_precision = forms.ChoiceField(
        label=gettext_lazy("How exactly do they let us keep where it happened?"),
        help_text=gettext_lazy("Ask them. What is finer than this is not kept."),
        choices=PlacePrecision.choices,
        widget=OneChoice,
    )
    country = LineField(label=gettext_lazy("Country"), required=False, max_length=rules.LONGEST_TITLE)
    region = LineField(
        label=gettext_lazy("Province or region"), required=False, max_length=rules.LONGEST_TITLE
    )
    town = LineField(label=gettext_lazy("Town"), required=False, max_length=rules.LONGEST_TITLE)
    exact = LineField(label=gettext_lazy("Exact place"), required=False, max_length=rules.LONGEST_TITLE)
    state = forms.ChoiceField(
        label=gettext_lazy("How far we are with it"),
        help_text=gettext_lazy("Set it aside rather than remove it, if it turns out not to belong here."),
        choices=Incident.State.choices,
    )
    reports = forms.MultipleChoiceField(
        label=gettext_lazy("The reports it was told in"), required=False, widget=ManyChoices
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.list_reports(case)
        self.fields["reports"].choices = [report_choice(row) for row in rows]  # type: ignore[attr-defined]
        if not rows:
            del self.fields["reports"]
        self.initial.setdefault("place_precision", PlacePrecision.NONE)

    @classmethod
    def of(cls, case: Case, incident: queries.OpenedIncident) -> "IncidentForm":
        """Return the form with what is kept of an incident."""
        place = incident.place
        return cls(
            case,
            initial={
                "title": incident.title,
                "narrative": incident.narrative,
                "when": incident.when_words,
                "place_precision": incident.row.place_precision,
                "country": place.country,
                "region": place.region,
                "town": place.town,
                "exact": place.exact,
                "state": incident.row.state,
                "reports": [str(each) for each in incident.reports],
            },
        )

    def clean_when(self) -> str:
        written: str = self.cleaned_data["when"]
        try:
            read_when(written)
        except WhenUnclear:
            raise forms.ValidationError(
                _(
                    "We cannot read this as a day, a month, a year or a time between two. Write, say, about March 2024."
                )
            ) from None
        return written

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "place_precision" in data:
            for part in parts_too_fine(_place(data), data["place_precision"]):
                self.add_error(
                    part,
                    _("They do not let us keep this. Take it out here, or ask them and choose again above."),
                )
        return data

    def draft(self) -> IncidentDraft:
        """Return what was written."""
        data = self.cleaned_data
        return IncidentDraft(
            title=data["title"],
            narrative=data["narrative"],
            when_words=data["when"],
            place=_place(data),
            place_precision=data["place_precision"],
            state=data["state"],
            reports=tuple(UUID(each) for each in data.get("reports", [])),
        )


def _place(data: dict[str, Any]) -> Place:
    return Place(*(data.get(part) or "" for part in ("country", "region", "town", "exact")))
