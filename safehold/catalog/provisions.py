# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Provisions of the law that a report may engage, as provisions.yaml has them. Information, never legal advice."""

from functools import cache

import msgspec

from safehold.catalog.labels import Confidence
from safehold.catalog.reading import read_catalog_file

__all__ = ["Provision", "Provisions", "load_provisions"]


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """One provision. as_of: the day on which its text was read. confidence: to_confirm where nobody has read it yet.

    Its elements are read by whoever screens incidents.
    """

    code: str
    name_en: str
    name_fr: str
    status: str
    source: str
    as_of: str
    confidence: Confidence
    notes: str = ""

    def name(self, language: str) -> str:
        return self.name_fr if language == "fr" else self.name_en


class Provisions(msgspec.Struct, frozen=True, kw_only=True):
    """All provisions."""

    provisions: tuple[Provision, ...]

    def find(self, code: str) -> Provision | None:
        return next((each for each in self.provisions if each.code == code), None)


@cache
def load_provisions() -> Provisions:
    """Read provisions.yaml, once."""
    return read_catalog_file("provisions.yaml", Provisions)
