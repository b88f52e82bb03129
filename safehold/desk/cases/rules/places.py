# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where something happened, no more exactly than the person allows. Pure."""

from dataclasses import dataclass, fields

NONE, COUNTRY, REGION, TOWN, EXACT = "none", "country", "region", "town", "exact"
PRECISIONS = (NONE, COUNTRY, REGION, TOWN, EXACT)


@dataclass(frozen=True)
class Place:
    """A place in parts, from the widest to the finest. Each part is named as the precision that allows it."""

    country: str = ""
    region: str = ""
    town: str = ""
    exact: str = ""

    def as_document(self) -> dict[str, str]:
        return {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name)}

    def __str__(self) -> str:
        return ", ".join(part for part in (self.exact, self.town, self.region, self.country) if part)


def allowed_parts(precision: str) -> tuple[str, ...]:
    """Return the parts of a place that may be kept."""
    return PRECISIONS[1 : PRECISIONS.index(precision) + 1]


def parts_too_fine(place: Place, precision: str) -> list[str]:
    """Return the parts that were written though the person does not allow them."""
    return [part for part in PRECISIONS[1:] if getattr(place, part) and part not in allowed_parts(precision)]


def cut_place(place: Place, precision: str) -> Place:
    """Return a place without what is finer than the person allows."""
    return Place(**{part: getattr(place, part) for part in allowed_parts(precision)})
