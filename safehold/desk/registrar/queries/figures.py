# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts for the annual report."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F

from safehold.desk.registrar.models import Entry, Filing, Leaf, Notice, Office


def count_year(office: Office, start: date, end: date) -> dict[str, int]:
    """Return what came and what was done from the first day to the last one, both included; replays not counted."""
    days = (start, end)
    filings = Filing.objects.filter(office=office, sent_on__range=days)
    decided = Filing.objects.filter(office=office, decided_on__range=days)
    notices = Notice.objects.filter(office=office)
    own = Entry.objects.filter(source="")
    kinds = dict(
        Leaf.objects.filter(on_day__range=days, kind__in=("withholding", "redaction", "correction", "reply"))
        .values_list("kind")
        .annotate(Count("position"))
    )
    return {
        "sent": filings.count(),
        "late": filings.filter(sent_on__gt=F("due_on")).count(),
        "accepted": decided.filter(state=Filing.State.ACCEPTED).count(),
        "refused": decided.filter(state=Filing.State.REFUSED).count(),
        "sent_back": decided.filter(state=Filing.State.CORRECTION).count(),
        "registered": own.filter(registered_on__range=days).count(),
        "active": own.filter(state=Entry.State.ACTIVE, registered_on__lte=end).count(),
        "notices": notices.filter(served_on__range=days).count(),
        "committed": notices.filter(decided_on__range=days, state=Notice.State.COMMITTED).count(),
        "not_committed": notices.filter(decided_on__range=days, state=Notice.State.NOT_COMMITTED).count(),
        **{kind: kinds.get(kind, 0) for kind in ("withholding", "redaction", "correction", "reply")},
    }
