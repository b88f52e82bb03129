# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the vault: typed words, and where to go on."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safehold.core import sheets
from safehold.core.sheets import SheetsWrong
from safehold.web.forms import SafeholdForm, WordsField

MAX_CARRIED_CHARACTERS = 4_000_000
MAX_SHEET_CHARACTERS = 2_000
TYPED_WORDS = {"autocomplete": "off", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}
"""No password field: browsers offer to store those, and six words are hard to type unseen."""
ROOT_CHANGED = _(
    "The organisation's own key was changed in the database, outside Safehold, so nothing was done. "
    "Tell whoever looks after your server before you do anything else."
)


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


class RemoveForm(SafeholdForm):
    """A tick, after everything was said."""

    understood = forms.BooleanField(
        error_messages={"required": _("Please tick this first. Nothing has been changed yet.")}
    )

    def __init__(self, data: Mapping[str, Any] | None, *, name: str) -> None:
        super().__init__(data)
        self.fields["understood"].label = _("I have read this. Remove %(name)s for good.") % {"name": name}


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


def say(wrong: SheetsWrong) -> str:
    """Return what is wrong with typed sheets, in the language of the page."""
    return gettext(sheets.WORDS[wrong.kind]) % {"number": wrong.number}


class SheetInput(forms.Textarea):
    """A sheet of the recovery kit. Seen while it is typed; never given back in a page."""

    def format_value(self, value: object) -> None:
        """Put nothing into the field."""


class ReadBackForm(SafeholdForm):
    """Two of the three sheets, typed from the paper."""

    first_sheet = WordsField(
        label=_("One sheet"),
        max_length=MAX_SHEET_CHARACTERS,
        widget=SheetInput(attrs=TYPED_WORDS | {"rows": 5}),
        error_messages={"required": _("Type the 33 words of one sheet.")},
    )
    second_sheet = WordsField(
        label=_("Another sheet"),
        max_length=MAX_SHEET_CHARACTERS,
        widget=SheetInput(attrs=TYPED_WORDS | {"rows": 5}),
        error_messages={"required": _("Type the 33 words of another sheet.")},
    )

    def clean_first_sheet(self) -> str:
        return self._read("first_sheet")

    def clean_second_sheet(self) -> str:
        return self._read("second_sheet")

    def _read(self, field: str) -> str:
        """Check each sheet in itself, so that mistakes in both are told at once."""
        try:
            return sheets.read(self.cleaned_data[field])
        except SheetsWrong as wrong:
            raise forms.ValidationError(say(wrong)) from None
