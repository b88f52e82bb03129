# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written on the pages of this room, by the page."""

from safehold.desk.cases.forms.acts import ActForm
from safehold.desk.cases.forms.incidents import IncidentForm
from safehold.desk.cases.forms.listing import FilterForm
from safehold.desk.cases.forms.merging import MergeCaseForm
from safehold.desk.cases.forms.people import MergePartyForm, PartyForm, RelationForm
from safehold.desk.cases.forms.posted import (
    AssignForm,
    NoteForm,
    ReplyForm,
    StateForm,
    TitleForm,
    TriageForm,
)
from safehold.desk.cases.forms.walk_in import WalkInForm

__all__ = [
    "ActForm",
    "AssignForm",
    "FilterForm",
    "IncidentForm",
    "MergeCaseForm",
    "MergePartyForm",
    "NoteForm",
    "PartyForm",
    "RelationForm",
    "ReplyForm",
    "StateForm",
    "TitleForm",
    "TriageForm",
    "WalkInForm",
]
