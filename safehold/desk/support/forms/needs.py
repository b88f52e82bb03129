# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A need, and what became of it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.help_wanted import load_help_wanted
from safehold.desk.support.actions import NeedMove
from safehold.desk.support.forms.parts import ComingDayField, FewWordsField
from safehold.desk.support.models import NeedState
from safehold.desk.support.queries import list_services
from safehold.web.forms import OnceForm

OURSELVES = ""


class MoveForm(OnceForm):
    """Where a need stands, who was asked, and when to ask again."""

    state = forms.ChoiceField(label=_("Where it stands"), choices=NeedState.choices)
    service = forms.ChoiceField(
        label=_("Who can help"),
        help_text=_("Offices and services of the catalogue. Asking one of them needs their consent."),
        required=False,
    )
    follow_up_on = ComingDayField(label=_("Ask again on"))
    outcome = FewWordsField(label=_("What happened"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(OURSELVES, _("We help ourselves")), *list_services(get_language() or "en")]
        self.fields["service"].choices = choices  # type: ignore[attr-defined]

    def move(self) -> NeedMove:
        data = self.cleaned_data
        return NeedMove(data["state"], data["service"], data["follow_up_on"], data["outcome"])


class NeedForm(MoveForm):
    """A need that nobody has written down yet."""

    need = forms.ChoiceField(label=_("What they need"))
    words = FewWordsField(label=_("In which way"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        kinds = [(each.code, each.label(language)) for each in load_help_wanted().choices]
        self.fields["need"].choices = kinds  # type: ignore[attr-defined]
        self.order_fields(["need", "words", "service", "state", "follow_up_on", "outcome", "once"])
