# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the ledger refuses."""


class PurposeUnknown(ValueError):  # noqa: N818 - the house style names the failed fact
    """Nobody is asked about this purpose, so nobody can have agreed to it."""


class LedgerIsAppendOnly(RuntimeError):  # noqa: N818 - the house style names the failed fact
    """An entry would have been changed or deleted. What was agreed stays readable; a new entry changes it."""
