# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registration schemes, with what the office has confirmed of them. Reads files and no rows."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from safehold.catalog.errors import ValuesWrong
from safehold.catalog.register_schemes import (
    DEFAULT,
    AskedScheme,
    load_confirmed,
    load_register_schemes,
    load_scheme,
)
from safehold.catalog.register_values import NONE_CONFIRMED, ExemptClass, OfficeHolders, RegisterValues
from safehold.core.influence import Scheme

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class KnownScheme:
    """A scheme as it is asked and as the rules decide it, with the classes that the office has confirmed.

    classes: exemptions of the regulations. office_holders: who is one by regulation, or is not.
    """

    asked: AskedScheme
    scheme: Scheme
    classes: tuple[ExemptClass, ...]
    office_holders: tuple[OfficeHolders, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody has confirmed from when any of its levels is in force."""
        return any(each.citation.is_confirmed for level in self.scheme.levels for each in level.in_force)


def list_schemes() -> tuple[AskedScheme, ...]:
    return load_register_schemes().schemes


def find_scheme(code: str) -> KnownScheme:
    """Return the scheme of this code; for a code that there is not, the one that is asked about by default."""
    schemes = load_register_schemes()
    known = {each.code for each in schemes.schemes}
    chosen = code if code in known else DEFAULT
    values = load_values()
    classes = tuple(each for each in values.exempt_classes if each.scheme == chosen)
    office_holders = tuple(each for each in values.office_holders if each.scheme == chosen)
    return KnownScheme(schemes.scheme(chosen), load_scheme(chosen, values), classes, office_holders)


def load_values() -> RegisterValues:
    """Return what the office has confirmed: nothing, while there is no file or it cannot be used."""
    path = Path(settings.REGISTER_VALUES)
    try:
        found = path.stat()
    except OSError:
        return NONE_CONFIRMED
    return _read(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed_ns: int, _size_bytes: int) -> RegisterValues:
    """Read the file once for each time it changes."""
    try:
        return load_confirmed(path)
    except ValuesWrong:
        logger.error(  # noqa: TRY400
            "the file of confirmed rules cannot be used: no rule counts as confirmed"
        )
        return NONE_CONFIRMED
