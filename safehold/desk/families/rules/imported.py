# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a family out of the cells of a table, and putting what a table says into a file that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import uuid4

from safehold.core.reunification import read_when
from safehold.desk.families.rules.contents import LONGEST_LINE, MOST_RELATIVES, Contents, Relative

SEVERAL = re.compile(r"\s*[;\n]\s*")
ROLES_SAID = {
    "sponsor": "sponsor",
    "répondant": "sponsor",
    "repondant": "sponsor",
    "principal": "principal",
    "applicant": "principal",
    "demandeur": "principal",
    "spouse": "partner",
    "partner": "partner",
    "wife": "partner",
    "husband": "partner",
    "époux": "partner",
    "épouse": "partner",
    "conjoint": "partner",
    "conjointe": "partner",
    "child": "child",
    "son": "child",
    "daughter": "child",
    "enfant": "child",
    "fils": "child",
    "fille": "child",
    "other": "other",
    "relative": "other",
    "autre": "other",
    "proche": "other",
}
FEWEST_PARTS, MOST_PARTS = 2, 3


def read_relatives(text: str) -> tuple[Relative, ...]:
    """Read people divided by semicolons, each as: name, place in the family, born. The last may be missing.

    Each has an id of the table's own, which is no id of a file. Raises ValueError for what we cannot read.
    """
    found = tuple(_relative(each) for each in SEVERAL.split(text.strip()) if each)
    if len(found) > MOST_RELATIVES:
        raise ValueError("too many")
    return found


def _relative(text: str) -> Relative:
    parts = [" ".join(each.split()) for each in text.split(",")]
    if not FEWEST_PARTS <= len(parts) <= MOST_PARTS or not parts[0] or len(parts[0]) > LONGEST_LINE:
        raise ValueError("not a person")
    role = ROLES_SAID.get(parts[1].casefold())
    if role is None:
        raise ValueError("no place in a family")
    born = parts[2] if len(parts) == MOST_PARTS else ""
    if born:
        read_when(born)
    return Relative(id="", name=parts[0], role=role, born=born)


def put_imported(
    contents: Contents, *, pathway: str, dates: Mapping[str, str], people: Iterable[Relative]
) -> Contents:
    """Return a file with what a table says. Who is there already, by name, is told more about; nobody goes."""
    rows = list(contents.people)
    places = {each.name: place for place, each in enumerate(rows)}
    for person in people:
        if person.name in places:
            kept = rows[places[person.name]]
            rows[places[person.name]] = replace(kept, role=person.role, born=person.born or kept.born)
        else:
            rows.append(replace(person, id=str(uuid4())))
    return replace(
        contents,
        pathway=pathway or contents.pathway,
        dates={**contents.dates, **dates},
        people=tuple(rows),
    )
