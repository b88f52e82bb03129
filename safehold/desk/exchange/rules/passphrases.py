# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that open an exported file. Chosen by the system, shown once, kept nowhere. Pure but for the dice."""

import secrets
from functools import cache

from mnemonic import Mnemonic

WORDS = 8


def choose_words() -> str:
    """Return eight words of the BIP-39 list: 88 random bits."""
    return "-".join(secrets.choice(_words()) for _ in range(WORDS))


@cache
def _words() -> list[str]:
    return list(Mnemonic("english").wordlist)
