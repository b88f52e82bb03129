# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sealed archive gives back what it was given; a cut, changed, unfinished or foreign one gives an error."""

import io
import json
import tarfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core import age
from safehold.persistence.archives import MANIFEST, ArchiveBroken, ArchiveWriter, unpack

IDENTITY = age.generate_identity()
FILES = {"desk/desk.sqlite3": b"rows" * 5000, "desk/store/0a1b": b"", "desk/store/zz": b"sealed"}


def pack(files: dict[str, bytes] = FILES) -> bytes:
    target = io.BytesIO()
    writer = ArchiveWriter(target, [age.recipient_of(IDENTITY)])
    for name, content in files.items():
        writer.add(name, io.BytesIO(content), len(content))
    writer.finish({"side": "desk"})
    return target.getvalue()


def pack_by_hand(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    """An archive of whoever holds the public half, and does not use our writer."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for name, content in members:
            entry = tarfile.TarInfo(name)
            entry.size, entry.type, entry.linkname = len(content), kind, "/etc/passwd"
            tar.addfile(entry, io.BytesIO(content))
    return age.seal(plain.getvalue(), [age.recipient_of(IDENTITY)])


def read(sealed: bytes, folder: Path) -> dict[str, bytes]:
    unpack(io.BytesIO(sealed), [IDENTITY], folder)
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_went_in_comes_out(tmp_path: Path) -> None:
    manifest = unpack(io.BytesIO(pack()), [IDENTITY], tmp_path)
    assert (manifest["side"], manifest["files"]) == ("desk", 3)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES
    assert {p.stat().st_mode & 0o777 for p in tmp_path.rglob("*")} == {0o600, 0o700}


def test_without_the_key_nothing_comes_out(tmp_path: Path) -> None:
    with pytest.raises(age.NoIdentityMatched):
        unpack(io.BytesIO(pack()), [age.generate_identity()], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_names_do_not_stand_outside() -> None:
    sealed = pack()
    assert b"desk.sqlite3" not in sealed and b"manifest" not in sealed


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_changed_or_cut_archive_is_refused(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sealed = bytearray(pack())
    place = data.draw(st.integers(0, len(sealed) - 1))
    if data.draw(st.booleans()):
        del sealed[place:]
    else:
        sealed[place] ^= 1
    with pytest.raises((age.AgeError, ArchiveBroken)):
        unpack(io.BytesIO(bytes(sealed)), [IDENTITY], tmp_path_factory.mktemp("out"))


def test_an_archive_that_was_never_finished_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveBroken, match="never finished"):
        read(pack_by_hand(("desk/store/aa", b"x")), tmp_path)


def test_files_that_are_not_those_of_the_manifest_are_refused(tmp_path: Path) -> None:
    manifest = json.dumps({"schema": "safehold.archive/1", "files": 1, "sha256": "0" * 64}).encode()
    with pytest.raises(ArchiveBroken, match="not those"):
        read(pack_by_hand(("desk/store/aa", b"x"), (MANIFEST, manifest)), tmp_path)


@pytest.mark.parametrize("name", ["../away", "/etc/x", "desk/../../x", "desk/.ssh", "x", "desk//x"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(ArchiveBroken):
        read(pack_by_hand((name, b"x")), inside)
    assert [p for p in tmp_path.rglob("*") if p != inside] == []
    with pytest.raises(ValueError, match="no place"):
        pack({name: b"x"})


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.LNKTYPE])
def test_what_is_no_file_is_refused(tmp_path: Path, kind: bytes) -> None:
    with pytest.raises(ArchiveBroken):
        read(pack_by_hand(("desk/store/aa", b""), kind=kind), tmp_path)
    assert list(tmp_path.rglob("*")) == []


def test_a_file_that_is_mostly_holes_is_refused(tmp_path: Path) -> None:
    """A few bytes that would become a terabyte of zeros. Whoever knows the public half can make such a file."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as tar:
        entry = tarfile.TarInfo("desk/store/aa")
        holes = b"1\n1099511627775\n1\n".ljust(512, b"\0") + b"x"
        entry.size = len(holes)
        entry.pax_headers = {
            "GNU.sparse.major": "1",
            "GNU.sparse.minor": "0",
            "GNU.sparse.name": "desk/store/aa",
            "GNU.sparse.realsize": str(1 << 40),
        }
        tar.addfile(entry, io.BytesIO(holes))
    with pytest.raises(ArchiveBroken, match="no file"):
        read(age.seal(plain.getvalue(), [age.recipient_of(IDENTITY)]), tmp_path)
    assert list(tmp_path.rglob("*")) == []


def test_a_long_file_takes_little_memory(tmp_path: Path) -> None:
    size = 64 * 1024 * 1024

    class Nowhere:
        def write(self, data: bytes) -> int:
            return len(data)

    class Zeros(io.RawIOBase):
        def read(self, amount: int = -1) -> bytes:
            return bytes(amount)

    tracemalloc.start()
    writer = ArchiveWriter(Nowhere(), [age.recipient_of(IDENTITY)])
    writer.add("desk/store/aa", Zeros(), size)  # type: ignore[arg-type]
    writer.finish({})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024
