# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold verify audit`: what it says of whole and of rewritten records, and that it needs nothing but the files."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.cli import main
from safehold.desk.audit.rules import Row
from safehold.desk.audit.tests.chains import OTHER, compute, export, make_chain, sign

ROOT, STRANGER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
ROOT_HEX = ROOT.public_key().public_bytes_raw().hex()
CHAIN = make_chain(9)
WITHOUT_DJANGO = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "sqlite3", "psycopg", "socket"}:
            raise ImportError(f"{name} is not here")
sys.meta_path.insert(0, Refuse())
from safehold.cli import main
main(sys.argv[1:])
"""


class Desk:
    """A folder with what a lead has kept."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def keep(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def verify(self, *arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["verify", "audit", *arguments])
        said = self._capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out + said.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def rewritten(row: int) -> list[Row]:
    """The chain as a writer of the database leaves it: one row changed, every hash after it made anew."""
    changed = dataclasses.replace(CHAIN[row - 1], verb="case.listed")
    return compute([*CHAIN[: row - 1], changed, *CHAIN[row:]], row)


def test_a_whole_record_with_its_checkpoint_holds(desk: Desk) -> None:
    record, checkpoint = desk.keep("now.jsonl", export(CHAIN)), desk.keep("5.txt", sign(CHAIN[4], ROOT))
    earlier = desk.keep("earlier.jsonl", export(CHAIN[:7]))
    status, said = desk.verify(record, checkpoint, earlier, "--root", ROOT_HEX)
    assert status == 0
    assert "the chain holds, 9 rows, the last on 2026-11-23 of north" in said
    assert "signed on 2026-11-23 at row 5; the record contains it" in said
    assert "an earlier record, 7 rows" in said
    assert "Compare" not in said


def test_a_record_alone_is_told_what_it_cannot_show(desk: Desk) -> None:
    status, said = desk.verify(desk.keep("now.jsonl", export(CHAIN)))
    assert status == 0
    assert "Keep checkpoints" in said


def test_without_a_key_the_one_that_signed_is_shown(desk: Desk) -> None:
    record, checkpoint = desk.keep("now.jsonl", export(CHAIN)), desk.keep("5.txt", sign(CHAIN[4], ROOT))
    status, said = desk.verify(record, checkpoint)
    assert status == 0
    assert f"signed by {ROOT_HEX}" in said
    assert "Compare it with the key that you wrote down" in said


@pytest.mark.parametrize(
    ("rows", "said_of"),
    [
        (CHAIN[:3] + CHAIN[4:], "Row 4 is missing."),
        (
            [*CHAIN[:3], dataclasses.replace(CHAIN[3], subject="x"), *CHAIN[4:]],
            "Row 4 is not as it was written",
        ),
        ([*CHAIN[:3], CHAIN[2], *CHAIN[3:]], "Where row 4 should stand, there is an earlier one"),
        ([*rewritten(4)[:4], *CHAIN[4:]], "Row 5 does not follow from row 4"),
    ],
    ids=["removed", "changed", "inserted", "replaced"],
)
def test_the_first_wrong_row_is_named(desk: Desk, rows: list[Row], said_of: str) -> None:
    status, said = desk.verify(desk.keep("now.jsonl", export(rows)))
    assert status == 1
    assert said_of in said
    assert "Keep all of these files" in said


def test_a_record_written_anew_is_noticed_by_a_checkpoint_alone(desk: Desk) -> None:
    record = desk.keep("now.jsonl", export(rewritten(4)))
    before, after = desk.keep("3.txt", sign(CHAIN[2], ROOT)), desk.keep("6.txt", sign(CHAIN[5], ROOT))
    assert desk.verify(record)[0] == 0
    assert desk.verify(record, before)[0] == 0
    status, said = desk.verify(record, before, after)
    assert status == 1
    assert "Row 6 is another one than it was" in said


def test_a_record_written_anew_is_noticed_by_an_earlier_one(desk: Desk) -> None:
    status, said = desk.verify(desk.keep("a", export(rewritten(4))), desk.keep("b", export(CHAIN[:6])))
    assert status == 1
    assert "Row 4 is another one than it was" in said


def test_a_record_without_its_end_is_noticed_by_a_checkpoint(desk: Desk) -> None:
    status, said = desk.verify(desk.keep("a", export(CHAIN[:6])), desk.keep("b", sign(CHAIN[8], ROOT)))
    assert status == 1
    assert "ends before row 7" in said


def test_a_checkpoint_by_another_key_is_refused(desk: Desk) -> None:
    record, forged = desk.keep("a", export(CHAIN)), desk.keep("b", sign(CHAIN[8], STRANGER))
    status, said = desk.verify(record, forged, "--root", ROOT_HEX)
    assert status == 1
    assert "not by the organisation's key" in said
    status, said = desk.verify(record, forged, desk.keep("c", sign(CHAIN[8], ROOT)))
    assert status == 1
    assert "different keys" in said


def test_another_organisations_files_are_told_apart(desk: Desk) -> None:
    theirs = make_chain(3, OTHER)
    record, checkpoint = desk.keep("a", export(CHAIN)), desk.keep("b", sign(theirs[2], ROOT))
    assert "another organisation" in desk.verify(record, checkpoint)[1]
    status, said = desk.verify(record, desk.keep("c", export(theirs, organisation_id=OTHER)))
    assert (status, "another organisation" in said) == (1, True)


def test_files_that_cannot_be_read_say_so(desk: Desk) -> None:
    assert desk.verify(str(desk.folder / "gone"))[0] == 2
    record = desk.keep("a", export(CHAIN))
    assert desk.verify(record, str(desk.folder / "gone"))[0] == 2
    assert desk.verify(record, "--root", "abc")[0] == 2
    status, said = desk.verify(desk.keep("b", b"words\n"))
    assert (status, "this is no export" in said) == (1, True)
    status, said = desk.verify(desk.keep("c", export(CHAIN)[:-120]))
    assert (status, "Download it again" in said or "Line" in said) == (1, True)


def test_it_runs_where_there_is_no_django_and_no_database(tmp_path: Path) -> None:
    record, checkpoint = tmp_path / "a", tmp_path / "b"
    record.write_bytes(export(CHAIN))
    checkpoint.write_bytes(sign(CHAIN[4], ROOT))
    script = [sys.executable, "-c", WITHOUT_DJANGO, "verify", "audit", str(record), str(checkpoint)]
    answer = subprocess.run([*script, "--root", ROOT_HEX], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "the record contains it" in answer.stdout
