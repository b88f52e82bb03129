# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that close a file that leaves."""

import pytest

from safehold.web.closing import resists_guessing


@pytest.mark.parametrize(
    ("typed", "enough"),
    [
        ("a" * 40, False),
        ("aa aa aa aa aa aa aa aa", False),
        ("six quiet birds over water", False),
        ("six quiet birds over cold water", True),
        ("six-quiet-birds-over-cold-water", True),
    ],
)
def test_words_that_seal_are_many_and_different(typed: str, enough: bool) -> None:
    assert resists_guessing(typed) is enough
