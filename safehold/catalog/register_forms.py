# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of the register, from register_forms.yaml: which fields an entry has, and which of them are published.

What a value looks like, by the type of its field (the canonical JSON of a leaf's commitment is made of these):

text, long_text   "words"
date              "2026-11-23"
codes             ["federal", "indigenous"], in the order of the list, also where there is only one
bool              true or false
money             {"amount": "1200.00", "currency": "CAD"}
country           "CH", ISO 3166 alpha-2
nothing           null, for each of them

A field set holds every field of its form, the empty ones as null: otherwise the names in a leaf would tell
whether somebody asked for protection.
"""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from safehold.catalog.errors import FieldUnknown, FormUnknown
from safehold.catalog.labels import Bilingual, CodedLabel, Confidence, Fact
from safehold.catalog.reading import read_catalog_file

__all__ = [
    "CodeList",
    "FieldType",
    "RegisterField",
    "RegisterForm",
    "RegisterForms",
    "RegisterPart",
    "load_register_forms",
    "register_form",
]

FieldType = Literal["text", "long_text", "date", "codes", "bool", "money", "country"]


class Sourced(Fact, frozen=True, kw_only=True):
    """Where something was read, when, and how sure it is."""

    source: str
    as_of: str
    confidence: Confidence
    note: str = ""


class CodeList(Sourced, frozen=True, kw_only=True):
    """Values that a field of type `codes` may have, in the order in which they are shown and kept."""

    codes: tuple[CodedLabel, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.code for each in self.codes)

    def label(self, code: str, language: str) -> str:
        """The words for a code; the code itself where a later list no longer has it."""
        return next((each.label(language) for each in self.codes if each.code == code), code)


class RegisterField(Bilingual, frozen=True, kw_only=True):
    """One field. `most`: how many codes at most, 0 for any number. `most_chars`: 0 for no bound."""

    name: str
    type: FieldType
    public: bool
    required: bool
    help_en: str = ""
    help_fr: str = ""
    codes: str = ""
    most: int = 0
    most_chars: int = 0

    def help(self, language: str) -> str:
        return self.help_fr if language == "fr" else self.help_en


class RegisterPart(CodedLabel, frozen=True, kw_only=True):
    """Fields that belong together: one step of the filing. `rule`: the entry of register_rules.yaml."""

    fields: tuple[RegisterField, ...]
    rule: str = ""


class RegisterForm(Sourced, frozen=True, kw_only=True):
    """One form. `registrant_name`, `principal_name`: the fields that name the two sides."""

    form: str
    label_en: str
    label_fr: str
    registrant_name: str
    principal_name: str | None
    parts: tuple[RegisterPart, ...]

    def label(self, language: str) -> str:
        return self.label_fr if language == "fr" else self.label_en

    @property
    def fields(self) -> tuple[RegisterField, ...]:
        """All fields, in the order of the form."""
        return tuple(self._each())

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self._each())

    @property
    def public_names(self) -> tuple[str, ...]:
        """The fields whose values are published."""
        return tuple(each.name for each in self._each() if each.public)

    def field(self, name: str) -> RegisterField:
        """Return one field; raises FieldUnknown."""
        for each in self._each():
            if each.name == name:
                return each
        raise FieldUnknown("The form has no such field.")

    def part(self, code: str) -> RegisterPart:
        """Return one part; raises FieldUnknown."""
        for each in self.parts:
            if each.code == code:
                return each
        raise FieldUnknown("The form has no such part.")

    def codes_of(self, name: str) -> CodeList:
        """The list behind a field of type `codes`; raises FieldUnknown for any other field."""
        found = load_register_forms().code_lists.get(self.field(name).codes)
        if found is None:
            raise FieldUnknown("The field has no list of codes.")
        return found

    def _each(self) -> Iterator[RegisterField]:
        for part in self.parts:
            yield from part.fields


class RegisterForms(Fact, frozen=True, kw_only=True):
    """All forms and the lists of codes that they share."""

    version: str
    code_lists: dict[str, CodeList]
    forms: tuple[RegisterForm, ...]


@cache
def load_register_forms() -> RegisterForms:
    """Read register_forms.yaml, once."""
    return read_catalog_file("register_forms.yaml", RegisterForms)


def register_form(name: str) -> RegisterForm:
    """Return a form by its name, such as "arrangement/1"; raises FormUnknown."""
    for each in load_register_forms().forms:
        if each.form == name:
            return each
    raise FormUnknown("The register has no such form.")
