# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Form for the language in which a member reads the desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safehold.desk.members.models import Member
from safehold.web.forms import OneChoice, SafeholdForm
from safehold.web.languages import codes, name_of


class LanguageForm(SafeholdForm):
    """Offers the languages in which the desk is complete, each by its own name, and the one the member has."""

    language = forms.ChoiceField(label=_("Read the desk in"), widget=OneChoice)

    def __init__(self, member: Member, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = settings.REVIEWED_LANGUAGES | {member.language}
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (code, name_of(code)) for code in codes() if code in offered
        ]
        self.initial.setdefault("language", member.language)
