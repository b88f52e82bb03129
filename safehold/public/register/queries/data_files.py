# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The data files that may be given out: those in force, unless something was withheld since they were written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from safehold.public.register.adapters import data_files
from safehold.public.register.adapters.data_files import DataFile, DataFiles
from safehold.public.register.errors import ThingUnknown
from safehold.public.register.queries.standing import count_withholdings


def find_data_files() -> DataFiles | None:
    """Return the files; None where there are none, or where they still hold something that was taken away since."""
    found = data_files.read_in_force()
    return found if found and found.withheld == count_withholdings() else None


def find_data_file(address: str) -> Path:
    """Return where one of these files lies; raises ThingUnknown."""
    found = find_data_files()
    path = data_files.folder() / address
    if found is None or address not in {each.address for each in found.files} or not path.is_file():
        raise ThingUnknown
    return path


def is_export_due(on: date) -> bool:
    """Whether files are to be written: today's are not there, or something was withheld since."""
    found = find_data_files()
    return found is None or found.on < on


__all__ = ["DataFile", "DataFiles", "find_data_file", "find_data_files", "is_export_due"]
