# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short names for random ids: they say nothing about what they name, and can be said on the telephone."""

import re
from uuid import UUID

LETTERS = 6
_TYPED = re.compile(r"([0-9a-f]{3})[\s-]*([0-9a-f]{3})(?:[0-9a-f]{2}-[0-9a-f-]{27})?", re.IGNORECASE)


def reference_of(thing_id: UUID | str) -> str:
    """Return the short name of an id, such as 3F9-A2C."""
    text = str(thing_id)[:LETTERS].upper()
    return f"{text[:3]}-{text[3:]}"


def read_reference(typed: str) -> str | None:
    """Return the letters with which an id begins that somebody typed, short or whole; None for no reference."""
    found = _TYPED.fullmatch(typed.strip())
    return f"{found[1]}{found[2]}".lower() if found else None


def read_id(text: str) -> UUID | None:
    """Return the id that an address or a choice names; None where it names none."""
    try:
        return UUID(text)
    except ValueError:
        return None
