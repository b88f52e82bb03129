# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A day, or two versions, chosen on the page of an entry."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """As of which day."""

    on = forms.DateField(
        label=_("As it stood on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )


class VersionsForm(forms.Form):
    """Which two versions are compared."""

    before = forms.TypedChoiceField(label=_("Compare"), coerce=int)
    after = forms.TypedChoiceField(label=_("with"), coerce=int)

    def __init__(self, *args: object, versions: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in ("before", "after"):
            self.fields[name].choices = versions  # type: ignore[attr-defined]
