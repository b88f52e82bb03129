# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold restore FILE --to FOLDER`: open a backup with two sheets of the recovery kit.

It needs no database, no settings and no server: a bare machine will do. The folder appears only when all of the file
was opened and found whole.
"""

import argparse
import os
import re
import shutil
from pathlib import Path
from typing import Any

from safehold.cli.sites import SITES
from safehold.cli.typed_sheets import SheetsNotRead, read_two_sheets
from safehold.core import age, sheets
from safehold.persistence.archives import ArchiveBroken, unpack
from safehold.persistence.stores import sync_folder

NEXT = """\
Opened {file}: the {side} side, as it was on {made_on}.
It lies in {folder}/{side}, for you alone. Next:
1. Give it to the user of that side (docs/how-to/operate.md, Bring a side back).
{database}3. safehold migrate {side}, then safehold doctor --mend, then safehold crossing --once."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
AS_FILE = "2. SAFEHOLD_DATA={folder}, or move the folder {side} to where yours lies.\n"
AS_DUMP = """\
2. Fill an empty database: pg_restore --no-owner --dbname ADDRESS {folder}/{database}. Then delete that file.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the backup")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="where to write; like SAFEHOLD_DATA"
    )


def run(options: argparse.Namespace) -> int:
    try:
        with options.file.open("rb"):
            pass
        _refuse_taken(options.file, options.to)
        identity = read_kit()
        manifest = restore(options.file, options.to, identity) if identity else {}
    except age.NoIdentityMatched:
        print("These sheets do not open this backup: it was sealed to another recovery kit.")
    except (age.AgeError, ArchiveBroken) as error:
        print(f"This file is not whole, or not a backup of ours: {error} Nothing was kept of it.")
    except FileExistsError as error:
        print(f"{error.filename} is there already. Nothing was touched. Name an empty folder.")
    except OSError as error:
        print(f"It could not be done: {error.strerror} ({error.filename}).")
    else:
        if manifest:
            print(_next(options.file, options.to, manifest))
        return 0 if manifest else 1
    return 1


def read_kit() -> age.Identity | None:
    """Ask for two sheets; return what opens backups, or None after saying what is wrong."""
    try:
        return age.derive_identity(sheets.join(read_two_sheets()))
    except sheets.SheetsWrong as wrong:
        print(wrong)
    except (SheetsNotRead, EOFError, KeyboardInterrupt):
        print("Nothing was opened.")
    return None


def restore(file: Path, folder: Path, identity: age.Identity) -> dict[str, Any]:
    """Open a backup into `folder`/<side>; return its manifest. Raises AgeError, ArchiveBroken, OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = folder / f".{file.name}.restoring"
    shutil.rmtree(begun, ignore_errors=True)
    try:
        begun.mkdir(mode=0o700)
        with file.open("rb") as source:
            manifest = unpack(source, [identity], begun)
        side = str(manifest.get("side", ""))
        if side not in {"desk", "public"} or not (begun / side).is_dir():
            raise ArchiveBroken("It names no side.")
        _require_plain(manifest, side)
        os.sync()
        _put(begun / side, folder / side)
    finally:
        shutil.rmtree(begun, ignore_errors=True)
    return manifest


def _require_plain(manifest: dict[str, Any], side: str) -> None:
    """What is shown, and stands in a command that somebody copies, must be what our writer writes."""
    databases = {f"{side}/{side}.sqlite3", f"{side}/{side}.pgdump"}
    if str(manifest.get("database")) not in databases or not DAY.fullmatch(str(manifest.get("made_on"))):
        raise ArchiveBroken("Its manifest names no database of ours, or no day.")


def _refuse_taken(file: Path, folder: Path) -> None:
    """Say before anybody types two sheets that a full folder is in the way, as far as the file's name tells."""
    for side in SITES:
        if file.name.startswith(f"safehold-{side}-"):
            _refuse_full(folder / side)


def _refuse_full(final: Path) -> None:
    if final.exists() and any(final.iterdir()):
        raise FileExistsError(17, "It is there already", str(final))


def _put(begun: Path, final: Path) -> None:
    """Take an empty folder's place, never a full one's."""
    _refuse_full(final)
    begun.rename(final)
    sync_folder(final.parent)


def _next(file: Path, folder: Path, manifest: dict[str, Any]) -> str:
    how = AS_DUMP if str(manifest["database"]).endswith(".pgdump") else AS_FILE
    said = {**manifest, "folder": folder, "file": file.name}
    return NEXT.format(**{**said, "database": how.format(**said)})
