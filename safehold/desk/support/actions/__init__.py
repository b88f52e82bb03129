# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that is done for a person here, one function per verb."""

from safehold.desk.support.actions.consents import SaidAloud, confirm_override, propose_override, record_said
from safehold.desk.support.actions.devices import keep_check
from safehold.desk.support.actions.needs import NeedMove, add_need, move_need
from safehold.desk.support.actions.plans import StepWords, add_step, change_step, mark_step, remove_step
from safehold.desk.support.actions.risks import RiskWords, assess_risk

__all__ = [
    "NeedMove",
    "RiskWords",
    "SaidAloud",
    "StepWords",
    "add_need",
    "add_step",
    "assess_risk",
    "change_step",
    "confirm_override",
    "keep_check",
    "mark_step",
    "move_need",
    "propose_override",
    "record_said",
    "remove_step",
]
