# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a caseworker writes about support and consent. Errors say what is missing; what was typed stays."""

from safehold.desk.support.forms.consents import OverrideForm, SaidForm
from safehold.desk.support.forms.needs import MoveForm, NeedForm
from safehold.desk.support.forms.safety import DeviceForm, RiskForm, StepForm

__all__ = ["DeviceForm", "MoveForm", "NeedForm", "OverrideForm", "RiskForm", "SaidForm", "StepForm"]
