# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The digital-safety checklist: accounts, devices, signs of spyware, and where to send a device, from
digital_safety.yaml."""

from functools import cache

from safehold.catalog.authorities import Authority, load_authorities
from safehold.catalog.labels import Bilingual, CodedLabel, Confidence, Fact
from safehold.catalog.reading import read_catalog_file

__all__ = ["DigitalSafety", "Group", "Question", "load_digital_safety"]


class Question(CodedLabel, frozen=True, kw_only=True):
    """One question, and what to do when the answer is not the good one."""

    advice_en: str
    advice_fr: str

    def advice(self, language: str) -> str:
        return self.advice_fr if language == "fr" else self.advice_en


class Group(Bilingual, frozen=True, kw_only=True):
    """Questions that belong together. `yes_is_a_sign`: here "yes" is the answer that calls for advice."""

    code: str
    questions: tuple[Question, ...]
    yes_is_a_sign: bool = False

    def calls_for_advice(self, answer: str) -> bool:
        """Whether an answer, "yes", "no" or "unsure", should be followed up. Nothing answered calls for nothing."""
        return bool(answer) and answer != ("no" if self.yes_is_a_sign else "yes")


class DigitalSafety(Fact, frozen=True, kw_only=True):
    """All groups. `where_to_send`: the id of the authority that looks at devices."""

    version: str
    source: str
    confidence: Confidence
    where_to_send: str
    before_you_send_en: str
    before_you_send_fr: str
    groups: tuple[Group, ...]

    def before_you_send(self, language: str) -> str:
        return self.before_you_send_fr if language == "fr" else self.before_you_send_en

    @property
    def analyst(self) -> Authority:
        """Who looks at devices."""
        return load_authorities().authority(self.where_to_send)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(question.code for group in self.groups for question in group.questions)


@cache
def load_digital_safety() -> DigitalSafety:
    """Read digital_safety.yaml, once."""
    return read_catalog_file("digital_safety.yaml", DigitalSafety)
