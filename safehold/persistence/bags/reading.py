# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A bag as a folder, and a bag as a ZIP that nobody has unpacked. Nothing is written, no link is followed."""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from safehold.core.handover.bagit import DECLARED
from safehold.core.handover.findings import Bag, BagUnreadable

BROKEN = "It cannot be read: it was changed, or did not arrive whole."
BETWEEN = "the archive itself, between its files"
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
HEAD_BYTES, ENDS_WITH = 30, {0, 12, 16, 20, 24}
"""Of a file's own head in a ZIP (4.3.7), and what may follow its bytes (4.3.9)."""


class FolderBag:
    """The files under a folder."""

    def __init__(self, root: Path) -> None:
        self._paths: dict[str, Path] = {}
        self._odd: list[str] = []
        for folder, folders, files in os.walk(root, onerror=self._note_closed):
            for name in (*folders, *files):
                self._take(root, Path(folder) / name)

    def _take(self, root: Path, path: Path) -> None:
        """Note a file under its name; names are composed, since some disks take them apart."""
        name = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
        if path.is_symlink() or not (path.is_file() or path.is_dir()) or name in self._paths:
            self._odd.append(name)
        elif path.is_file():
            self._paths[name] = path

    def _note_closed(self, error: OSError) -> None:
        self._odd.append(str(error.filename))

    def list_files(self) -> list[str]:
        return sorted(self._paths)

    def list_odd(self) -> list[str]:
        return sorted(self._odd)

    def open(self, name: str) -> BinaryIO:
        try:
            return self._paths[name].open("rb")
        except OSError as error:
            raise BagUnreadable(f"It cannot be read: {error.strerror}.") from None


class ArchiveBag:
    """The files of a ZIP under its one folder. Raises BagUnreadable for what is no ZIP."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError):
            raise BagUnreadable("It is no ZIP, or did not arrive whole.") from None
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._odd: list[str] = []
        self._top = min((each.filename for each in self._zip.infolist()), default="").partition("/")[0] + "/"
        for entry in self._zip.infolist():
            self._take(entry)
        if not _is_tight(path, self._zip):
            self._odd.append(BETWEEN)

    def _take(self, entry: zipfile.ZipInfo) -> None:
        name = unicodedata.normalize("NFC", entry.filename.removeprefix(self._top))
        is_plain = (
            entry.filename.startswith(self._top)
            and not entry.flag_bits & 0x1
            and entry.compress_type in METHODS
            and stat.S_IFMT(entry.external_attr >> 16) in {0, stat.S_IFREG, stat.S_IFDIR}
        )
        if not is_plain or name in self._entries or {"..", "."} & set(name.split("/")):
            self._odd.append(entry.filename)
        elif not entry.is_dir():
            self._entries[name] = entry

    def list_files(self) -> list[str]:
        return sorted(self._entries)

    def list_odd(self) -> list[str]:
        return sorted(self._odd)

    def open(self, name: str) -> BinaryIO:
        try:
            return cast(BinaryIO, _Entry(self._zip.open(self._entries[name])))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
            raise BagUnreadable(BROKEN) from None


def _is_tight(path: Path, archive: zipfile.ZipFile) -> bool:
    """Whether the files of a ZIP follow each other: what stands between them another program might take for more."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    starts = [*(entry.header_offset for entry in entries), archive.start_dir]
    if archive.comment or starts[0]:
        return False
    with path.open("rb") as file:
        for entry, following in zip(entries, starts[1:], strict=True):
            file.seek(entry.header_offset)
            head = file.read(HEAD_BYTES)
            named, extra = (int.from_bytes(head[place : place + 2], "little") for place in (26, 28))
            end = entry.header_offset + HEAD_BYTES + named + extra + entry.compress_size
            if following - end not in ENDS_WITH:
                return False
    return True


class _Entry:
    """A file in a ZIP: what is wrong with its bytes is one error."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_raised: Any) -> None:
        self._file.close()

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise BagUnreadable(BROKEN) from None


def find_bag(path: Path) -> Bag:
    """Return the bag at a path: a folder, a folder that holds nothing but its folder, or a ZIP; raise BagUnreadable."""
    if path.is_file():
        return ArchiveBag(path)
    if not path.is_dir():
        raise BagUnreadable("There is nothing of this name.")
    inside = [each for each in path.iterdir() if each.is_dir() and not each.is_symlink()]
    if not (path / DECLARED).exists() and len(inside) == 1 and (inside[0] / DECLARED).exists():
        return FolderBag(inside[0])
    return FolderBag(path)
