# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Broken files harm nobody who looks at them. The long version: `python -m tests.drills.hostile_files 1000`."""

import pytest

from safehold.looking import find_walls
from tests.drills.hostile_files import make_files, play


def test_hostile_files_harm_nothing() -> None:
    if not find_walls():
        pytest.skip("this machine keeps neither network nor files from a process: nothing is looked at here")
    outcome = play(16, seed=7)
    assert outcome.failures == []
    assert (outcome.files, outcome.looks) == (16, 48)
    assert outcome.ends["done"] > 12


def test_same_seed_makes_the_same_broken_files() -> None:
    """Some writers put a number of their own into each file, so the names are compared."""
    assert [name for name, _ in make_files(60, 3)] == [name for name, _ in make_files(60, 3)]
    assert len({content for _, content in make_files(60, 3)}) > 55
