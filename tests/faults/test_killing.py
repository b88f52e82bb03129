# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing that was confirmed is lost when the public site is killed under load (200 rounds: `make drill`)."""

import subprocess
import sys

ROUNDS = 20


def test_killed_under_load_loses_nothing_confirmed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", str(ROUNDS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{ROUNDS} kills")
