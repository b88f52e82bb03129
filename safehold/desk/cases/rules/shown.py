# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each field of a case tells, and how a case looks to somebody who may not see every class of fields. Pure.

One table for all surfaces: `queries` strips what was opened before a page gets it, search indexes and reads by it,
sharing offers by it. A field that stands in no table here is shown to nobody but those who see everything.
"""

from collections.abc import Mapping
from typing import Any

from safehold.desk.members.rules import FieldClass, may_see

CLEAR, WORDS, IDENTITY, SAFETY = (
    FieldClass.CLEAR,
    FieldClass.WORDS,
    FieldClass.IDENTITY,
    FieldClass.SAFETY,
)
CONTENT = (WORDS, IDENTITY, SAFETY)
"""The classes that a case has sealed."""

ANSWERS: dict[str, FieldClass] = {
    "words": WORDS,
    "when": WORDS,
    "help_words": WORDS,
    "who_did_it": IDENTITY,
    "who_was_targeted": IDENTITY,
    "where": SAFETY,
    "safe_contact": SAFETY,
    "safe_times": SAFETY,
    "relatives_at_risk": SAFETY,
}
"""The answers of a report that are texts."""

CODES = ("language", "reporting_for", "group_size", "tactics", "help_wanted", "urgent", "consents")
"""The answers that were ticked."""

FILE: dict[str, FieldClass] = {"name": IDENTITY, "sha256": IDENTITY}
INCIDENT: dict[str, FieldClass] = {
    "title": WORDS,
    "narrative": WORDS,
    "when": WORDS,
    "when_words": WORDS,
    "place": SAFETY,
}
ACT: dict[str, FieldClass] = {
    "stated_reason": WORDS,
    "method_words": WORDS,
    "targets": IDENTITY,
    "actors": IDENTITY,
}
SAID: dict[str, FieldClass] = {"words": WORDS}
"""A message, a note."""
TITLE: dict[str, FieldClass] = {"title": WORDS}


def sees_everything(role: str) -> bool:
    """Whether nothing of a case is hidden from a role."""
    return all(may_see(role, each) for each in CONTENT)


def hidden(role: str, fields: Mapping[str, FieldClass]) -> list[str]:
    """Return the names of the fields that a role may not see."""
    return [name for name, field_class in fields.items() if not may_see(role, field_class)]


def narrow_answers(role: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that a role may see. Whoever did not use our form may have named one as they liked."""
    if sees_everything(role):
        return dict(answers)
    seen = {*CODES, *ANSWERS} - {*hidden(role, ANSWERS)}
    return {name: value for name, value in answers.items() if name in seen}
