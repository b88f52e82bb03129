# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to the support of a case."""

from safehold.desk.support.queries.opening import (
    NeedStep,
    OpenedCheck,
    OpenedNeed,
    OpenedRisk,
    OpenedStep,
    Support,
    access_check,
    access_need,
    access_step,
    list_overrides,
    newest_risk,
    open_one_check,
    open_one_need,
    open_one_step,
    open_support,
    open_title,
)
from safehold.desk.support.queries.recipients import (
    label_recipient,
    label_service,
    list_recipients,
    list_services,
    purpose_of,
)

__all__ = [
    "NeedStep",
    "OpenedCheck",
    "OpenedNeed",
    "OpenedRisk",
    "OpenedStep",
    "Support",
    "access_check",
    "access_need",
    "access_step",
    "label_recipient",
    "label_service",
    "list_overrides",
    "list_recipients",
    "list_services",
    "newest_risk",
    "open_one_check",
    "open_one_need",
    "open_one_step",
    "open_support",
    "open_title",
    "purpose_of",
]
