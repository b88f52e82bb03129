# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a returning person types: the code, an answer, a choice taken back or given, the end of the mailbox.

The code stands in a field of several lines, which browsers do not offer to remember. It is checked by its own
check digit before anything is looked up.
"""

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safehold.core.receipts import (
    Receipt,
    ReceiptError,
    ReceiptWordUnknown,
    ReceiptWrongLength,
    parse,
)
from safehold.public.reporting import rules
from safehold.public.reporting.forms import choices
from safehold.public.reporting.forms.report import NotTooLong
from safehold.web.forms import ManyChoices, SafeholdForm, ShortText, WordsField


def explain(error: ReceiptError) -> str:
    """Say what is wrong with a typed code, without quoting any of it."""
    if isinstance(error, ReceiptWordUnknown):
        return gettext(
            "Word number %(position)d is not a word of our codes. Please compare it with what you kept."
        ) % {"position": error.position}
    if isinstance(error, ReceiptWrongLength) and error.unit == "digits":
        return gettext(
            "A code has 40 digits. Here are %(found)d. Please compare them with what you kept."
        ) % {"found": error.found}
    if isinstance(error, ReceiptWrongLength):
        return gettext("A code has 40 digits, or 12 words. Please compare it with what you kept.")
    return gettext("Something in this code was mistyped. Please compare it with what you kept.")


class ReceiptField(forms.CharField):
    """A receipt, typed or carried. Its value is a Receipt, and is never shown as anything but its digits."""

    def clean(self, value: Any) -> Receipt:
        text = super().clean(value)
        try:
            return parse(text)
        except ReceiptError as error:
            raise ValidationError(explain(error)) from None


CODE_ATTRIBUTES = {
    "autocomplete": "off",
    "autocapitalize": "off",
    "spellcheck": "false",
    "rows": 4,
    "class": "short",
    "translate": "no",
}
CODE_MISSING = {"required": _("Please type your code.")}


class CodeForm(SafeholdForm):
    """The way back in."""

    code = ReceiptField(
        label=_("Your code"),
        help_text=_("The 40 digits or the 12 words. Spaces and lines do not matter."),
        widget=forms.Textarea(CODE_ATTRIBUTES),
        error_messages=CODE_MISSING,
    )


class CarriedForm(SafeholdForm):
    """A form of the dialogue: it carries the receipt."""

    code = ReceiptField(widget=forms.HiddenInput({"autocomplete": "off"}), error_messages=CODE_MISSING)


class OnceForm(CarriedForm):
    """A form that counts once however often it is sent: its nonce is made when it is shown."""

    nonce = forms.CharField(required=False, widget=forms.HiddenInput())

    @classmethod
    def blank(cls, receipt: Receipt, **initial: Any) -> "OnceForm":
        return cls(initial={"code": receipt.digits, "nonce": secrets.token_hex(16), **initial})


class AnswerForm(OnceForm):
    words = WordsField(
        label=_("Write to the desk"),
        widget=ShortText({"rows": 6}),
        validators=[NotTooLong(rules.MAX_WORDS_CHARACTERS)],
        error_messages={"required": _("Please write something first. Nothing was sent.")},
    )


class GrantForm(OnceForm):
    consents = forms.MultipleChoiceField(
        label=_("Agree to something more"),
        choices=lambda: choices.PURPOSES,
        widget=ManyChoices(),
        error_messages={"required": _("Please choose what you agree to. Nothing was sent.")},
    )


class WithdrawForm(CarriedForm):
    purpose = forms.ChoiceField(choices=lambda: choices.PURPOSES)


class CloseForm(CarriedForm):
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput())
