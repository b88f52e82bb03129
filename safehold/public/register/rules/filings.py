# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of filings: from what was typed to values, what differs, what is missing, what is public. Pure.

A value set has every field of its form, the empty ones as None (catalog/register_forms.py).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from safehold.catalog.register_forms import RegisterForm, RegisterPart

__all__ = [
    "ENDING",
    "FORM",
    "MOST_DRAFTS",
    "MOST_TYPED_CHARS",
    "SPOKEN",
    "WORDS",
    "Change",
    "blank_values",
    "changed_names",
    "changes",
    "digest",
    "has_form",
    "in_list_order",
    "is_answer",
    "is_too_long_to_keep",
    "missing_names",
    "parts_of",
    "split_by_reader",
]

FORM = "arrangement/1"
ENDING = "ending"
MOST_DRAFTS = 50
MOST_TYPED_CHARS = 60_000
"""How much one step keeps of what was typed: ten times what its longest field may have."""
WORDS = "words"
SPOKEN = frozenset({"reply", "representation", "question"})
"""Kinds that are one text, and no form of the catalogue."""

Values = Mapping[str, Any]
FINAL = frozenset({"accepted", "correction", "refused", "answered"})


@dataclass(frozen=True)
class Change:
    """One field that differs."""

    name: str
    before: Any
    after: Any


def blank_values(form: RegisterForm) -> dict[str, Any]:
    return dict.fromkeys(form.names)


def has_form(kind: str) -> bool:
    """Whether a filing of this kind fills in a form of the catalogue."""
    return kind not in SPOKEN


def parts_of(form: RegisterForm | None, kind: str) -> tuple[str, ...]:
    """The steps of a filing: the parts of the form; of an end its day; of a reply its words."""
    if form is None or not has_form(kind):
        return (WORDS,)
    return (ENDING,) if kind == "termination" else tuple(part.code for part in form.parts)


def changes(form: RegisterForm, before: Values, after: Values) -> list[Change]:
    """What differs, in the order of the form."""
    return [
        Change(name, before.get(name), after.get(name))
        for name in form.names
        if before.get(name) != after.get(name)
    ]


def changed_names(form: RegisterForm, before: Values, after: Values) -> list[str]:
    return [each.name for each in changes(form, before, after)]


def missing_names(form: RegisterForm, values: Values, kind: str) -> list[str]:
    """The fields that must be filled in and are not; of an end also its day."""
    wanted = {field.name for field in form.fields if field.required}
    if kind == "termination":
        wanted.add("ended_on")
    return [name for name in form.names if name in wanted and values.get(name) in (None, "", [])]


def split_by_reader(part: RegisterPart) -> tuple[list[str], list[str]]:
    """The names of a part that everybody reads, and those that only the office reads."""
    everybody = [field.name for field in part.fields if field.public]
    return everybody, [field.name for field in part.fields if not field.public]


def is_too_long_to_keep(typed: Mapping[str, Any]) -> bool:
    """Whether the inputs of a step hold more than is kept for anybody."""
    return sum(len(str(text)) for text in typed.values()) > MOST_TYPED_CHARS


def digest(typed: Mapping[str, Any]) -> str:
    """Return what stands for a draft as somebody saw it, so that nothing else is sent in its place."""
    content = json.dumps(typed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(b"safehold/register-draft/1\n" + content.encode()).hexdigest()


def is_answer(state: str) -> bool:
    """Whether a state is one that the office gives."""
    return state in FINAL


def in_list_order(codes: Iterable[str], chosen: Iterable[str]) -> list[str]:
    """The chosen codes in the order of their list."""
    picked = set(chosen)
    return [code for code in codes if code in picked]
