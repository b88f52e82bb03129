# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a file's facts."""


class ReunificationError(Exception):
    """Of all that this package raises."""


class FactsUnsound(ReunificationError):
    """The facts cannot be taken; says where and why."""
