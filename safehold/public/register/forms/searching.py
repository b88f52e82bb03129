# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one looks for on the register. Nothing of it is kept; it stands in the address, so that it can be shared."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.catalog.countries import countries
from safehold.catalog.register_forms import register_form
from safehold.public.register.queries import Asked

FORM = "arrangement/1"
ANY = _("Any")


class SearchForm(forms.Form):
    """Words and qualities. What is none of the choices is no choice: an old address still finds something."""

    words = forms.CharField(label=_("Words"), required=False, max_length=300, strip=True)
    country = forms.ChoiceField(label=_("Country or territory of the foreign principal"), required=False)
    kind = forms.ChoiceField(label=_("What the foreign principal is"), required=False)
    activity = forms.ChoiceField(label=_("Influence activity"), required=False)
    level = forms.ChoiceField(label=_("Level of government"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", ANY),
            ("current", _("Still in effect")),
            ("ended", _("No longer in effect")),
            ("withheld", _("Something is withheld")),
        ],
    )

    def __init__(self, *args: Any, language: str, on_register: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(on_register)
        self._offer("country", [pair for pair in countries(language) if pair[0] in there])
        for name, field in (("kind", "principal_kind"), ("activity", "activities"), ("level", "levels")):
            codes = register_form(FORM).codes_of(field)
            self._offer(name, [(code, codes.label(code, language)) for code in codes.names])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ANY), *choices]

    def asked(self) -> Asked:
        """Return what is looked for: all that can be read."""
        self.is_valid()
        return Asked(**{name: self.cleaned_data.get(name) or "" for name in self.fields})

    def narrowed(self) -> bool:
        """Whether more than words is asked for: then the page shows by what."""
        return bool(self.asked().qualities)
