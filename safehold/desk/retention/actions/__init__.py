# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done about keeping, one verb each. `watch` is the daily job."""

from safehold.desk.retention.actions.certifying import sign_certificate
from safehold.desk.retention.actions.destroying import destroy_due, destroy_now
from safehold.desk.retention.actions.finishing import finish, finish_all
from safehold.desk.retention.actions.holding import place_hold, release_hold
from safehold.desk.retention.actions.policies import set_policy
from safehold.desk.retention.actions.watching import end_by_itself, note_due, watch

__all__ = [
    "destroy_due",
    "destroy_now",
    "end_by_itself",
    "finish",
    "finish_all",
    "note_due",
    "place_hold",
    "release_hold",
    "set_policy",
    "sign_certificate",
    "watch",
]
