# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of people across scripts: are two names likely one, and why. The rule book: SPEC.md.

    comparison = compare("李家超", "John Lee Ka-chiu")
    comparison.score              # 0.95, never relative to other names
    comparison.is_likely          # score >= LIKELY, the one published line
    [reason.sentence("fr") for reason in comparison.reasons]

Nothing but the two names enters. Decision support: a person decides.
"""

from safehold.core.names.comparing import (
    LIKELY,
    Comparison,
    compare,
    compare_prepared,
    frequency,
    score_prepared,
)
from safehold.core.names.keys import (
    KEYS_VERSION,
    LookupKey,
    key_weight,
    lookup_keys,
    near_keys,
    retrieval_keys,
)
from safehold.core.names.preparing import MAX_NAME_CHARACTERS, Kind, PreparedName, prepare
from safehold.core.names.scripts import fold_confusables, script_pair
from safehold.core.names.sentences import Caveat, Reason

RULES_VERSION = 1

__all__ = [
    "KEYS_VERSION",
    "LIKELY",
    "MAX_NAME_CHARACTERS",
    "RULES_VERSION",
    "Caveat",
    "Comparison",
    "Kind",
    "LookupKey",
    "PreparedName",
    "Reason",
    "compare",
    "compare_prepared",
    "fold_confusables",
    "frequency",
    "key_weight",
    "lookup_keys",
    "near_keys",
    "prepare",
    "retrieval_keys",
    "score_prepared",
    "script_pair",
]
