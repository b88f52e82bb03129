# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long things are kept, by what they are: our proposals and their bounds. No law stands in retention.yaml."""

from functools import cache

from safehold.catalog.labels import CodedLabel, Confidence, Fact
from safehold.catalog.reading import read_catalog_file

__all__ = ["Grace", "KeptClass", "Retention", "load_retention"]


class Grace(Fact, frozen=True, kw_only=True):
    """How many days lie between being listed as due and an end that comes by itself."""

    default_days: int
    least_days: int
    most_days: int


class KeptClass(CodedLabel, frozen=True, kw_only=True):
    """One kind of thing. `confidence`: to_confirm where a law may set another period."""

    counted_en: str
    counted_fr: str
    why_en: str
    why_fr: str
    default_months: int
    least_months: int
    most_months: int
    confidence: Confidence

    def counted(self, language: str) -> str:
        return self.counted_fr if language == "fr" else self.counted_en

    def why(self, language: str) -> str:
        return self.why_fr if language == "fr" else self.why_en


class Retention(Fact, frozen=True, kw_only=True):
    """All classes."""

    version: str
    source: str
    grace: Grace
    classes: tuple[KeptClass, ...]

    def find(self, code: str) -> KeptClass | None:
        return next((each for each in self.classes if each.code == code), None)


@cache
def load_retention() -> Retention:
    """Read retention.yaml, once."""
    return read_catalog_file("retention.yaml", Retention)
