# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sign-in library's forms in our words. What they check is the library's; labels and hints are ours."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _

from safehold.web.forms import SafeholdRenderer

PASSWORD_WANTED = _("Type your password.")
CODE_WANTED = _("Type the six digits.")


class InOurWords(forms.Form):
    """Takes away placeholders, which vanish when one types, and the browser's own complaints."""

    default_renderer = SafeholdRenderer
    use_required_attribute = False
    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    wanted: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name in self.wanted:
                field.error_messages["required"] = self.wanted[name]


class SignInForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    labels = {"login": _("The name you sign in with"), "password": _("Password")}
    wanted = {"login": _("Type the name you sign in with."), "password": PASSWORD_WANTED}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class PasswordAgainForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": _("Your password")}
    wanted = {"password": PASSWORD_WANTED}


class NewPasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    labels = {
        "oldpassword": _("The password you have now"),
        "password1": _("A new password"),
        "password2": _("The new password again"),
    }
    hints = {"password1": _("At least 12 characters. Four or five unrelated words are easy to keep in mind.")}
    wanted = {
        "oldpassword": PASSWORD_WANTED,
        "password1": _("Choose a password."),
        "password2": _("Type the password a second time."),
    }


class CodeForm(InOurWords, mfa.AuthenticateForm):  # type: ignore[misc]
    labels = {"code": _("Code from your authenticator app")}
    hints = {"code": _("Six digits. Without your phone: one of your recovery codes.")}
    wanted = {"code": CODE_WANTED}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short"}


class CodeAgainForm(InOurWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    labels = CodeForm.labels
    hints = CodeForm.hints
    wanted = CodeForm.wanted

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short"}


class AddAppForm(InOurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": _("The six digits that the app shows now")}
    wanted = {"code": CODE_WANTED}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "short"}


class AddPasskeyForm(InOurWords, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    labels = {
        "name": _("A name for this passkey"),
        "passwordless": _("Sign in with this passkey alone"),
    }
    hints = {
        "name": _("So that you know which device it is."),
        "passwordless": _("The device will ask for your finger, face or PIN instead of a password and code."),
    }
