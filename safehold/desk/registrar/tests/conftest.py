# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An office with two registrars, for the tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.desk.registrar.actions import signing
from safehold.desk.registrar.tests.office import House, make_house
from tests.cast import cheap_argon2id


@pytest.fixture
def house(settings: Settings, tmp_path: Path) -> House:
    signing._verified.clear()
    with cheap_argon2id():
        return make_house(settings, tmp_path)
