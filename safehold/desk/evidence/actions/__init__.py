# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done with evidence, one function per verb; each leaves a row in the custody of its item."""

from safehold.desk.evidence.actions.bagging import HandedOver
from safehold.desk.evidence.actions.copying import redact, strip
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.actions.describing import describe, hold, release
from safehold.desk.evidence.actions.ending import destroy_item, end_with_cases
from safehold.desk.evidence.actions.fetching import download
from safehold.desk.evidence.actions.giving import note_copied, note_moved, note_named, note_shared
from safehold.desk.evidence.actions.handing_over import Asked, hand_over
from safehold.desk.evidence.actions.heads import write_day_head
from safehold.desk.evidence.actions.looking import report_broken, scan, view
from safehold.desk.evidence.actions.receiving import (
    add_file,
    add_fingerprint,
    take_in_report_file,
    take_in_waiting,
)
from safehold.desk.evidence.actions.stamping import ask_again, queue_case, record_stamps, send_waiting
from safehold.desk.evidence.actions.verifying import Verified, verify_now

__all__ = [
    "Asked",
    "HandedOver",
    "Verified",
    "add_file",
    "add_fingerprint",
    "append",
    "ask_again",
    "describe",
    "destroy_item",
    "download",
    "end_with_cases",
    "hand_over",
    "hold",
    "note_copied",
    "note_moved",
    "note_named",
    "note_shared",
    "queue_case",
    "record_stamps",
    "redact",
    "release",
    "report_broken",
    "scan",
    "send_waiting",
    "strip",
    "take_in_report_file",
    "take_in_waiting",
    "verify_now",
    "view",
    "write_day_head",
]
