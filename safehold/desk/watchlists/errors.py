# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can go wrong with the lists. No message carries a name."""

from __future__ import annotations

from django.http import Http404


class WatchlistUnknown(Http404):
    """No such list, version or party here, or it is another organisation's."""


class ImportRefused(Exception):
    """A file was not imported, and nothing changed. `reason` is a code; `line` counts from 1, 0: of the whole file."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"The list was not imported: {reason}.")
        self.reason = reason
        self.line = line
