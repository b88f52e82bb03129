# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether names on the lists are found by the rules of now, and whether everybody heard of each new version."""

from collections.abc import Iterator

from safehold.cli.doctor.finding import Finding
from safehold.desk.watchlists import queries


def check_watchlists() -> Iterator[Finding]:
    """The lists can be screened against, and cases are screened again after each import."""
    if queries.has_old_keys():
        yield Finding(
            "Names on the lists are kept under older rules: some would not be found.", "safehold migrate desk"
        )
    waiting = queries.count_untold()
    if waiting:
        yield Finding(
            f"Cases were not yet screened again after {waiting} imports of lists.",
            "Run safehold import-list again with the newest file: nothing is added, and it goes on from there.",
        )
