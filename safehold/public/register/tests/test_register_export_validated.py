# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The data files as the libraries of their formats read them, in an environment of their own: make setup-validators."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.public.register import actions
from safehold.public.register.tests.published import Press
from safehold.public.register.tests.whole_register import publish_whole

HERE = Path(__file__).parent
VALIDATORS = Path(os.environ.get("SAFEHOLD_VALIDATORS", HERE.parents[3] / "build" / "validators"))
IS_THERE = (VALIDATORS / ".ready").exists()
"""Written when everything is installed: half an environment is none."""


@pytest.mark.skipif(not IS_THERE, reason="followthemoney and libcovebods: make setup-validators")
def test_followthemoney_and_libcovebods_find_nothing_wrong(
    press: Press, settings: Settings, tmp_path: Path
) -> None:
    settings.REGISTER_DATA_FOLDER = tmp_path / "data"
    publish_whole(press)
    written = {
        each.name: tmp_path / "data" / each.address
        for each in actions.write_data_files(date(2026, 11, 23)).files
    }
    done = subprocess.run(
        [
            VALIDATORS / "bin" / "python",
            HERE / "validate_data.py",
            written["followthemoney.jsonl"],
            written["bods.json"],
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={"PATH": os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"wrong": [], "noticed": [True, True]}
