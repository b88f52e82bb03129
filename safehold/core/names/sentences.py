# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reasons and caveats: a code, the words it is about, and a sentence in English or French."""

import functools
from dataclasses import dataclass, field

from safehold.core.names.tables import read_yaml


@functools.cache
def read_sentences() -> dict[str, dict[str, str]]:
    """All texts, by code and language."""
    return read_yaml("sentences.yaml")


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against two names being one."""

    code: str
    values: dict[str, str] = field(default_factory=dict)

    def sentence(self, language: str = "en") -> str:
        """The reason in words."""
        texts = read_sentences()[self.code]
        return texts.get(language, texts["en"]).format_map(self.values)


@dataclass(frozen=True, slots=True)
class Caveat(Reason):
    """What weakens a match."""
