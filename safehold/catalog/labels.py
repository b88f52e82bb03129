# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Labels in six languages, with English where a language has none."""

from collections.abc import Mapping
from typing import Literal

import msgspec

LANGUAGES = ("en", "fr", "zh-hans", "zh-hant", "bo", "ug")
"""Language codes of the public pages."""

Confidence = Literal["confirmed", "to_confirm"]


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all entries share: frozen, and no field that its reader does not know."""


class Bilingual(Fact, frozen=True, kw_only=True):
    """An entry with an English and a French label."""

    label_en: str
    label_fr: str

    def label(self, language: str) -> str:
        """The label in French, or in English for every other language."""
        return self.label_fr if language == "fr" else self.label_en


class CodedLabel(Bilingual, frozen=True, kw_only=True):
    """A code and its label."""

    code: str


class Translation(Fact, frozen=True, kw_only=True):
    """What is known about the labels of one language. `reviewed`: a native reader has read them."""

    reviewed: bool


class Translated(Fact, frozen=True, kw_only=True):
    """A file written in English and French and translated into the languages of `translations`."""

    version: str
    translations: dict[str, Translation]

    def is_draft(self, language: str) -> bool:
        """Whether these are labels that no native reader has reviewed yet; the page then says so."""
        return language in self.translations and not self.translations[language].reviewed


def label_in(labels: Mapping[str, str], language: str) -> str:
    """The label in `language`, or in English."""
    return labels.get(language) or labels["en"]
