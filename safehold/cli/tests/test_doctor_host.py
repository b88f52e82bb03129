# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the doctor sees of the machine: users, files of SQLite, root, swap, the clock, two versions, a bad disk."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from safehold.cli.doctor import host, keeping
from safehold.cli.doctor.finding import Finding
from safehold.desk.backups import actions as backups
from safehold.desk.backups import adapters
from safehold.desk.members import actions as members

DAY = date(2026, 11, 23)
PUBLIC_USER, DESK_USER, SOMEBODY, ROOT = 1001, 1002, 1003, 0


@dataclass
class Host:
    """A machine as docs/how-to/operate.md makes it; what belongs to whom can be changed."""

    data: Path
    owners: dict[str, host.Owner] = field(default_factory=dict)

    def plant(self, name: str, uid: int, gid: int, mode: int) -> None:
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if "." in path.name:
            path.touch()
        else:
            path.mkdir(exist_ok=True)
        self.owners[str(path)] = host.Owner(uid, gid, mode)

    def look_at(self, path: Path) -> host.Owner:
        return self.owners[str(path)]


@pytest.fixture
def machine(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Host:
    made = Host(tmp_path / "data")
    made.plant("desk", DESK_USER, DESK_USER, 0o700)
    made.plant("public", PUBLIC_USER, PUBLIC_USER, 0o770)
    for end in host.JOURNALS:
        made.plant(f"desk/desk.sqlite3{end}", DESK_USER, DESK_USER, 0o660)
        made.plant(f"public/public.sqlite3{end}", PUBLIC_USER, PUBLIC_USER, 0o660)
    made.plant(
        "public/public.sqlite3-shm", DESK_USER, PUBLIC_USER, 0o660
    )  # the crossing made it: that is fine
    settings.DATA = made.data
    files = {side: made.data / side / f"{side}.sqlite3" for side in ("desk", "public")}
    monkeypatch.setattr(host, "_databases", lambda: files)
    monkeypatch.setattr(host, "look_at", made.look_at)
    monkeypatch.setattr(host, "list_programs_of", lambda uid: [])
    monkeypatch.setattr(os, "geteuid", lambda: DESK_USER)
    return made


def said(findings: Iterator[Finding]) -> str:
    return "\n".join(f"{found.what} {found.mend}" for found in findings)


def test_a_machine_as_the_handbook_makes_it_is_well(machine: Host) -> None:
    assert said(host.check_users()) == ""


@pytest.mark.parametrize("end", host.JOURNALS)
@pytest.mark.parametrize(
    ("side", "uid", "gid", "mode", "what"),
    [
        ("desk", ROOT, ROOT, 0o600, "belongs to somebody else than the desk"),
        ("desk", PUBLIC_USER, PUBLIC_USER, 0o660, "belongs to somebody else than the desk"),
        ("public", ROOT, ROOT, 0o600, "belongs to neither site"),
        ("public", SOMEBODY, PUBLIC_USER, 0o660, "belongs to neither site"),
        ("public", DESK_USER, DESK_USER, 0o660, "not to their group"),
        ("public", PUBLIC_USER, PUBLIC_USER, 0o640, "Only one of the two sites can write"),
    ],
)
def test_a_wrong_owner_of_a_database_or_its_journals_is_seen(
    machine: Host, end: str, side: str, uid: int, gid: int, mode: int, what: str
) -> None:
    machine.plant(f"{side}/{side}.sqlite3{end}", uid, gid, mode)
    found = said(host.check_users())
    assert what in found
    assert f"{side}.sqlite3{end}" in found
    assert found.count("\n") == 0


def test_one_user_for_both_sites_is_seen(machine: Host) -> None:
    machine.plant("public", DESK_USER, DESK_USER, 0o770)
    assert "belong to one user" in said(host.check_users())


def test_a_group_that_looks_into_the_desk_is_seen(machine: Host) -> None:
    machine.plant("desk", DESK_USER, PUBLIC_USER, 0o750)
    assert "group can look into the desk" in said(host.check_users())


def test_root_is_seen(machine: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: ROOT)
    monkeypatch.setattr(host, "list_programs_of", lambda uid: iter(["safehold serve", "safehold serve"]))
    found = said(host.check_users())
    assert "The doctor runs as root" in found
    assert "These run as root: safehold serve." in found


def test_our_programs_are_found_among_the_processes() -> None:
    """This very process is none of them."""
    assert "safehold migrate" not in list(host.list_programs_of(os.getuid()))


def test_swap_that_may_reach_a_disk_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "swaps"
    table.write_text(
        "Filename Type Size Used Priority\n/dev/zram0 partition 1 0 100\n/dev/dm-1 partition 1 0 -2\n"
        "/swapfile file 1 0 -3\n/dev/sda3 partition 1 0 -4\n"
    )
    assert host.list_swaps(table) == ["/swapfile", "/dev/sda3"]
    assert host.list_swaps(tmp_path / "none") == []
    monkeypatch.setattr(host, "list_swaps", lambda: ["/swapfile"])
    assert [found.is_note for found in host.check_swap()] == [True]


@pytest.mark.django_db(databases=["default", "public"])
def test_a_database_from_the_future_is_seen(machine: Host) -> None:
    assert said(host.check_clock(DAY)) == ""
    later = time.time() + 3600
    os.utime(machine.data / "desk" / "desk.sqlite3-wal", (later, later))
    assert "written later than now" in said(host.check_clock(DAY))


@pytest.mark.django_db(databases=["default", "public"])
def test_a_database_of_another_version_is_seen() -> None:
    assert said(host.check_versions()) == ""
    for alias, label in (("default", "inbox"), ("public", "reporting")):
        with connections[alias].cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = %s", [label])
            if alias == "public":
                cursor.execute(
                    "INSERT INTO django_migrations (app, name, applied) VALUES ('reporting', '9_x', '2026-11-23')"
                )
    found = said(host.check_versions())
    assert "desk side is older than this code. safehold migrate desk" in found
    assert "public side is older than this code. safehold migrate public" in found
    assert "public side is newer than this code" in found


@pytest.mark.django_db(databases=["default", "public"])
def test_a_backup_that_its_disk_lost_is_seen(tmp_path: Path, settings: Settings) -> None:
    members.found_organisation("harbour", {"en": "Harbour"}, [], is_default=True, is_founding=True)
    settings.DATA, settings.BACKUP_FOLDER = tmp_path, str(tmp_path / "kept")
    paths = []
    for side in ("desk", "public"):
        with adapters.written(tmp_path / "kept", f"{side}.age") as target:
            target.write(b"sealed" * 100)
        paths.append(tmp_path / "kept" / f"{side}.age")
        backups.record_backup(
            side,
            f"{side}.age",
            target.sha256,
            target.size_bytes,
            made_on=DAY,
            expires_on=DAY + timedelta(days=9),
        )
    assert [found.is_note for found in keeping.check_backups(DAY)] == [True], "on the same disk"
    paths[0].write_bytes(b"sealed" * 99 + b"Sealed")
    paths[1].unlink()
    found = said(keeping.check_backups(DAY))
    assert found.count("or is not as it was written") == 2


def test_the_folder_of_backups_is_looked_at(machine: Host, settings: Settings) -> None:
    machine.plant("kept", DESK_USER, DESK_USER, 0o755)
    settings.BACKUP_FOLDER = str(machine.data / "kept")
    settings.STORAGES = {
        alias: {**settings.STORAGES[alias], "OPTIONS": {"location": str(machine.data / site / "store")}}
        for alias, site in (("sealed", "desk"), ("public", "public"))
    }
    assert "can look into" in said(host.check_folders())
    assert "kept" in said(host.check_folders())


@pytest.mark.django_db(databases=["default", "public"])
@pytest.mark.parametrize(
    ("uid", "mode", "what"),
    [(DESK_USER, 0o600, ""), (ROOT, 0o600, "belongs to somebody else"), (DESK_USER, 0o640, "read by others")],
)
def test_whose_the_session_key_is_is_looked_at(machine: Host, uid: int, mode: int, what: str) -> None:
    machine.plant("desk/secret-key", uid, uid, mode)
    found = said(host.check_session_key())
    assert what in found if what else found == ""
