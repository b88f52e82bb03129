# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which field of metadata gives what away, by its name."""

import re

PLACE = re.compile(
    r"gps|location|latitude|longitude|geotag|\bcity\b|country|province|sub-?location|altitude", re.I
)
TIME = re.compile(r"date|time(?!code|scale|base)|created?$|modified$|history.*when", re.I)
DEVICE = re.compile(
    r"make$|model|serial|lens|software|creatortool|hostcomputer|device|firmware|producer|generator|encoder",
    re.I,
)
PERSON = re.compile(
    r"artist|author|creator$|by-?line|owner|copyright|manager|company|lastmodifiedby|contact|person", re.I
)


def group_of(name: str) -> str:
    """Return which thing a field of this name gives away."""
    for group, pattern in (("place", PLACE), ("device", DEVICE), ("time", TIME), ("person", PERSON)):
        if pattern.search(name):
            return group
    return "other"


def as_iso(written: str) -> str:
    """Cameras write days with colons. A zone is kept where there is one; none is added."""
    return re.sub(r"^(\d{4}):(\d\d):(\d\d) (?=\d)", r"\1-\2-\3T", written)
