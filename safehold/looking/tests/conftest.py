# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a machine has no walls, nothing can be looked at, and the tests say so."""

import pytest

from safehold.looking import find_walls


@pytest.fixture(scope="session")
def walls() -> dict[str, str]:
    found = find_walls()
    if not found:
        pytest.skip("this machine keeps neither network nor files from a process: nothing is looked at here")
    return found
