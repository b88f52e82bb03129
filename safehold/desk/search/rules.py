# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of searching: what is asked for, whose words it may touch, and how a place in a text is shown. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from safehold.core.blind import Found, Word
from safehold.desk.members.rules import FieldClass, may_see

LONGEST_QUERY = 200
MOST_SAVED = 30
AROUND = 60
"""So many characters are shown before and after a place."""
MOST_PLACES = 3
"""So many places of one case are shown."""


Keys = Mapping[str, Iterable[str]]
"""What they are for -> keys by which a row is found, beside its words."""


class FieldText(NamedTuple):
    """A text in a sealed document: what its class tells, and what it is called on a page."""

    field_class: FieldClass
    label: object
    text: str


class SearchedText(NamedTuple):
    """A text of a case. `source_id`: the row it stands in."""

    case_id: UUID
    source_id: UUID
    field: FieldText


class Snippet(NamedTuple):
    """A place in a text: what stands before, the words that were found, and what stands after."""

    label: str
    before: str
    found: str
    after: str


def searched_classes(role: str) -> list[FieldClass]:
    """Return the classes of fields whose tokens members of a role may ask for."""
    return [each for each in FieldClass if may_see(role, each)]


def has_all(query: Iterable[Word], found: Iterable[Found]) -> bool:
    """Whether each word of a query is in some text of a case."""
    seen: set[int] = set().union(*(each.words for each in found))
    return seen == set(range(len(list(query))))


def cut_snippet(label: str, text: str, start: int, end: int) -> Snippet:
    """Return a place in a text with a little around it, on one line, cut between words where there are any."""
    before, after = text[:start], text[end:]
    shown_before = _shorten(before[::-1])[::-1]
    return Snippet(label, _one_line(shown_before), _one_line(text[start:end]), _one_line(_shorten(after)))


def _shorten(text: str) -> str:
    if len(text) <= AROUND:
        return text
    cut = text[:AROUND]
    whole, space, _ = cut.rpartition(" ")
    return (whole if space and len(whole) > AROUND // 2 else cut) + "…"


def _one_line(text: str) -> str:
    """Keep the space at either end: it divides what was found from what stands around it."""
    joined = " ".join(text.split())
    if not joined:
        return " " if text else ""
    return " " * text[:1].isspace() + joined + " " * text[-1:].isspace()
