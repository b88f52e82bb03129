# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold found`: enter an organisation, and print the link with which its first lead joins.

The operator runs this; the link gives the right to join, not to read. The first organisation entered is the founding
one and the default desk: its lead makes the coalition root with the first key. The same command makes a fresh link
while nobody has joined.
"""

import argparse
import re

from safehold.cli.sites import set_up

SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", help="a short name for addresses, such as focal-point")
    parser.add_argument(
        "--name", action="append", required=True, metavar="LANGUAGE=NAME", help="repeat for each language"
    )
    parser.add_argument(
        "--reads",
        action="append",
        default=[],
        metavar="LANGUAGE",
        help="a language it reads, as people call it",
    )
    parser.add_argument(
        "--desk", default="http://localhost:8001", metavar="ADDRESS", help="the desk's address, for the link"
    )


def run(options: argparse.Namespace) -> int:
    if not SHORT_NAME.fullmatch(options.slug) or len(options.slug) > LONGEST:
        print(
            "A short name has small letters, digits and single hyphens, such as focal-point. Nothing was entered."
        )
        return 2
    set_up("desk")
    from safehold.desk.members import actions, queries
    from safehold.desk.members.errors import LeadPresent
    from safehold.web.clock import today

    on = today()
    first = not queries.list_organisations()
    names = dict(pair.split("=", 1) for pair in options.name if "=" in pair)
    if "en" not in names:
        print("Give at least an English name: --name en=…")
        return 2
    organisation = queries.find_organisation(options.slug) or actions.found_organisation(
        options.slug, names, options.reads, is_default=first, is_founding=first
    )
    try:
        token = actions.invite_first_lead(organisation, on)
    except LeadPresent:
        print(f"{options.slug} has a lead already, who invites the others.")
        return 1
    print(
        f"The first lead of {names['en']} joins here, once, within seven days:\n{options.desk}/join/{token}"
    )
    return 0
