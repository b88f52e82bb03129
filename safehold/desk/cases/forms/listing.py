# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What narrows the list of cases. Only what stands in the clear: words are looked for on the search page."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.desk.cases import queries
from safehold.desk.cases.forms import choices
from safehold.web.forms import SafeholdForm

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


class FilterForm(SafeholdForm):
    """Sent in the address. A value that is not offered filters nothing."""

    tactic = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    assigned = forms.ChoiceField(label=gettext_lazy("Who looks after it"), required=False)
    urgent = forms.BooleanField(label=gettext_lazy("Only urgent"), required=False)

    def __init__(self, member: "Member", chosen: queries.CaseFilter, **kwargs: Any) -> None:
        initial = {"tactic": chosen.tactic, "assigned": chosen.assigned, "urgent": chosen.urgent}
        super().__init__(initial=initial, **kwargs)
        people = [(str(each.pk), each.display_name) for each in queries.list_case_members(member)]
        self.fields["tactic"].choices = [("", _("Anything")), *choices.list_tactics()]  # type: ignore[attr-defined]
        self.fields["assigned"].choices = [  # type: ignore[attr-defined]
            ("", _("Anybody")),
            (queries.NOBODY, _("Nobody yet")),
            *people,
        ]
