# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells that a spreadsheet would take for a formula, and how they are made harmless. Pure.

A cell that begins with one of `STARTS`, also after spaces, quotes or characters that nobody sees, gets an apostrophe
before it: spreadsheets then show it as text. What comes back in loses that apostrophe, so nothing that was written is
changed by going out and coming in again.
"""

import unicodedata

STARTS = frozenset("=+-@\t\r\n|%＝＋－＠")
QUOTES = frozenset("'\"`‘’“”«»")
MARK = "'"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run this cell."""
    for letter in text:
        if letter in STARTS:
            return True
        if not (letter.isspace() or letter in QUOTES or unicodedata.category(letter) in {"Cc", "Cf", "Zs"}):
            return False
    return False


def neutralise(text: str) -> str:
    """Return a cell that every spreadsheet shows as text."""
    return MARK + text if looks_like_formula(text) else text


def is_harmless(cell: str) -> bool:
    """Whether a cell is one that `neutralise` returns: text, or marked as text."""
    return cell.startswith(MARK) or not looks_like_formula(cell)


def restore(cell: str) -> str:
    """Return what a cell said before `neutralise`."""
    return cell[1:] if cell.startswith(MARK) and looks_like_formula(cell[1:]) else cell
