# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the members' pages."""

from safehold.desk.members.forms.joining import InviteForm, JoinForm
from safehold.desk.members.forms.language import LanguageForm
from safehold.desk.members.forms.signing_in import (
    AddAppForm,
    AddPasskeyForm,
    CodeAgainForm,
    CodeForm,
    NewPasswordForm,
    PasswordAgainForm,
    SignInForm,
)

__all__ = [
    "AddAppForm",
    "AddPasskeyForm",
    "CodeAgainForm",
    "CodeForm",
    "InviteForm",
    "JoinForm",
    "LanguageForm",
    "NewPasswordForm",
    "PasswordAgainForm",
    "SignInForm",
]
