# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happened, in plain words for a frightened person's form, from plain_tactics.yaml."""

from collections.abc import Iterable
from functools import cache

from safehold.catalog.errors import ChoiceUnknown
from safehold.catalog.labels import Fact, Translated, label_in
from safehold.catalog.reading import read_catalog_file

__all__ = ["PlainTactic", "PlainTactics", "load_plain_tactics"]


class PlainTactic(Fact, frozen=True, kw_only=True):
    """One choice and the tactic codes it may stand for, the likeliest first; a caseworker settles which."""

    id: str
    codes: tuple[str, ...]
    labels: dict[str, str]

    def label(self, language: str) -> str:
        """The words of this choice in `language`, or in English."""
        return label_in(self.labels, language)


class PlainTactics(Translated, frozen=True, kw_only=True):
    """All choices, in the order of the form."""

    choices: tuple[PlainTactic, ...]

    def choice(self, choice_id: str) -> PlainTactic:
        """The choice of an id; raises ChoiceUnknown."""
        for choice in self.choices:
            if choice.id == choice_id:
                return choice
        raise ChoiceUnknown("The form has no such choice.")

    def codes_for(self, choice_ids: Iterable[str]) -> tuple[str, ...]:
        """The tactic codes of these choices, each once, in order; raises ChoiceUnknown."""
        return tuple(dict.fromkeys(code for each in choice_ids for code in self.choice(each).codes))


@cache
def load_plain_tactics() -> PlainTactics:
    """Read plain_tactics.yaml, once."""
    return read_catalog_file("plain_tactics.yaml", PlainTactics)
