# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold import-register`: replay dated snapshots of another register as filings, marked as a replay."""

import argparse
from pathlib import Path

from safehold.cli.sites import set_up

WORDS = {
    "name": "its name does not say a day: active_2022-11-16.csv",
    "too-large": "it is larger than 32 MiB",
    "too-many": "it has more than 200,000 rows",
    "empty": "it has no rows",
    "encoding": "its letters are neither UTF-8 nor Windows-1252",
    "header": "its first line does not name the columns of this format",
    "csv": "its quotes do not fit",
    "columns": "a row has another number of columns",
    "too-long": "a cell is longer than 2,000 characters",
    "characters": "a cell has control characters",
    "number": "a registration number is not one",
    "twice": "a registration number stands there twice",
    "unnamed": "a registrant has no name",
    "day": "a day is not written as month/day/year",
    "folder": "the folder has no CSV files, or more than 5,000",
}

DONE = {"filing": "registered", "amendment": "changed", "termination": "ended"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["fara"], required=True, help="which register the files are of")
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder with one file for each day")


def run(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        print(f"There is no folder {options.folder}.")
        return 2
    set_up("desk")
    from safehold.desk.registrar.errors import (
        LogBehind,
        OfficeUnknown,
        SnapshotMalformed,
        SnapshotOutOfOrder,
    )

    try:
        return _replay(options.folder)
    except OfficeUnknown:
        print("No organisation of this desk keeps the register. See: safehold register-key new")
    except SnapshotMalformed as error:
        place = f" (line {error.line})" if error.line else ""
        print(f"A file was not replayed: {WORDS[error.reason]}{place}. What was replayed before it stays.")
    except LogBehind:
        print(
            "The public site has more of the log than this desk: a registrar fetches it, on the page The log."
        )
    except SnapshotOutOfOrder:
        print("A file is older than one that was replayed before. The log does not go back in time.")
    return 1


def _replay(folder: Path) -> int:
    from safehold.desk.registrar import actions
    from safehold.web.clock import today

    for done in actions.replay_folder(folder, today()):
        if not done.is_new:
            print(f"{done.name}: was replayed before, nothing added")
            continue
        counts = ", ".join(
            f"{done.counts[kind]} {word}" for kind, word in DONE.items() if kind in done.counts
        )
        print(f"{done.name}: {counts or 'no change'}")
    return 0
