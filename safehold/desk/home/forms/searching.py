# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody looks for. The words go in the body of a POST, never into an address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Triage
from safehold.desk.search import rules
from safehold.web.forms import DayField, LineField, SafeholdForm

ANY = ""


def _day(label: Any) -> DayField:
    return DayField(
        label=label, required=False, error_messages={"invalid": _("Write a day, such as 2026-11-23.")}
    )


class SearchForm(SafeholdForm):
    """Words, and what narrows them. Each name here is a name in a kept search."""

    words = LineField(
        label=_("Words to look for"),
        help_text=_("Names, places, numbers, whole words in any language. Every word must be in the case."),
        max_length=rules.LONGEST_QUERY,
        widget=forms.TextInput(
            attrs={"type": "search", "dir": "auto", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write at least one word.")},
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    triage = forms.ChoiceField(label=_("How urgent it is"), required=False)
    tactic = forms.ChoiceField(label=_("With an act of this kind"), required=False)
    opened_from = _day(_("Opened on this day or later"))
    opened_to = _day(_("Opened on this day or earlier"))
    mine = forms.BooleanField(label=_("Only cases that I look after"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language, tactics = get_language() or "en", load_tactics()
        kinds = [(code, tactics.label(code, language)) for code in tactics.codes]
        self._choose("state", [(ANY, _("Any")), *cases.list_states()])
        self._choose("triage", [(ANY, _("Any")), *Triage.choices])
        self._choose("tactic", [(ANY, _("Any")), *kinds])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> cases.FoundFilter:
        """Return what the words are narrowed by."""
        data = self.cleaned_data
        listed = cases.CaseFilter(data["state"] or cases.ANY_STATE, mine=data["mine"], tactic=data["tactic"])
        return cases.FoundFilter(listed, data["triage"], data["opened_from"], data["opened_to"])

    def filters(self) -> dict[str, str]:
        """Return what narrows the words as it is kept: only what was chosen, as it is typed."""
        chosen = {name: self.cleaned_data[name] for name in self.fields if name != "words"}
        return {name: _as_typed(value) for name, value in chosen.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words was chosen, or is wrong: then the folded part stands open."""
        return any(self[name].value() or self[name].errors for name in self.fields if name != "words")


def _as_typed(value: str | bool | date) -> str:
    return value.isoformat() if isinstance(value, date) else "on" if value is True else str(value)
