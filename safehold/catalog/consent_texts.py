# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is read aloud before somebody agrees in conversation, from consent_texts.yaml."""

from functools import cache

from safehold.catalog.errors import ChoiceUnknown
from safehold.catalog.labels import Fact, Translated, label_in
from safehold.catalog.reading import read_catalog_file

__all__ = ["ConsentText", "ConsentTexts", "load_consent_texts"]


class ConsentText(Fact, frozen=True, kw_only=True):
    """The question for one purpose. `anybody`: whom {recipient} stands for when nobody is named."""

    purpose: str
    words: dict[str, str]
    anybody: dict[str, str] = {}


class ConsentTexts(Translated, frozen=True, kw_only=True):
    """All questions, and what is said after each."""

    always: dict[str, str]
    purposes: tuple[ConsentText, ...]

    def text(self, purpose: str) -> ConsentText:
        """The question for a purpose; raises ChoiceUnknown."""
        for text in self.purposes:
            if text.purpose == purpose:
                return text
        raise ChoiceUnknown("Nobody is asked about this purpose.")

    def language_of(self, purpose: str, language: str) -> str:
        """The language in which it is read aloud: the one asked for, or English."""
        return language if language in self.text(purpose).words else "en"

    def to_read_aloud(self, purpose: str, language: str, recipient: str = "") -> list[str]:
        """The sentences to read: the question, naming the recipient or everybody it may mean, and what always holds."""
        text = self.text(purpose)
        named = recipient or label_in(text.anybody, language) if text.anybody else ""
        return [label_in(text.words, language).replace("{recipient}", named), label_in(self.always, language)]


@cache
def load_consent_texts() -> ConsentTexts:
    """Read consent_texts.yaml, once."""
    return read_catalog_file("consent_texts.yaml", ConsentTexts)
