# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make drill`: the long versions. Each prints what it saw; one line for each says whether it held, and so does the
exit status.

A drill is a file `test_….py` in `tests/drills`, which `make test` runs too. Where a module of the same name stands
beside it, that is its long version.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.faults import cutting, killing

KILLS = 200
DRILLS = Path(__file__).parent / "drills"
LONG = {"hostile_files": ["1000"], "restart_in_renewal": ["400", "8"]}
"""Drills with a long version of their own, and what it is called with."""


def run_drill(name: str) -> bool:
    """Run one drill in processes of its own; return whether it held."""
    if name in LONG:
        command = [f"tests.drills.{name}", *LONG[name]]
    else:
        command = ["pytest", "-q", "-p", "no:xdist", str(DRILLS / f"test_{name}.py")]
    # What ran before, in this process, may have chosen a side.
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run([sys.executable, "-m", *command], check=False, env=clean).returncode == 0


def main(kills: int = KILLS) -> int:
    outcomes = {"cut connections": not cutting.main(), "killed under load": not killing.main(kills)}
    for path in sorted(DRILLS.glob("test_*.py")):
        name = path.stem.removeprefix("test_")
        outcomes[name.replace("_", " ")] = run_drill(name)
    print()
    for drill, held in outcomes.items():
        print(f"{drill}: {'held' if held else 'FAILED'}")
    held_all = all(outcomes.values())
    print("drill: all held" if held_all else "drill: failed")
    return 0 if held_all else 1


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
