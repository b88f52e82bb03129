# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adding to the ledger, asking it before something leaves, and deciding without it."""

from safehold.desk.consent.actions.closing import finish_closings
from safehold.desk.consent.actions.expiring import note_expired
from safehold.desk.consent.actions.holding import hold_subjects
from safehold.desk.consent.actions.overriding import confirm_override, propose_override
from safehold.desk.consent.actions.recording import record, record_given
from safehold.desk.consent.actions.requiring import require
from safehold.desk.consent.at_withdrawal import register as register_at_withdrawal

__all__ = [
    "confirm_override",
    "finish_closings",
    "hold_subjects",
    "note_expired",
    "propose_override",
    "record",
    "record_given",
    "register_at_withdrawal",
    "require",
]
