# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The checksums of the data files come into the log, each once, and the command does all of it."""

from __future__ import annotations

import argparse
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.cli import register_export
from safehold.desk.audit.models import AuditRow
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.models import Leaf
from safehold.desk.registrar.tests.office import House
from safehold.public.register import queries as published

pytestmark = pytest.mark.django_db(databases=["default", "public"])
FILES = [("history.jsonl", "aa" * 32, 10), ("bods.json", "bb" * 32, 20)]


def run(**options: bool) -> int:
    return register_export.run(argparse.Namespace(**{"if_due": False, "quiet": False} | options))


def test_a_checksum_is_logged_once_and_again_when_it_changes(house: House) -> None:
    assert actions.log_exports(FILES, DAY) == 2
    assert actions.log_exports(FILES, DAY + timedelta(days=1)) == 0
    assert actions.log_exports([("history.jsonl", "cc" * 32, 11), FILES[1]], DAY) == 1
    assert queries.list_exports() == {"history.jsonl": "cc" * 32, "bods.json": "bb" * 32}
    assert Leaf.objects.filter(kind="export").count() == 3
    assert AuditRow.objects.filter(verb="register.exported").count() == 2


def test_a_desk_without_a_register_logs_nothing() -> None:
    assert actions.log_exports(FILES, DAY) is None


def test_command_writes_files_and_logs_what_it_wrote(
    house: House,
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(register_export, "set_up", lambda _site: None)
    settings.REGISTER_DATA_FOLDER = tmp_path / "data"
    assert run() == 1 and "Nothing is published yet" in capsys.readouterr().out
    house.accept()
    actions.cross_register(DAY)
    assert run() == 0
    told = capsys.readouterr().out
    found = published.find_data_files()
    assert found is not None and "100 %" in told and "5 new checksums" in told
    assert all(each.sha256 in told for each in found.files)
    assert queries.list_exports() == {each.name: each.sha256 for each in found.files}
    assert run(if_due=True, quiet=True) == 0 and capsys.readouterr().out == ""
    actions.cross_register(DAY)
    assert published.count_covered() == 6


def test_crossing_starts_it_only_when_there_is_something_to_write(
    house: House, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    class Started:
        def __init__(self, command: list[str]) -> None:
            started.append(command)

        def poll(self) -> int | None:
            return None if len(started) == 1 else 1

    settings.REGISTER_DATA_FOLDER = tmp_path / "data"
    monkeypatch.setattr("safehold.cli.register_export.subprocess.Popen", Started)
    monkeypatch.setattr(register_export, "_running", [])
    register_export.start_if_due()
    assert not started
    house.accept()
    actions.cross_register(DAY)
    register_export.start_if_due()
    register_export.start_if_due()
    assert [command[-3:] for command in started] == [["register-export", "--quiet", "--if-due"]]
