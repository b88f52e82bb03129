# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keyed tokens of words: what lets a database find a word that it cannot read. The format: SPEC.md.

Pure. Folding brings a text to the form in which it is compared, words cuts it, tokens makes the words unreadable,
finding looks for words in a text that is open.
"""

from safehold.core.blind.finding import Found, find_words, read_query
from safehold.core.blind.folding import Folded, fold
from safehold.core.blind.tokens import TOKEN_BYTES, derive_key, fill_up, token_of, tokens_of
from safehold.core.blind.words import Kind, Word, read_words

__all__ = [
    "TOKEN_BYTES",
    "Folded",
    "Found",
    "Kind",
    "Word",
    "derive_key",
    "fill_up",
    "find_words",
    "fold",
    "read_query",
    "read_words",
    "token_of",
    "tokens_of",
]
