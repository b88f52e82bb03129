# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Families reunited in time: clocks, ages, fees and papers, from dates that need not be sure. See SPEC.md."""

from safehold.core.reunification.ages import is_child, lock_age
from safehold.core.reunification.clocks import alerts, deadlines
from safehold.core.reunification.counting import attained, days_on, is_under, months_on, read_when
from safehold.core.reunification.entities import (
    AgeLock,
    Assessment,
    Book,
    ConfirmedExemption,
    Criterion,
    CriterionFound,
    Deadline,
    DocumentNeed,
    Eligibility,
    Ends,
    Event,
    Facts,
    Fee,
    FeeLine,
    Known,
    Pathway,
    Person,
    Relation,
    Role,
    Rule,
    State,
    Totals,
    UncertainDate,
)
from safehold.core.reunification.errors import FactsUnsound, ReunificationError
from safehold.core.reunification.fees import REMISSION, fee_lines, totals
from safehold.core.reunification.pathways import assess, compare, documents
from safehold.core.reunification.reading import DATES, EVENTS, read_facts

__all__ = [
    "DATES",
    "EVENTS",
    "REMISSION",
    "AgeLock",
    "Assessment",
    "Book",
    "ConfirmedExemption",
    "Criterion",
    "CriterionFound",
    "Deadline",
    "DocumentNeed",
    "Eligibility",
    "Ends",
    "Event",
    "Facts",
    "FactsUnsound",
    "Fee",
    "FeeLine",
    "Known",
    "Pathway",
    "Person",
    "Relation",
    "ReunificationError",
    "Role",
    "Rule",
    "State",
    "Totals",
    "UncertainDate",
    "alerts",
    "assess",
    "attained",
    "compare",
    "days_on",
    "deadlines",
    "documents",
    "fee_lines",
    "is_child",
    "is_under",
    "lock_age",
    "months_on",
    "read_facts",
    "read_when",
    "totals",
]
