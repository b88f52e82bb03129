# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A stranger who has nothing but the bag, Python and openssl: the verifier in it is our code, and needs no more."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from safehold.core.timestamps.tests.authority import LocalAuthority, needs_openssl
from safehold.persistence.bags.standalone import MODULES, write_verifier
from safehold.persistence.bags.tests.handovers import (
    BATCH,
    PHOTO,
    Forger,
    as_zip,
    make_hand_over,
    make_stamps,
    unpack,
)


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    authority = LocalAuthority(tmp_path_factory.mktemp("authority"))
    return as_zip(make_hand_over(make_stamps({"here": authority})))


@pytest.fixture
def bag(zipped: bytes, tmp_path: Path) -> Path:
    return unpack(zipped, tmp_path)


def run(bag: Path, *arguments: str, path: str = "/usr/bin:/bin") -> tuple[int, str]:
    """Run the bag's own verifier: no packages, no environment, from another folder."""
    command = [sys.executable, "-I", "-S", str(bag / "verify.py"), *arguments]
    done = subprocess.run(command, env={"PATH": path}, cwd="/", capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def test_it_takes_nothing_but_the_standard_library() -> None:
    tree = ast.parse(write_verifier())
    taken = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
    }
    assert taken <= sys.stdlib_module_names
    assert not taken & {"socket", "urllib", "http", "ctypes", "pickle"}


def test_no_name_in_it_is_given_twice() -> None:
    """The modules lie in one file: what one of them calls by a name must not become another's."""
    names: Counter[str] = Counter()
    for node in ast.parse(write_verifier()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names[node.name] += 1
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names.update(
                each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)
            )
    assert [name for name, count in names.items() if count > 1] == []


def test_it_is_the_code_that_runs_here() -> None:
    said = write_verifier().decode()
    for module in MODULES:
        for node in ast.parse((Path("safehold") / module).read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert ast.get_source_segment((Path("safehold") / module).read_text(), node) in said  # type: ignore[operator]


@needs_openssl
def test_a_stranger_sees_that_all_of_it_holds(bag: Path) -> None:
    status, said = run(bag)
    assert status == 0, said
    assert "All of it holds." in said
    assert f"holds: item {PHOTO}: 我的照片 <1>.jpg" in said
    assert "stamped on 20" in said
    assert "Fingerprint of this bag: " in said
    assert "North Star" in said
    assert not list(bag.rglob("__pycache__"))


@needs_openssl
def test_a_stranger_is_told_what_does_not_hold(bag: Path) -> None:
    forger = Forger(bag)
    custody = f"data/items/{PHOTO}/custody.json"
    document = forger.read(custody)
    del document["rows"][2]
    forger.write(custody, document)
    forger.cover_up()
    status, said = run(bag)
    assert status == 1
    assert f"DOES NOT HOLD: {custody}, row 3: It is missing." in said


@needs_openssl
def test_a_zip_is_checked_as_it_is(bag: Path, zipped: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bag.zip"
    path.write_bytes(zipped)
    assert run(bag, str(path))[0] == 0


@needs_openssl
def test_other_roots_may_be_trusted(bag: Path, tmp_path: Path) -> None:
    other = LocalAuthority(tmp_path / "other", "Another Authority")
    status, said = run(bag, "--roots", str(other.folder / "root.pem"))
    assert status == 1
    assert "response.tsr: The authority's certificate does not lead to the roots" in said
    assert run(bag, "--roots", str(bag / f"timestamps/{BATCH}/here/roots.pem"))[0] == 0


def test_without_openssl_it_says_what_was_not_checked(bag: Path) -> None:
    status, said = run(bag, path="")
    assert status == 2
    assert "was not checked" in said
    assert "Some of it could not be checked here." in said


def test_what_is_no_bag_is_told(bag: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("hello")
    assert run(bag, str(tmp_path / "empty"))[0] == 1
    assert run(bag, str(tmp_path / "note.txt")) == (
        2,
        f"{tmp_path}/note.txt: It is no ZIP, or did not arrive whole.\n",
    )
    assert run(bag, str(tmp_path / "nothing"))[0] == 2
