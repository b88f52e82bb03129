# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the ledger refuses."""


class PurposeUnknown(ValueError):
    """Nobody is asked about this purpose, so nobody can have agreed to it."""


class LedgerIsAppendOnly(RuntimeError):
    """An entry would have been changed or deleted. What was agreed stays readable; a new entry changes it."""
