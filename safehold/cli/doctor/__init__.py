# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold doctor`: holds both databases, both stores and the settings against each other.

Each finding says what is wrong and how to mend it. `--mend` does what can be done without a key: it offers again what
the desk does not hold, and sends again what did not arrive. `--site` looks at the public site through its proxy.
Exit status 1 when something needs a person.
"""

import argparse

from safehold.cli.sites import set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mend", action="store_true", help="repair what can be repaired without a key")
    parser.add_argument(
        "--site",
        default="",
        metavar="ADDRESS",
        help="the public site as people reach it: look through its proxy",
    )


def run(options: argparse.Namespace) -> int:
    set_up("desk")
    from django.db import DatabaseError

    from safehold.cli.doctor.checks import examine
    from safehold.web.clock import today

    try:
        findings = examine(today(), mend=options.mend, address=options.site)
    except DatabaseError:
        print(
            "doctor: a database cannot be read. Run `safehold migrate` for both sites; see who owns its files."
        )
        return 1
    for finding in findings:
        print(f"- {'Note: ' if finding.is_note else ''}{finding.what}\n  Mend: {finding.mend}")
    count = sum(not finding.is_note for finding in findings)
    print(f"doctor: {count} findings" if count else "doctor: all is well")
    return 1 if count else 0
