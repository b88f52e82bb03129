# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: the worker is killed in the middle of giving open cases new keys (1,000 cases, 10 kills: `make drill`)."""

import subprocess
import sys


def test_a_worker_killed_in_the_middle_loses_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.drills.restart_in_renewal", "200", "3"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 damaged" in done.stdout
