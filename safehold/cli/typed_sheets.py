# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two sheets of a recovery kit, typed on a terminal.

What is typed can be seen, since 33 unseen words are rarely right. Once both sheets have been read, the
screen and its scrollback are cleared. Lines are read without `input`, which would remember them. Nothing
typed is repeated.
"""

import sys

from safehold.core.sheets import SheetsWrong, read

TRIES = 5
CLEAR_SCREEN = "\033[H\033[2J\033[3J"


class SheetsNotRead(Exception):
    """A sheet was wrong too often."""


def read_two_sheets() -> list[str]:
    """Return two sheets, each right in itself. Raises SheetsNotRead, or EOFError when the typing ends."""
    print("Two of the three sheets are needed. Type the 33 words of each in the order of their numbers,")
    print("on as many lines as you like, then an empty line. The first four letters of a word are enough.")
    sheets = [_read_sheet("One sheet:"), _read_sheet("Another sheet:")]
    if sys.stdout.isatty():
        print(CLEAR_SCREEN, end="")
    return sheets


def _read_sheet(prompt: str) -> str:
    """Read one sheet; where it is wrong, say so and ask for that sheet again."""
    for _ in range(TRIES):
        print(prompt)
        lines = []
        while line := read_line().strip():
            lines.append(line)
        try:
            return read(" ".join(lines))
        except SheetsWrong as wrong:
            print(wrong)
    raise SheetsNotRead


def read_line() -> str:
    """Return the next line. Raises EOFError."""
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line
