# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading what a person typed: digits of any script, or words of any list, however spaced.

It never guesses: what does not pass its check is refused before anything is looked up.
"""

import re
import unicodedata

from safehold.core.receipts.digits import DIGIT_COUNT, from_digits
from safehold.core.receipts.errors import ReceiptWrongLength
from safehold.core.receipts.receipt import Receipt
from safehold.core.receipts.words import fold, from_words

MAX_TYPED_CHARACTERS = 1_000

_IDEOGRAPH = "\u3400-\u9fff"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\W\d_{_IDEOGRAPH}]+")


def parse(text: str) -> Receipt:
    """Read a typed receipt.

    Read as digits when there are no letters, or at least 20 digits (a label before the code is ignored);
    otherwise as words (numbers before the words are ignored).

    Raises ReceiptWrongLength, ReceiptCheckFailed or ReceiptWordUnknown.
    """
    if len(text) > MAX_TYPED_CHARACTERS:
        raise ReceiptWrongLength("characters at most", len(text), MAX_TYPED_CHARACTERS)
    folded = fold(text)
    digits = "".join(str(unicodedata.decimal(char)) for char in folded if char.isdecimal())
    words = _WORD.findall(folded)
    if not words or len(digits) >= DIGIT_COUNT // 2:
        return Receipt(from_digits(digits))
    return Receipt(from_words(words))
