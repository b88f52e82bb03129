# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold screen`: who on a list may be each of these people? Offline: no database, no network, no settings.

The index lives in memory and is gone when the command ends. What it finds are proposals with reasons; a person decides.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from safehold.cli.match_names import add_reading
from safehold.cli.tables import Progress, Table, TableUnread, open_table, write_table, written_score
from safehold.core.names import LIKELY
from safehold.core.names.index import Entry, NameIndex, build_index

COLUMNS = ["id", "name", "list_id", "list_name", "score", "reasons"]
WORDS = {"keyed": "Names of the list indexed", "sorted": "Parts of the index sorted, of 256"}
AT_LEAST = 0.4
EVERY = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--list",
        type=Path,
        required=True,
        metavar="LIST.csv",
        help="who is looked for: id,name[,born,country]",
    )
    parser.add_argument(
        "--names",
        type=Path,
        required=True,
        metavar="NAMES.csv",
        help="who is screened: id,name[,born,country]",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="HITS.csv", help="where the hits go")
    parser.add_argument(
        "--top", type=int, default=10, metavar="N", help="hits for each name at most (default: 10)"
    )
    parser.add_argument(
        "--at-least",
        type=float,
        default=AT_LEAST,
        metavar="SCORE",
        help=f"the lowest score (default: {AT_LEAST})",
    )
    add_reading(parser)


def run(options: argparse.Namespace) -> int:
    progress = Progress()
    try:
        index = _build(options, progress)
        names, hits, likely = _screen(options, index, progress)
    except TableUnread as error:
        progress.end(str(error))
        return 2
    progress.end(
        f"{names:,} names screened against {len(index):,}: {hits:,} hits, "
        f"{likely:,} likely the same name ({LIKELY:.2f} or more): {options.out}"
    )
    return 0


def _build(options: argparse.Namespace, progress: Progress) -> NameIndex:
    without = 0

    def count_empty(table: Table) -> Iterator[Entry]:
        nonlocal without
        for count, entry in enumerate(read_entries(table), 1):
            without += not entry.name.strip()
            if count % 2000 == 0:
                progress.say("Lines of the list read", count, table.share_read())
            yield entry

    def say(what: str, count: int) -> None:
        if what in WORDS:
            progress.say(WORDS[what], count)

    with open_table(options.list, options.encoding) as table:
        index = NameIndex(build_index(count_empty(table), say, kind=options.kind))
    if without:
        progress.end(f"{without:,} lines of {options.list} have no name and were left out.")
    return index


def _screen(options: argparse.Namespace, index: NameIndex, progress: Progress) -> tuple[int, int, int]:
    names = hits = likely = 0
    with open_table(options.names, options.encoding) as table, write_table(options.out, COLUMNS) as out:
        for entry in read_entries(table):
            names += 1
            if names % EVERY == 0:
                progress.say("Names screened", names, table.share_read())
            if not entry.name.strip():
                continue
            for hit in index.screen(entry.name, entry.born, [entry.country], options.top):
                if hit.score < options.at_least:
                    continue
                hits += 1
                likely += hit.score >= LIKELY
                reasons = " ".join(hit.sentences(options.language))
                out.writerow([entry.id, entry.name, hit.id, hit.name, written_score(hit.score), reasons])
    return names, hits, likely


def read_entries(table: Table) -> Iterator[Entry]:
    """Yield the lines of a list. A line without an id is called by its number."""
    id_, name = table.require("id", "name")
    born, country = table.place_of("born"), table.place_of("country")
    for number, row in enumerate(table, 2):
        yield Entry(
            row[id_].strip() or f"line {number}",
            row[name],
            "" if born is None else row[born].strip(),
            "" if country is None else row[country].strip(),
        )
