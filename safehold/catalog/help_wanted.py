# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The help a person may ask for, from help_wanted.yaml."""

from functools import cache

from safehold.catalog.errors import ChoiceUnknown
from safehold.catalog.labels import Fact, Translated, label_in
from safehold.catalog.reading import read_catalog_file

__all__ = ["Help", "HelpWanted", "load_help_wanted"]


class Help(Fact, frozen=True, kw_only=True):
    """One kind of help."""

    code: str
    labels: dict[str, str]

    def label(self, language: str) -> str:
        """The words for this help in `language`, or in English."""
        return label_in(self.labels, language)


class HelpWanted(Translated, frozen=True, kw_only=True):
    """All kinds of help, in the order of the form."""

    choices: tuple[Help, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in the order of the form."""
        return tuple(choice.code for choice in self.choices)

    def choice(self, code: str) -> Help:
        """The kind of help of a code; raises ChoiceUnknown."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise ChoiceUnknown("The form has no such choice.")


@cache
def load_help_wanted() -> HelpWanted:
    """Read help_wanted.yaml, once."""
    return read_catalog_file("help_wanted.yaml", HelpWanted)
