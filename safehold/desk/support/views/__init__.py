# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of support and consent."""

from safehold.desk.support.views.consents import confirm_override, propose_override, say, show_consent
from safehold.desk.support.views.devices import check_devices, show_check
from safehold.desk.support.views.needs import add_need, move_need
from safehold.desk.support.views.overview import print_plan, show_script, show_support
from safehold.desk.support.views.plan import add_step, change_step, mark_step, remove_step
from safehold.desk.support.views.risk import assess

__all__ = [
    "add_need",
    "add_step",
    "assess",
    "change_step",
    "check_devices",
    "confirm_override",
    "mark_step",
    "move_need",
    "print_plan",
    "propose_override",
    "remove_step",
    "say",
    "show_check",
    "show_consent",
    "show_script",
    "show_support",
]
