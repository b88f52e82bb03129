# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The code a reporter keeps, and the keys derived from it. The format: SPEC.md.

A receipt is 128 random bits, shown as 40 digits or as 12 words. It is the only way back to a report, so it is
never stored, logged or compared on a server: only what is derived from it is. This package does no input or
output; randomness enters in `generate` alone.
"""

from safehold.core.receipts.errors import (
    ReceiptCheckFailed,
    ReceiptError,
    ReceiptWordUnknown,
    ReceiptWrongLength,
)
from safehold.core.receipts.parsing import parse
from safehold.core.receipts.receipt import Receipt, generate
from safehold.core.receipts.words import LANGUAGES

__all__ = [
    "LANGUAGES",
    "Receipt",
    "ReceiptCheckFailed",
    "ReceiptError",
    "ReceiptWordUnknown",
    "ReceiptWrongLength",
    "generate",
    "parse",
]
