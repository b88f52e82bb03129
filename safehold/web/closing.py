# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a file that leaves is closed: with words, to a key, or not at all. Nothing typed here is kept."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from mnemonic import Mnemonic

from safehold.core import age
from safehold.web.forms import LineField, OneChoice, Option, SafeholdForm, ShortText, WordsField

CHOSEN_WORDS = 8
SHORTEST_PASSPHRASE, FEWEST_WORDS = 20, 6
LONGEST_KEY = 4_000


@dataclass(frozen=True)
class SealTo:
    """Whom a file is sealed to; neither means plain. Of keys only post-quantum ones are taken (`age1pq1…`)."""

    recipient: str = ""
    passphrase: str = field(default="", repr=False)

    def list_recipients(self) -> list[age.AnyRecipient]:
        """Raises an AgeError for a key that is none."""
        if self.passphrase:
            return [age.PassphraseRecipient(self.passphrase)]
        if not self.recipient:
            return []
        recipient = age.parse_recipient(self.recipient)
        if not recipient.post_quantum:
            raise age.RecipientMalformed
        return [recipient]


def choose_words() -> str:
    """Return eight words of the BIP-39 list: 88 random bits."""
    return "-".join(secrets.choice(_words()) for _ in range(CHOSEN_WORDS))


def resists_guessing(passphrase: str) -> bool:
    """Whether words may seal what leaves: at least six different ones, twenty letters or more."""
    words = {word for word in re.split(r"[\s-]+", passphrase.casefold()) if word}
    return len(passphrase) >= SHORTEST_PASSPHRASE and len(words) >= FEWEST_WORDS


@cache
def _words() -> list[str]:
    return list(Mnemonic("english").wordlist)


class SealingForm(SafeholdForm):
    """Asks how a file is sealed: with words, or to a key."""

    KEY, WORDS, PLAIN = "key", "words", "plain"
    key_missing = gettext_lazy("Paste the key. It begins with age1pq1.")

    how = forms.ChoiceField(label=gettext_lazy("How the file is closed"), widget=OneChoice, initial=WORDS)
    words_to_open = LineField(
        label=gettext_lazy("Words that open it"),
        help_text=gettext_lazy("We chose these. Write them down now: they are kept nowhere."),
        required=False,
        max_length=200,
        widget=ShortText({"rows": 2, "autocomplete": "off", "spellcheck": "false"}),
    )
    recipient = WordsField(
        label=gettext_lazy("The key"), required=False, widget=ShortText, max_length=LONGEST_KEY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = self.list_ways()  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("words_to_open", choose_words())

    def list_ways(self) -> list[tuple[str, Option]]:
        return [
            (self.WORDS, Option(_("Sealed with words"), _("Opens with the program age and these words."))),
            (self.KEY, Option(_("Sealed to a key"), _("A key that begins with age1pq1."))),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        data["recipient"] = "".join(data.get("recipient", "").split())
        if data.get("how") == self.WORDS and not resists_guessing(data.get("words_to_open", "")):
            self.add_error("words_to_open", _("Use at least six words, 20 letters or more."))
        if data.get("how") == self.KEY and not data["recipient"].startswith("age1pq1"):
            self.add_error("recipient", self.key_missing)
        return data

    def seal_to(self) -> SealTo:
        data = self.cleaned_data
        return SealTo(
            recipient=data["recipient"] if data["how"] == self.KEY else "",
            passphrase=data["words_to_open"] if data["how"] == self.WORDS else "",
        )


class ClosingForm(SealingForm):
    """Asks how a file is closed; plain, too, but only after a tick."""

    sure = forms.BooleanField(
        label=gettext_lazy("I know that whoever gets hold of a file that is not sealed can read it"),
        required=False,
    )

    def list_ways(self) -> list[tuple[str, Option]]:
        plain = _("Whoever gets hold of the file can read it. Tick below that you know.")
        return [*super().list_ways(), (self.PLAIN, Option(_("Not sealed"), plain))]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("how") == self.PLAIN and not data.get("sure"):
            self.add_error("sure", _("Tick that you know what this means, or seal the file."))
        return data
