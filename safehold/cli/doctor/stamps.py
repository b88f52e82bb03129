# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time stamps: whether the settings can be read, the roots are there, and the authorities answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ImproperlyConfigured

from safehold.cli.doctor.finding import Finding
from safehold.desk.evidence import queries

WAITING_DAYS = 2


def check_stamps(on: date) -> Iterator[Finding]:
    """Evidence is stamped by the authorities that are named, if any are."""
    try:
        missing = queries.list_missing_roots()
    except ImproperlyConfigured as error:
        yield Finding(
            f"The time stamping authorities cannot be read. {error}", "Mend it, and restart the desk."
        )
        return
    for path in missing:
        yield Finding(
            f"The roots of a time stamping authority are not there: {path}.",
            "Fetch its root certificate from where it publishes it, in PEM.",
        )
    waiting = queries.count_waiting(made_before=on - timedelta(days=WAITING_DAYS))
    if waiting and not missing:
        yield Finding(
            f"{waiting} time stamps have been waited for since more than {WAITING_DAYS} days.",
            "See whether this machine reaches the authorities, and whether the crossing runs with their settings.",
        )
