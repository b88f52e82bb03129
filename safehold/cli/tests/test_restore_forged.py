# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A backup that somebody else made: whoever knows the public half of the kit can seal one to it."""

import io
from pathlib import Path

import pytest

from safehold.cli.restore import restore
from safehold.core import age
from safehold.persistence.archives import ArchiveBroken, ArchiveWriter

IDENTITY = age.generate_identity()
TRUE: dict[str, object] = {"side": "desk", "made_on": "2026-11-23", "database": "desk/desk.pgdump"}


def forge(folder: Path, about: dict[str, object]) -> Path:
    file = folder / "safehold-desk-forged.age"
    with file.open("wb") as target:
        writer = ArchiveWriter(target, [age.recipient_of(IDENTITY)])
        writer.add("desk/desk.pgdump", io.BytesIO(b"x"), 1)
        writer.finish(about)
    return file


@pytest.mark.parametrize(
    "about",
    [
        {"database": "desk/desk.pgdump; rm -rf ~"},
        {"database": ["desk/desk.pgdump"]},
        {"made_on": "\x1b[2J2026-11-23"},
        {"side": "../away"},
        {"side": None},
    ],
)
def test_a_manifest_that_says_what_ours_never_does_is_refused(
    tmp_path: Path, about: dict[str, object]
) -> None:
    with pytest.raises(ArchiveBroken):
        restore(forge(tmp_path, TRUE | about), tmp_path / "there", IDENTITY)
    assert not list((tmp_path / "there").iterdir())


@pytest.mark.parametrize("planted", ["desk", ".safehold-desk-forged.age.restoring"])
def test_a_link_in_the_target_is_not_followed(tmp_path: Path, planted: str) -> None:
    there, elsewhere = tmp_path / "there", tmp_path / "elsewhere"
    there.mkdir()
    elsewhere.mkdir()
    (there / planted).symlink_to(elsewhere)
    with pytest.raises(OSError, match=r"."):
        restore(forge(tmp_path, TRUE), there, IDENTITY)
    assert not list(elsewhere.iterdir())


def test_what_is_written_is_for_this_user_alone(tmp_path: Path) -> None:
    restore(forge(tmp_path, TRUE), tmp_path / "there", IDENTITY)
    modes = {p.stat().st_mode & 0o777 for p in (tmp_path / "there").rglob("*") if p.is_file()}
    assert modes == {0o600}
    assert {p.stat().st_mode & 0o077 for p in (tmp_path / "there").rglob("*")} == {0}
