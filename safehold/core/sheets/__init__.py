# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A secret of 32 bytes as three sheets of 33 words, any two of which give it back (SLIP-39, two of three).

One group, no passphrase, the least iterations: the secret is random, so there is nothing to slow a guess
down for. Each sheet carries a checksum that finds up to three wrong words; of a single wrong word it finds
the place. What a sheet says is never repeated in an error, not even the wrong word.
"""

from safehold.core.sheets.errors import WORDS, SheetsWrong
from safehold.core.sheets.splitting import SHEETS, WORD_COUNT, join, read, split

__all__ = ["SHEETS", "WORDS", "WORD_COUNT", "SheetsWrong", "join", "read", "split"]
