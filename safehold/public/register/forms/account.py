# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of an account: sign in, make one, change the password, add an app, close it."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safehold.public.register.rules import accounts as rules
from safehold.web.forms import SafeholdForm

LONGEST_PASSWORD = 1000
PASSWORD_HINT = _("At least 12 characters. Four or five unrelated words are easy to keep in mind.")
TOO_SHORT = _("Make it longer: at least 12 characters.")
TOO_COMMON = _("Many people use this password, so it is tried first. Choose another one.")
NOT_THE_SAME = _("The two are not the same. Type the password once more.")
PASSWORD_WANTED = _("Type your password.")
CODE_HINT = _("Only if you added an authenticator app: its six digits, or one of your recovery codes.")


def number_input() -> forms.TextInput:
    return forms.TextInput({"class": "digits", "inputmode": "numeric", "autocomplete": "username"})


class PasswordField(forms.CharField):
    """A password, taken as it was typed."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        use = "new-password" if new else "current-password"
        kwargs.setdefault("error_messages", {"required": PASSWORD_WANTED})
        super().__init__(strip=False, widget=forms.PasswordInput({"autocomplete": use}), **kwargs)

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value) or "")
        return typed.replace("\x00", "")[:LONGEST_PASSWORD]


class CodeField(forms.CharField):
    """Six digits, or a recovery code."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "short", "autocomplete": "one-time-code", "autocapitalize": "none"}
        super().__init__(widget=forms.TextInput(attrs), **kwargs)


class SignInForm(SafeholdForm):
    """Its inputs have names of their own: it may stand on a page together with what was being written."""

    prefix = "sign-in"
    number = forms.CharField(
        label=_("Account number"),
        widget=number_input(),
        error_messages={"required": _("Type your account number: twelve digits.")},
    )
    password = PasswordField(label=_("Password"))
    code = CodeField(label=_("Code"), help_text=CODE_HINT, required=False)

    def clean_number(self) -> str:
        typed = str(self.cleaned_data["number"])
        if rules.read_number(typed) is None:
            raise ValidationError(
                _("This is not an account number as we give them. Please check the twelve digits.")
            )
        return typed


class NewPasswordForm(SafeholdForm):
    """A password, twice."""

    password = PasswordField(
        new=True,
        label=_("A new password"),
        help_text=PASSWORD_HINT,
        error_messages={"required": _("Choose a password.")},
    )
    again = PasswordField(
        new=True,
        label=_("The new password again"),
        error_messages={"required": _("Type the password a second time.")},
    )

    def clean_password(self) -> str:
        typed = str(self.cleaned_data["password"])
        if len(typed) < rules.LEAST_PASSWORD_CHARACTERS:
            raise ValidationError(TOO_SHORT)
        try:
            CommonPasswordValidator().validate(typed)
        except ValidationError:
            raise ValidationError(TOO_COMMON) from None
        return typed

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "password" in typed and "again" in typed and typed["password"] != typed["again"]:
            self.add_error("again", NOT_THE_SAME)
        return typed


class ChangePasswordForm(NewPasswordForm):
    old = PasswordField(label=_("The password you have now"))
    field_order = ["old", "password", "again"]


class LostPasswordForm(NewPasswordForm):
    number = SignInForm.base_fields["number"]
    recovery = forms.CharField(
        label=_("A recovery code"),
        help_text=_("One of those you got with the account. It works once."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={"required": _("Type one of your recovery codes.")},
    )
    code = CodeField(
        label=_("Code"),
        help_text=_("Only if you added an authenticator app: its six digits, or a second recovery code."),
        required=False,
    )
    field_order = ["number", "recovery", "code", "password", "again"]


class AppForm(SafeholdForm):
    code = CodeField(
        label=_("The six digits that the app shows now"),
        error_messages={"required": _("Type the six digits.")},
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class PasswordAgainForm(SafeholdForm):
    password = PasswordField(label=_("Your password"))
