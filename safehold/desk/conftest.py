# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""For every test of the desk: an empty attempt counter."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _fresh_attempts() -> None:
    cache.clear()
