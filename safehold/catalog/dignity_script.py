# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a caseworker says and does when somebody comes to talk for the first time, from dignity_script.yaml."""

from functools import cache

from safehold.catalog.labels import Bilingual, Fact, label_in
from safehold.catalog.reading import read_catalog_file

__all__ = ["DignityScript", "Step", "load_dignity_script"]


class Step(Bilingual, frozen=True, kw_only=True):
    """One step of the conversation. `do`: for the caseworker. `say`: sentences to read aloud, by language."""

    id: str
    do_en: str
    do_fr: str
    say: tuple[dict[str, str], ...]

    def to_do(self, language: str) -> str:
        return self.do_fr if language == "fr" else self.do_en

    def to_say(self, language: str) -> list[str]:
        return [label_in(sentence, language) for sentence in self.say]


class DignityScript(Fact, frozen=True, kw_only=True):
    """The whole conversation, in its order."""

    version: str
    steps: tuple[Step, ...]


@cache
def load_dignity_script() -> DignityScript:
    """Read dignity_script.yaml, once."""
    return read_catalog_file("dignity_script.yaml", DignityScript)
