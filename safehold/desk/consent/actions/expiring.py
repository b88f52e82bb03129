# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The day after a consent's last day. It has ended by itself; here it is noted, and what stood on it is closed."""

from datetime import date, timedelta

from safehold.desk.consent import queries
from safehold.desk.consent.actions.recording import record
from safehold.desk.consent.models import LedgerEntry


def note_expired(on: date) -> int:
    """Note each consent whose last day has passed and that nothing replaced; return how many. Keyless, idempotent.

    Nobody relies on this having run: what has ended is computed at each look. This closes what is still open.
    """
    ended = queries.list_ended(on)
    for entry in ended:
        assert entry.until is not None
        record(
            entry.organisation_id,
            entry.report_id,
            entry.purpose,
            LedgerEntry.Act.EXPIRED,
            how=LedgerEntry.How.END_DATE,
            on=on,
            said_on=entry.until + timedelta(days=1),
            source_id=f"end:{entry.id}",
            recipient=entry.recipient,
        )
    return len(ended)
