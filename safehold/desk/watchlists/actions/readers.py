# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which reader reads which format."""

from __future__ import annotations

import json
from typing import BinaryIO

from safehold.core.watchlists import (
    Reading,
    lines_of,
    read_canada,
    read_csv,
    read_ftm,
    read_register,
)
from safehold.desk.watchlists.errors import ImportRefused
from safehold.desk.watchlists.rules import FORMATS, READER_VERSION

READERS = {"canada": read_canada, "ftm": read_ftm, "register": read_register}


def describe_reading(file_format: str, mapping: dict[str, str], kind: str) -> str:
    """Return how a file is read, as kept beside what was read. Raises ImportRefused("format")."""
    if file_format not in FORMATS:
        raise ImportRefused("format")
    told: dict[str, object] = {"format": file_format, "reader": READER_VERSION}
    if file_format == "csv":
        told |= {"mapping": mapping, "kind": kind}
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def open_reading(file: BinaryIO, file_format: str, mapping: dict[str, str], kind: str) -> Reading:
    """Return the parties of a file. Raises ListMalformed, MappingUnsound."""
    lines = lines_of(file)
    if file_format == "csv":
        return read_csv(lines, mapping, kind)
    return READERS[file_format](lines)
