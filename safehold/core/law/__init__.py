# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which provisions of the law an incident may engage, from answers of which some are unknown. The rule book: SPEC.md.

Provisions are data, written in the catalogue and handed in. Information for those who refer, never legal advice.
"""

from safehold.core.kleene import Answer
from safehold.core.law.assessing import Finding, Result, Why, assess, multiplied
from safehold.core.law.days import Span, read_span
from safehold.core.law.errors import ElementUnknown, ExpressionBroken, LawError, ProvisionUnsound
from safehold.core.law.expressions import elements_of, evaluate, parse, reasons_for_no, ways_to_yes
from safehold.core.law.provisions import Element, Law, Multiplier, Provision, Territory, stale

__all__ = [
    "Answer",
    "Element",
    "ElementUnknown",
    "ExpressionBroken",
    "Finding",
    "Law",
    "LawError",
    "Multiplier",
    "Provision",
    "ProvisionUnsound",
    "Result",
    "Span",
    "Territory",
    "Why",
    "assess",
    "elements_of",
    "evaluate",
    "multiplied",
    "parse",
    "read_span",
    "reasons_for_no",
    "stale",
    "ways_to_yes",
]
