# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Updates that a registrant said are coming: noted, and crossed out."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from safehold.core.rows import seal_row
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.errors import StateWrong, WordsMissing
from safehold.desk.registrar.models import Entry, ExpectedUpdate, Office
from safehold.desk.registrar.queries.contents import SEALED_UPDATE
from safehold.desk.registrar.queries.keys import open_key
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


def expect_update(unlocked: Unlocked, entry: Entry, changes_on: date, words: str, on: date) -> ExpectedUpdate:
    """Note that something of an entry changes on a day, as its registrant said. Raises WordsMissing or StateWrong."""
    if not words.strip():
        raise WordsMissing
    office = queries.access_office(unlocked.member)
    with atomic_for(ExpectedUpdate):
        unlocked.hold_vault()
        office = Office.objects.get(pk=office.pk)
        key = open_key(unlocked, office)
        held = Entry.objects.select_for_update().get(pk=entry.pk)
        if held.is_replayed:
            raise StateWrong
        row = ExpectedUpdate(
            id=uuid4(),
            office=office,
            entry=held,
            version=held.version,
            changes_on=changes_on,
            noted_on=on,
            noted_by=unlocked.member.pk,
            key_version=key.version,
        )
        row.sealed = seal_row(key.secret, SEALED_UPDATE, row.pk, {"words": words.strip()})
        row.save(force_insert=True)
        audit.append(office.organisation_id, "update.expected", entry.pk, unlocked.member.pk, on=on)
    return row


def settle_update(unlocked: Unlocked, update: ExpectedUpdate, on: date) -> None:
    """Cross it out: it came, or it will not. Twice is once."""
    office = queries.access_office(unlocked.member)
    with atomic_for(ExpectedUpdate):
        rows = ExpectedUpdate.objects.filter(pk=update.pk, office=office, settled_on=None)
        if rows.update(settled_on=on):
            audit.append(office.organisation_id, "update.settled", update.entry_id, unlocked.member.pk, on=on)
