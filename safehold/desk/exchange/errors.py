# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can go wrong when tables come in and cases go out. Nothing here carries a word of anybody."""

from django.http import Http404


class BatchUnknown(Http404):
    """No import of this organisation has this id."""


class BatchMoved(Exception):
    """What was asked of an import does not go with where it is now: it has begun, or is over."""


class TableRefused(Exception):
    """A file from which no table was read. `problem`: a code of `words.REFUSALS`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class RowRefused(Exception):
    """A row that cannot be imported. `problems`: codes of `words.PROBLEMS`."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


class TooManyCases(Exception):
    """More cases were chosen than one file takes."""


class NothingChosen(Exception):
    """No case was chosen, or none that opens."""


class FileBroken(Exception):
    """A file of the case is missing in the store, or is not what its writer signed."""
