# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A bag to look at, and one to change."""

import shutil
from pathlib import Path

import pytest

from safehold.persistence.bags.tests.handovers import Forger, House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture
def forger(house: House, tmp_path: Path) -> Forger:
    return Forger(shutil.copytree(house.bag, tmp_path / "bag"))
