# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case that begins with somebody who spoke to us."""

from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases import rules
from safehold.desk.cases.models import Triage
from safehold.desk.parties.models import PartyKind, Role
from safehold.desk.parties.rules import LONGEST_NAME, PartyDraft, name_of
from safehold.web.forms import LineField, OnceForm, OneChoice


class WalkInForm(OnceForm):
    title = LineField(
        label=_("Title"),
        help_text=_("A line that you will know the case by. It is sealed; still, leave names out of it."),
        max_length=rules.LONGEST_TITLE,
        error_messages={"required": _("Give the case a title.")},
    )
    supported = forms.ChoiceField(
        label=_("Who needs support"),
        choices=[(PartyKind.PERSON, _("One person")), (PartyKind.GROUP, _("A group of people"))],
        widget=OneChoice,
        initial=PartyKind.PERSON,
    )
    name = LineField(
        label=_("Their name, or the group's"),
        help_text=_("Only if they want us to keep it. Members of a group are added on the next page."),
        required=False,
        max_length=LONGEST_NAME,
    )
    triage = forms.ChoiceField(label=_("How urgent it is"), choices=Triage.choices, initial=Triage.ROUTINE)

    def supported_party(self) -> PartyDraft | None:
        """Return who is supported: a group always, a person once there is a name."""
        data = self.cleaned_data
        if not data["name"] and data["supported"] == PartyKind.PERSON:
            return None
        names = (name_of(data["name"]),) if data["name"] else ()
        return PartyDraft(data["supported"], (Role.SUPPORTED,), names)
