# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What can be wrong with a typed receipt. No error carries any of the typed text: it may end in a log."""


class ReceiptError(ValueError):
    """The text is not a receipt. Nothing was looked up."""


class ReceiptWrongLength(ReceiptError):
    """Neither 40 digits nor 12 words. `found` counts what was read, in `unit` ("digits", "words", ...)."""

    def __init__(self, unit: str, found: int, expected: int) -> None:
        super().__init__(f"A receipt has {expected} {unit}; {found} were read.")
        self.unit, self.found, self.expected = unit, found, expected


class ReceiptCheckFailed(ReceiptError):
    """The length is right and the check is not: something was mistyped or exchanged."""

    def __init__(self) -> None:
        super().__init__("The check of this receipt failed: something in it was mistyped.")


class ReceiptWordUnknown(ReceiptError):
    """A word stands in none of the lists. `position` counts from 1."""

    def __init__(self, position: int) -> None:
        super().__init__(f"Word {position} of this receipt is not in the word list.")
        self.position = position
