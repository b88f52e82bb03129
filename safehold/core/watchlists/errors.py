# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with the file of a list. No message carries what stands in it."""


class WatchlistError(ValueError):
    """Base of the refusals of this package."""


class ListMalformed(WatchlistError):
    """The file cannot be read as its format says. `reason` is a code, `line` counts from 1; 0: of the whole file."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"The list cannot be read: {reason}, line {line}.")
        self.reason = reason
        self.line = line


class MappingUnsound(WatchlistError):
    """The columns that were named for a table do not fit it, or none was named for the name."""
