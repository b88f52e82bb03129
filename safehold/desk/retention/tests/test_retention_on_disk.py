# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies in the files of the database after a case has ended. SQLite; PostgreSQL needs VACUUM FULL (operate.md)."""

import os
import subprocess
import sys
from pathlib import Path


def test_neither_database_nor_journal_holds_the_sealed_bytes_or_the_wrapped_key(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.endswith("DATABASE_URL")}
    done = subprocess.run(
        [sys.executable, "-m", "safehold.desk.retention.tests.on_disk"],
        env={**clean, "SAFEHOLD_DATA": str(tmp_path), "SAFEHOLD_TEST_DB": "sqlite"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}
    assert said, done.stderr
    assert said["before"][0] == said["before"][2] != "0"
    assert said["after"][0] == "0"
    assert said["closed"][0] == "0"
