# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make test`: run every suite, then say in one line what passed, failed and was skipped.

The public side and the desk are two applications with two settings modules, so they are two pytest processes; both run
again on PostgreSQL. The longest runs beside the others, since tests with a browser or with servers mostly wait: its
words are shown as they come, those of the others when each ends. Arguments are handed to each pytest.
"""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

REPORTS = Path("build") / "test-reports"
"""JUnit files of the last run: what failed, and what took long."""
PUBLIC = ["safehold/public", "tests/faults/public_side"]
DESK = ["safehold/desk"]
ROOMS = ["core", "catalog", "config", "persistence", "web", "cli"]
REST = [*(f"safehold/{room}" for room in ROOMS), "tests"]
OWN_DATABASES = (
    "forged_reply",
    "hostile_files",
    "restart_in_renewal",
    "rolled_back_list",
    "stolen_desk_database",
    "stolen_public_database",
    "swapped_public_key",
)
KEYS_AND_WORDS = (
    "audit_alarms",
    "cases_tampering",
    "cases_when",
    "evidence_blacking_out",
    "evidence_captures",
    "exchange_copies",
    "exchange_files",
    "home_tasks",
    "home_timeline",
    "inbox_decoys",
    "inbox_releasing",
    "inbox_retiring",
    "members_joining",
    "members_signing_in",
    "sharing_files",
    "vault_keys",
    "vault_removal_leads",
    "vault_unlocking",
)
SAME_ON_BOTH = [
    "--ignore-glob=*_pages.py",
    "--ignore-glob=*_large.py",
    *(f"--ignore-glob=*/test_{name}.py" for name in KEYS_AND_WORDS),
    *(f"--ignore=tests/drills/test_{name}.py" for name in OWN_DATABASES),
]
"""What a page shows does not hang on the database, nor do large files, nor what turns on keys, on who may and on what
is said; the drills bring databases of their own, or need none."""


@dataclass(frozen=True)
class Suite:
    name: str
    settings: str
    paths: list[str] = field(default_factory=list)
    database: str = "sqlite"
    options: list[str] = field(default_factory=list)
    processes: int = 2


LONGEST = Suite("desk and the rest on SQLite", "desk", [*DESK, *REST], processes=3)
BESIDE = [
    Suite("public on SQLite", "public", PUBLIC),
    Suite("public on PostgreSQL", "public", PUBLIC, "postgresql"),
    Suite(
        "desk on PostgreSQL",
        "desk",
        [*DESK, "tests/two_databases", "tests/drills"],
        "postgresql",
        SAME_ON_BOTH,
    ),
]


def run_suite(suite: Suite, report: Path, arguments: list[str], *, show: bool) -> int:
    """Run one suite in its own process; return pytest's exit status. show: its words as they come, not at its end."""
    print(f"== {suite.name}", flush=True)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-n", str(suite.processes), "--dist", "worksteal", "-rs"),
            *(f"--ds=safehold.config.settings.{suite.settings}", f"--junitxml={report}"),
            *suite.options,
            *[path for path in suite.paths if Path(path).exists()],
            *arguments,
        ],
        env={**os.environ, "SAFEHOLD_TEST_DB": suite.database},
        stdout=None if show else subprocess.PIPE,
        stderr=None if show else subprocess.STDOUT,
        text=True,
        check=False,
    )
    if not show:
        print(f"\n== {suite.name} has ended", done.stdout, sep="\n", flush=True)
    return done.returncode


def count(report: Path) -> dict[str, int]:
    """Read a JUnit report's totals."""
    if not report.exists():
        return {"tests": 0, "failed": 1, "skipped": 0}
    totals = ET.parse(report).getroot().find("testsuite")
    assert totals is not None
    number = {key: int(totals.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
    return {
        "tests": number["tests"],
        "failed": number["failures"] + number["errors"],
        "skipped": number["skipped"],
    }


def run_all(folder: Path, arguments: list[str]) -> list[tuple[int, Path]]:
    """Run every suite; return each one's exit status and report."""
    reports = {suite.name: folder / f"{position}.xml" for position, suite in enumerate([LONGEST, *BESIDE])}
    with ThreadPoolExecutor(max_workers=1) as beside:
        waiting = [
            beside.submit(run_suite, suite, reports[suite.name], arguments, show=False) for suite in BESIDE
        ]
        longest = run_suite(LONGEST, reports[LONGEST.name], arguments, show=True)
        statuses = [longest, *[each.result() for each in waiting]]
    return list(zip(statuses, reports.values(), strict=True))


def main(arguments: list[str]) -> int:
    passed = failed = skipped = 0
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    for status, report in run_all(REPORTS, arguments):
        totals = count(report)
        broken = totals["failed"] or int(status not in (0, 5))
        failed += broken
        skipped += totals["skipped"]
        passed += totals["tests"] - totals["failed"] - totals["skipped"]
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
