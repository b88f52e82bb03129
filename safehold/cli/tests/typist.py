# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody at a terminal: types sheets and answers, and does something else between two lines."""

from collections.abc import Callable

WORDS_A_LINE = 11


class Typist:
    """Stands in for standard input. A function among the lines is done in its turn and types Enter."""

    def __init__(self, *typed: str | Callable[[], object]) -> None:
        self._typed = list(typed)

    def readline(self) -> str:
        if not self._typed:
            return ""
        line = self._typed.pop(0)
        if callable(line):
            line()
            return "\n"
        return f"{line}\n"


def lines_of(sheet: str) -> list[str]:
    """A sheet, typed row by row, and the empty line after it."""
    words = sheet.split()
    rows = [" ".join(words[at : at + WORDS_A_LINE]) for at in range(0, len(words), WORDS_A_LINE)]
    return [*rows, ""]


def both(first: str, second: str) -> list[str]:
    return [*lines_of(first), *lines_of(second)]
