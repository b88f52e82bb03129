# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold import-list`: import a version of a list of parties, such as Canada's sanctions schedules.

The file is the operator's to get, under a licence that they name. All of it or nothing; the same file twice is once.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from safehold.cli.sites import set_up

WORDS = {
    "header": "its first line does not name the columns of this format",
    "csv": "its quotes do not fit",
    "columns": "a row has another number of columns",
    "encoding": "its letters are not UTF-8",
    "json": "a line is not JSON",
    "entity": "a line is not an entity of FollowTheMoney",
    "day": "a day is not written as 2026-06-14",
    "kind": "a row says that somebody is something we do not know",
    "key": "a key is missing, too long or not printable",
    "twice": "a key stands there twice",
    "too-long": "a line or a cell is too long",
    "too-many": "it has more parties than we take",
    "empty": "nobody stands in it",
    "mapping": "the columns you named are not there, or --columns names no column for the name",
    "older": "the list here is newer than this file",
    "name": "the name must be one line of at most 200 characters",
    "origin": "the origin must be one line of at most 500 characters",
    "licence": "the licence must be one line of at most 500 characters",
    "overtaken": "another import of the same list has begun",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--format", choices=["canada", "ftm", "csv", "register"], required=True, help="what the file is"
    )
    parser.add_argument("--name", required=True, help="the list's name; the same name makes a new version")
    parser.add_argument("--origin", required=True, help="who publishes it, and where")
    parser.add_argument("--licence", required=True, help="the terms under which you use it")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, required=True, metavar="DAY", help="the day on which it stood so"
    )
    parser.add_argument(
        "--for",
        dest="slug",
        metavar="SLUG",
        help="one organisation alone sees it and is screened against it; without this, the coalition does",
    )
    parser.add_argument("--columns", default="", help="of a table: name=Full name,alias=AKA,born=DOB,key=Ref")
    parser.add_argument(
        "--kind",
        choices=["person", "organisation", "vessel", "account", "unknown"],
        default="person",
        help="of a table: who stands in rows that do not say it",
    )


def run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        print(f"There is no file {options.file}.")
        return 2
    set_up("desk")
    from safehold.desk.members import queries as members
    from safehold.desk.watchlists.actions import Importer
    from safehold.desk.watchlists.errors import ImportRefused

    organisation = members.find_organisation(options.slug) if options.slug else None
    if options.slug and organisation is None:
        print(f"No organisation of this desk is called {options.slug}.")
        return 2
    try:
        return _import(options, Importer(organisation.pk if organisation else None))
    except ImportRefused as refusal:
        place = f" (line {refusal.line})" if refusal.line else ""
        print(f"\nNothing was imported: {WORDS[refusal.reason]}{place}.")
        return 1


def _import(options: argparse.Namespace, importer: object) -> int:
    from safehold.desk.watchlists import actions
    from safehold.desk.watchlists.rules import Provenance, read_mapping
    from safehold.web.clock import today

    assert isinstance(importer, actions.Importer)
    with options.file.open("rb") as file:
        done = actions.import_version(
            file,
            options.format,
            Provenance(options.name, options.origin, options.licence, options.as_of),
            today(),
            importer=importer,
            mapping=read_mapping(options.columns),
            kind=options.kind,
            progress=_say_progress(),
        )
    version = done.version
    if not done.is_new:
        print("This file was imported before, nothing was added.")
        return 0
    left = ", ".join(f"{count} {reason}" for reason, count in sorted(version.left_out.items()))
    print(
        f"\rVersion {version.number}: {version.parties} parties; {version.added} added, {version.changed} changed, "
        f"{version.removed} removed; {version.odd} odd. Left out: {left or 'none'}."
    )
    return 0


def _say_progress() -> Callable[[int], None]:
    """Return what shows how many parties were read, on a terminal alone."""

    def say(done: int) -> None:
        if sys.stdout.isatty():
            print(f"\r{done} parties read", end="", flush=True)

    return say
