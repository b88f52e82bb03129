# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How acts are done, and what HURIDOCS Events Standard Formats call what we record, from events.yaml."""

from functools import cache

from safehold.catalog.errors import ChoiceUnknown
from safehold.catalog.labels import CodedLabel, Confidence, Fact
from safehold.catalog.reading import read_catalog_file
from safehold.catalog.tactics import Source

__all__ = ["Events", "HuridocsField", "load_events"]


class HuridocsField(Fact, frozen=True, kw_only=True):
    """One field of a HURIDOCS record. `ours`: what of ours it holds, "" for nothing; `number`: as in the standard."""

    record: str
    number: str
    field: str
    ours: str
    source: str
    confidence: Confidence
    note: str = ""

    @property
    def column(self) -> str:
        """The name of a column of an export: record, field and number."""
        return f"{self.record}.{self.field} ({self.number})"


class Events(Fact, frozen=True, kw_only=True):
    """Methods, in the order of the form, and the fields of HURIDOCS."""

    version: str
    sources: dict[str, Source]
    methods: tuple[CodedLabel, ...]
    huridocs: tuple[HuridocsField, ...]

    @property
    def method_codes(self) -> tuple[str, ...]:
        return tuple(method.code for method in self.methods)

    def method_label(self, code: str, language: str) -> str:
        """The label of a method; raises ChoiceUnknown."""
        for method in self.methods:
            if method.code == code:
                return method.label(language)
        raise ChoiceUnknown("No method has this code.")

    def fields_of(self, record: str) -> tuple[HuridocsField, ...]:
        """The fields of one HURIDOCS record that hold something of ours, in the order of the standard."""
        return tuple(each for each in self.huridocs if each.record == record and each.ours)

    def columns_of(self, ours: str) -> tuple[HuridocsField, ...]:
        """Where something of ours goes: "act.tactic" to the field 2109."""
        return tuple(each for each in self.huridocs if each.ours == ours)


@cache
def load_events() -> Events:
    """Read events.yaml, once."""
    return read_catalog_file("events.yaml", Events)
