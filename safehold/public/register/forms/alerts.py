# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where alerts are to be sent. Nothing else is asked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safehold.public.register.rules.alerts import LONGEST_ADDRESS, read_address
from safehold.web.forms import SafeholdForm


class AddressField(forms.CharField):
    """An e-mail address, as it is written to."""

    def clean(self, value: Any) -> str:
        found = read_address(str(super().clean(value)))
        if found is None:
            raise ValidationError(_("This is not an e-mail address that we can write to. Please check it."))
        return found


class AlertForm(SafeholdForm):
    address = AddressField(
        label=_("Your e-mail address"),
        widget=forms.TextInput(
            {"type": "email", "autocomplete": "email", "maxlength": LONGEST_ADDRESS, "dir": "ltr"}
        ),
        error_messages={"required": _("Please type an e-mail address.")},
    )
