# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether the record of what was done is the one that was written."""

from collections.abc import Iterator

from safehold.cli.doctor.finding import Finding
from safehold.desk.audit import queries as audit
from safehold.desk.audit.errors import ChainBroken
from safehold.desk.backups import queries as backups
from safehold.desk.members import queries as members

KEEP = "Change nothing. Keep a copy of the database, and tell the leads: they hold checkpoints to compare it with."


def check_records() -> Iterator[Finding]:
    """Each organisation's record of what was done holds, and goes on from the one in the newest backup."""
    backup = backups.find_newest_backup("desk")
    for organisation in members.list_organisations():
        try:
            audit.check_organisation(organisation.id)
        except ChainBroken as broken:
            yield Finding(f"The record of {organisation.slug} does not hold at row {broken.sequence}.", KEEP)
            continue
        kept = backup.heads.get(str(organisation.id)) if backup else None
        if backup and kept and not audit.holds_link(organisation.id, (kept[0], kept[1])):
            yield Finding(
                f"The record of {organisation.slug} does not contain the row that was its newest in the backup of "
                f"{backup.made_on}.",
                f"If you brought back an older copy, that is why. Else: {KEEP}",
            )
