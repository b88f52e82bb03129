# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold verify bag` says what the bag's own verifier says, and needs no database and no web framework either."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safehold.cli import main
from safehold.cli.tests.test_verify import WITHOUT_DJANGO
from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.persistence.bags.tests.handovers import CUSTODY, HERE, PHOTO_FILE, Forger, House

Verify = tuple[int, str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"))


@pytest.fixture
def forger(house: House, tmp_path: Path) -> Forger:
    return Forger(shutil.copytree(house.bag, tmp_path / "bag"))


def verify(capsys: pytest.CaptureFixture[str], *arguments: str) -> Verify:
    with pytest.raises(SystemExit) as ended:
        main(["verify", "bag", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code, capsys.readouterr().out


def stranger(bag: Path, *arguments: str) -> Verify:
    command = [sys.executable, "-I", "-S", str(bag / "verify.py"), *arguments]
    done = subprocess.run(command, env={}, cwd="/", capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@needs_openssl
def test_both_say_the_same_of_a_whole_bag(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = verify(capsys, str(house.bag))
    assert (status, said) == stranger(house.bag)
    assert status == 0
    assert "All of it holds." in said


@needs_openssl
@pytest.mark.parametrize("name", [PHOTO_FILE, CUSTODY, f"{HERE}/response.tsr", "heads.json"])
def test_both_say_the_same_of_a_changed_one(
    forger: Forger, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = forger.bag / name
    path.write_bytes(path.read_bytes().replace(b"2026", b"2027").replace(b"GPS", b"gps"))
    forger.cover_up()
    status, said = verify(capsys, str(forger.bag))
    assert (status, said) == stranger(forger.bag)
    assert status == 1
    assert f"DOES NOT HOLD: {name}" in said


@needs_openssl
def test_other_roots_are_asked_for(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = verify(capsys, str(house.bag), "--roots", str(house.there.folder / "root.pem"))
    assert status == 1
    assert f"{HERE}/response.tsr: The authority's certificate does not lead to the roots" in said


@needs_openssl
def test_without_openssl_our_own_library_decides(
    forger: Forger, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    status, said = verify(capsys, str(forger.bag))
    assert status == 0
    assert "by CN=Test Authority" in said
    response = forger.bag / f"{HERE}/response.tsr"
    response.write_bytes(response.read_bytes().replace(b"2026", b"2025"))
    assert "response.tsr: It is refused: StampForged." in verify(capsys, str(forger.bag))[1]


@needs_openssl
def test_it_needs_no_database_and_no_web_framework(house: House) -> None:
    command = [
        sys.executable,
        "-c",
        WITHOUT_DJANGO.replace(', "socket"', ""),
        "verify",
        "bag",
        str(house.bag),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
