# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file's facts, as the clocks and fees take them: ids and dates, no name."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from safehold.core.reunification import DATES, Book, Facts, read_facts
from safehold.desk.families.rules.contents import Contents

OF_A_PERSON = (
    "id",
    "role",
    "born",
    "pathway",
    "is_abroad",
    "has_partner",
    "depends_since_before_22",
    "has_passport",
    "may_ask_state",
)


def facts_of(book: Book, contents: Contents, today: date, pathway: str = "") -> Facts | None:
    """Return what the rules are asked; None while nobody is in the file, or no pathway is.

    pathway: as if that one were chosen for everybody, to compare. Raises FactsUnsound.
    """
    chosen = pathway or contents.pathway
    if not contents.people or not chosen:
        return None
    known = {each.id for pathway in book.pathways.values() for each in pathway.criteria}
    asked: dict[str, Any] = {
        "pathway": chosen,
        "people": [_person(each, is_compared=bool(pathway)) for each in contents.people],
        "relations": [
            {"person": each.person, "to": each.to, "kind": each.kind, "is_proved": each.is_proved}
            for each in contents.relations
        ],
        "dates": {name: text for name, text in contents.dates.items() if text and name in DATES}
        | {"today": today.isoformat()},
        "events": [
            {"event": each.kind, "date": each.when or None, "person": each.person or None}
            for each in contents.events
        ],
        "answers": {name: answer for name, answer in contents.answers.items() if name in known},
        "exemptions": [{"fee": fee, "person": person} for fee, person in contents.exemptions],
    }
    return read_facts(book, asked)


def _person(relative: Any, *, is_compared: bool) -> dict[str, Any]:
    kept = {name: value for name, value in asdict(relative).items() if name in OF_A_PERSON}
    kept["born"] = kept["born"] or None
    if is_compared:
        kept["pathway"] = ""
    return kept
