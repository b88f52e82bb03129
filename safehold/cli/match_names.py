# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold match-names`: how alike are the two names of each row? Offline: no database, no network, no settings."""

import argparse
from pathlib import Path
from typing import get_args

from safehold.cli.tables import Progress, TableUnread, open_table, write_table, written_score
from safehold.core.names import LIKELY, Kind, compare

EMPTY = {"en": "One of the two names is empty.", "fr": "L’un des deux noms est vide."}
ADDED = ("score", "reasons")
EVERY = 500
"""Rows between two looks at how far it is."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pairs", type=Path, metavar="PAIRS.csv", help="a table with the columns left and right"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="SCORED.csv", help="where the result goes")
    add_reading(parser)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add what both commands take."""
    parser.add_argument("--kind", choices=get_args(Kind), default="person", help="what bears the names")
    parser.add_argument("--language", choices=["en", "fr"], default="en", help="of the reasons")
    parser.add_argument("--encoding", metavar="NAME", help="how the tables are written, when it is not UTF-8")


def run(options: argparse.Namespace) -> int:
    progress = Progress()
    try:
        rows, likely = _score(options, progress)
    except TableUnread as error:
        progress.end(str(error))
        return 2
    progress.end(f"{rows:,} pairs, {likely:,} likely the same name ({LIKELY:.2f} or more): {options.out}")
    return 0


def _score(options: argparse.Namespace, progress: Progress) -> tuple[int, int]:
    rows = likely = 0
    with open_table(options.pairs, options.encoding) as table:
        left, right = table.require("left", "right")
        places = [table.place_of(name) for name in ADDED]
        columns = table.columns + [name for name, place in zip(ADDED, places, strict=True) if place is None]
        with write_table(options.out, columns) as out:
            for row in table:
                score, reasons = compare_cells(row[left], row[right], options)
                out.writerow(_with(row, len(table.columns), places, [written_score(score), reasons]))
                rows += 1
                likely += score >= LIKELY
                if rows % EVERY == 0:
                    progress.say("Pairs compared", rows, table.share_read())
    return rows, likely


def compare_cells(left: str, right: str, options: argparse.Namespace) -> tuple[float, str]:
    """Return the score and the reasons of one row."""
    if not (left.strip() and right.strip()):
        return 0.0, EMPTY[options.language]
    found = compare(left, right, kind=options.kind)
    said = [each.sentence(options.language) for each in (*found.reasons, *found.caveats)]
    return found.score, " ".join(said)


def _with(row: list[str], width: int, places: list[int | None], values: list[str]) -> list[str]:
    """Return a row with values in columns that were there, or behind them; cells without a column come last."""
    cells, extra = row[:width], row[width:]
    for place, value in zip(places, values, strict=True):
        if place is None:
            cells.append(value)
        else:
            cells[place] = value
    return cells + extra
