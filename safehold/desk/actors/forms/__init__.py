# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a caseworker writes of actors. Errors say what is missing; what was typed stays."""

from safehold.desk.actors.forms.actor import ActorForm
from safehold.desk.actors.forms.deciding import DecisionForm
from safehold.desk.actors.forms.saying import ABOUTS, RELIABILITIES, MistakeForm, StatementForm

__all__ = ["ABOUTS", "RELIABILITIES", "ActorForm", "DecisionForm", "MistakeForm", "StatementForm"]
