# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the vault: typed words, and where to go on."""

import json

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from safehold.web.forms import SafeholdForm

MAX_CARRIED_CHARACTERS = 4_000_000
TYPED_WORDS = {"autocomplete": "off", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
"""No password field: browsers offer to store those, and six words are hard to type unseen."""


def is_own_address(address: str) -> bool:
    """Whether an address stays on this site: a path, no host, no scheme."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


class UnlockForm(SafeholdForm):
    """Six words, and what the browser carries through the unlock page."""

    passphrase = forms.CharField(
        label=_("Your six words"),
        max_length=400,
        strip=True,
        widget=forms.TextInput(attrs=TYPED_WORDS | {"autofocus": True}),
        error_messages={"required": _("Write the six words from your paper.")},
    )
    next = forms.CharField(required=False, max_length=2_000, widget=forms.HiddenInput)
    carried = forms.CharField(
        required=False, max_length=MAX_CARRIED_CHARACTERS, strip=False, widget=forms.HiddenInput
    )

    def clean_next(self) -> str:
        address: str = self.cleaned_data["next"]
        return address if is_own_address(address) else "/"

    def clean_carried(self) -> list[tuple[str, str]] | None:
        """Return the carried fields, none at all for a button that sends none; None where nothing was posted."""
        try:
            fields = json.loads(self.cleaned_data["carried"] or "null")
            return [(str(n), str(v)) for n, v in fields] if isinstance(fields, list) else None
        except (ValueError, TypeError):
            return None


class ConfirmWordsForm(SafeholdForm):
    """The six words, typed from the paper that the person has just written."""

    signed_words = forms.CharField(max_length=600, widget=forms.HiddenInput)
    typed = forms.CharField(
        label=_("Now type the six words from your paper"),
        max_length=400,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the six words from your paper.")},
    )
