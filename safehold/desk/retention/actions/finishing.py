# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies outside of the desk's database: files in the store, and the mailbox on the public side.

Each step may be the last before a power cut; whatever was interrupted is done again by the next round.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import DatabaseError

from safehold.desk.audit import actions as audit
from safehold.desk.inbox import actions as inbox
from safehold.desk.retention import queries
from safehold.desk.retention.models import GoneReport, Leftover, Tombstone
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.reporting import actions as reporting
from safehold.public.reporting import queries as crossing

log = logging.getLogger(__name__)
ALARM = "wrote-after-end"


def finish(tombstone: Tombstone, on: date) -> bool:
    """Delete what is left outside; return whether nothing is. What fails now is tried again by `finish_all`."""
    try:
        _delete_files(tombstone)
        _end_mailboxes(tombstone, on)
    except (OSError, DatabaseError) as error:
        log.warning("an ending is not finished yet: %s", type(error).__name__)
        return False
    with atomic_for(Tombstone):
        waits = tombstone.leftovers.exists() or tombstone.reports.filter(mailbox_ended_on=None).exists()
        if not waits:
            Tombstone.objects.filter(pk=tombstone.pk, finished_on=None).update(finished_on=on)
            tombstone.finished_on = tombstone.finished_on or on
    return not waits


def _delete_files(tombstone: Tombstone) -> None:
    for leftover in tombstone.leftovers.all():
        inbox.delete_files([leftover.stored_name])
        with atomic_for(Leftover):
            leftover.delete()


def _end_mailboxes(tombstone: Tombstone, on: date) -> None:
    for report in tombstone.reports.filter(mailbox_ended_on=None):
        if reporting.end_mailbox(report.id):
            with atomic_for(GoneReport):
                GoneReport.objects.filter(pk=report.pk).update(mailbox_ended_on=on)


def finish_all(on: date) -> int:
    """Finish whatever is not; return how many were finished."""
    finished = sum(finish(tombstone, on) for tombstone in queries.list_unfinished())
    if finished:
        erase_from_log(Tombstone)
    return finished


def end_what_came_back(on: date) -> None:
    """End mailboxes and files of ended reports that a copy from before, or a late upload, brought back."""
    if gone := queries.list_gone():
        for report_id in crossing.list_mailbox_ids(gone):
            reporting.end_mailbox(report_id)
        _set_aside_late(gone, on)


def _set_aside_late(gone: Collection[UUID], on: date) -> None:
    """Have a lead look, where somebody wrote in the very minute in which their case ended. Their words stay, sealed."""
    with atomic_for(Leftover):
        late, files = inbox.set_aside_late(gone, on), inbox.forget_late_files(gone)
        reports = GoneReport.objects.select_related("tombstone").in_bulk(
            {*late, *(each for each, _ in files)}
        )
        for report_id in late:
            audit.raise_alarm(reports[report_id].tombstone.organisation_id, ALARM, report_id, on=on)
        for report_id, name in files:
            Leftover.objects.create(tombstone=reports[report_id].tombstone, stored_name=name)
        again = {reports[report_id].tombstone_id for report_id, _name in files}
        Tombstone.objects.filter(pk__in=again).update(finished_on=None)
