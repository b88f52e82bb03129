# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stood on a consent is closed with it, in the same transaction and without keys.

The withdrawal itself must stand whatever happens, and nothing that has to be closed may be forgotten. So each piece of
work runs on its own; one that fails is written down, a lead is alarmed, and it is tried again until it is done.
"""

import logging
from datetime import date

from django.db import OperationalError

from safehold.desk.audit import actions as audit
from safehold.desk.consent.at_withdrawal import Work, list_works
from safehold.desk.consent.models import LedgerEntry, UnfinishedClosing
from safehold.persistence.transactions import atomic_for

UNFINISHED = "closing-unfinished"

logger = logging.getLogger(__name__)


def close_what_stood_on(entry: LedgerEntry, on: date) -> None:
    """Run all registered work for a consent that has ended. Raises OperationalError when the database itself fails:
    then nothing was written, and the withdrawal comes again."""
    for name, work in list_works().items():
        if not _is_done(name, work, entry, on):
            UnfinishedClosing.objects.get_or_create(entry=entry, work=name, defaults={"since": on})
            audit.raise_alarm(entry.organisation_id, UNFINISHED, on=on)


def finish_closings(on: date) -> int:
    """Try again what could not be closed; return how many are done now. Work that nobody registers any more stays."""
    done = 0
    works = list_works()
    for waiting in UnfinishedClosing.objects.select_related("entry").order_by("since", "id"):
        with atomic_for(LedgerEntry):
            if waiting.work in works and _is_done(waiting.work, works[waiting.work], waiting.entry, on):
                waiting.delete()
                done += 1
    return done


def _is_done(name: str, work: Work, entry: LedgerEntry, on: date) -> bool:
    try:
        with atomic_for(LedgerEntry):
            work(entry.organisation_id, entry.report_id, entry.purpose, entry.recipient, on)
    except OperationalError:
        raise
    except Exception as error:
        logger.error("%s did not finish at a withdrawal: %s", name, type(error).__name__)  # noqa: TRY400
        return False
    return True
