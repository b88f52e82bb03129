# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms for joining and inviting."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from safehold.desk.members import rules
from safehold.desk.members.models import Member, Role
from safehold.web.forms import LineField, OneChoice, Option, SafeholdForm

ROLE_OPTIONS = [
    (Role.CASEWORKER.value, Option(_("Caseworker"), _("Reads reports, works on cases and answers."))),
    (Role.LEAD.value, Option(_("Lead"), _("Does the same, and also admits members and keeps the keys."))),
    (
        Role.RESEARCHER.value,
        Option(_("Researcher"), _("Reads what happened, not who it happened to. Changes nothing.")),
    ),
    (
        Role.REGISTRAR.value,
        Option(_("Registrar"), _("Keeps the public register. Opens no report and no case.")),
    ),
    (Role.AUDITOR.value, Option(_("Auditor"), _("Sees who did what and when. Opens no report and no case."))),
]


class InviteForm(SafeholdForm):
    role = forms.ChoiceField(
        label=_("What will this person do?"),
        choices=ROLE_OPTIONS,
        widget=OneChoice,
        initial=Role.CASEWORKER.value,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )


class JoinForm(SafeholdForm):
    """Name, sign-in name and password of a person who was invited."""

    display_name = LineField(
        label=_("Your name, as your colleagues know you"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write the name your colleagues know.")},
    )
    username = forms.CharField(
        label=_("A short name to sign in with"),
        help_text=_("Letters, digits, dots and hyphens."),
        max_length=64,
        validators=[
            RegexValidator(r"^[\w.\-]+$", _("Use only letters, digits, dots and hyphens."), "letters")
        ],
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Choose a name to sign in with.")},
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=_("At least 12 characters. Four or five unrelated words are easy to keep in mind."),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )
    password_again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Type the password a second time.")},
    )

    def clean_username(self) -> str:
        return rules.canonical_username(self.cleaned_data["username"])

    def clean(self) -> dict[str, Any]:
        """Check the password against the other fields, and that it was typed the same twice."""
        data: dict[str, Any] = super().clean() or {}
        password, again = data.get("password"), data.get("password_again")
        if password:
            person = Member(username=data.get("username", ""), display_name=data.get("display_name", ""))
            try:
                password_validation.validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords are not the same. Type both again."))
        return data
