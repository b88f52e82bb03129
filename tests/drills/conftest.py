# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A pair of real sites for each file of drills that needs one. Their coalition is made once in each process."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from safehold.cli.demo import prepare
from tests.drills.real_sites import RealSites, real_sites

ON_FILES = [
    "test_forged_reply.py",
    "test_restart_in_renewal.py",
    "test_rolled_back_list.py",
    "test_stolen_desk_database.py",
    "test_stolen_public_database.py",
    "test_swapped_public_key.py",
]
"""Drills with databases of their own, which are SQLite's whatever the other tests run on."""

collect_ignore = ON_FILES if os.environ.get("SAFEHOLD_TEST_DB") == "postgresql" else []


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("prepared")
    prepare(data)
    return data


@pytest.fixture(scope="module")
def real(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealSites]:
    data = tmp_path_factory.mktemp("sites") / "data"
    shutil.copytree(prepared, data)
    with real_sites(data) as made:
        yield made
