# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies in a case is not what was sealed there: its leads are told, whoever came upon it.

Call these outside of the transaction that was given up: an alarm must not go with it.
"""

from __future__ import annotations

from datetime import date

from safehold.core.rows import RowTampered
from safehold.desk.audit import actions as audit
from safehold.desk.cases.actions.positions import lock
from safehold.desk.cases.models import Case, CaseFile
from safehold.desk.cases.queries import contents, snapshots, together
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing
from safehold.persistence.transactions import atomic_for

CASE_CHANGED, FILE_CHANGED = "case-changed", "file-changed"


def report_tampering(unlocked: Unlocked, case: Case, on: date) -> None:
    """Raise an alarm for a case, and for each that is read in it, in which a row does not open.

    All its rows are opened, with the case held: one that only got a new key between two looks raises none.
    """
    for each in together.list_family(case):
        with atomic_for(Case):
            case_now = lock(each)
            if not _opens(unlocked, case_now):
                audit.raise_alarm(case_now.organisation_id, CASE_CHANGED, case_now.id, on=on)


def report_broken_file(unlocked: Unlocked, file: CaseFile, on: date) -> None:
    """Raise an alarm for a file that is missing in the store, or is not what was sent."""
    audit.raise_alarm(unlocked.organisation_id, FILE_CHANGED, file.pk, on=on)


def _opens(unlocked: Unlocked, case: Case) -> bool:
    try:
        snapshots.take_snapshot(contents.key_of(unlocked, case), case)
    except KeyMissing:
        return True  # a key that is not there says nothing about who took it away
    except RowTampered:
        return False
    return True
