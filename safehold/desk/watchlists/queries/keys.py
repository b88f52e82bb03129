# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""By which rules the names' keys were made."""

from __future__ import annotations

from safehold.core.names import KEYS_VERSION
from safehold.desk.watchlists.models import KeyRules, ListedParty


def has_old_keys() -> bool:
    """Whether names are stored under keys of another version than the ones that are looked for now."""
    if not ListedParty.objects.exists():
        return False
    return KeyRules.objects.values_list("version", flat=True).first() != KEYS_VERSION
