# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a spreadsheet would run goes out as text, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.cells import is_harmless, looks_like_formula, neutralise, restore

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    '"=1',
    "'=1",
    "\u200b=1",
    "＝1",
    "\n+2",
    " '\" -1",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_formula_is_made_text(cell: str) -> None:
    assert looks_like_formula(cell)
    assert neutralise(cell) == "'" + cell


@given(st.text(alphabet=st.characters(), max_size=30))
def test_every_cell_goes_out_harmless_and_comes_back_as_it_was(cell: str) -> None:
    out = neutralise(cell)
    assert is_harmless(out)
    assert restore(out) == cell


@given(st.text(alphabet="=+-@\t\r\n '\"|%＝\u200bab", max_size=12))
def test_also_of_cells_made_of_what_spreadsheets_run(cell: str) -> None:
    out = neutralise(cell)
    stripped = cell.strip(" '\"\u200b\t\r\n")
    assert not stripped or stripped[0] not in "=+-@|%＝" or out != cell
    assert is_harmless(out)
    assert restore(out) == cell
