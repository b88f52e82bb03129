# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the doctor says of the register's keys, and of filings that wait."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from safehold.cli.doctor import host, register
from safehold.cli.doctor.finding import Finding
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions
from safehold.desk.registrar.tests.office import FORM, make_house, values_of
from safehold.public.register.models.filings import Filing, FilingKind

DESK_USER, PUBLIC_USER, SOMEBODY = 1002, 1001, 1003


def said(findings: Iterator[Finding]) -> list[tuple[str, bool]]:
    return [(found.what, found.is_note) for found in findings]


@pytest.mark.parametrize(
    ("name", "uid", "mode", "what"),
    [
        ("desk/register-log.key", PUBLIC_USER, 0o600, "than the desk side"),
        ("public/secret-key", DESK_USER, 0o600, "than the public side"),
        ("public/secret-key", PUBLIC_USER, 0o640, "can be read by others than the public site"),
    ],
)
def test_key_of_the_register_that_others_have_is_seen(
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    uid: int,
    mode: int,
    what: str,
) -> None:
    settings.DATA, settings.REGISTER_LOG_KEY = tmp_path, tmp_path / "desk" / "register-log.key"
    owners = {
        tmp_path / "desk": host.Owner(DESK_USER, DESK_USER, 0o700),
        tmp_path / "public": host.Owner(PUBLIC_USER, PUBLIC_USER, 0o770),
        tmp_path / "desk" / "register-log.key": host.Owner(DESK_USER, DESK_USER, 0o600),
        tmp_path / "public" / "secret-key": host.Owner(PUBLIC_USER, PUBLIC_USER, 0o600),
    }
    for path in owners:
        if path.parent == tmp_path:
            path.mkdir()
        else:
            path.touch()
    monkeypatch.setattr(host, "look_at", owners.__getitem__)
    assert said(register.check_register_keys()) == []
    owners[tmp_path / name] = host.Owner(uid, uid, mode)
    (found,) = said(register.check_register_keys())
    assert what in found[0] and not found[1]


@pytest.mark.django_db(databases=["default", "public"])
def test_filings_that_wait_are_counted(settings: Settings, tmp_path: Path) -> None:
    assert said(register.check_filings(DAY)) == []
    Filing.objects.create(
        id=uuid4(),
        number="1234567890",
        account=uuid4(),
        kind=FilingKind.FILING,
        form=FORM,
        values=values_of(),
        sent_on=DAY,
    )
    ((found, is_note),) = said(register.check_filings(DAY))
    assert "No organisation of this desk keeps the register" in found and not is_note

    make_house(settings, tmp_path)
    assert said(register.check_filings(DAY + timedelta(days=1))) == []
    ((found, is_note),) = said(register.check_filings(DAY + timedelta(days=2)))
    assert f"wait to be collected: 1, the oldest since {DAY}" in found and not is_note

    actions.collect_filings(DAY)
    ((found, is_note),) = said(register.check_filings(DAY + timedelta(days=2)))
    assert found == "Filings wait for the office of the register: 1." and is_note
