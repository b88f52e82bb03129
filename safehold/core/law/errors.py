# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with provisions, or with the answers to their questions."""


class LawError(Exception):
    """Of all that this package raises."""


class ExpressionBroken(LawError):
    """A logic expression cannot be read, or names an element or a group that the provision has not."""


class ProvisionUnsound(LawError):
    """The parts of a provision do not fit together, or two provisions do not."""


class ElementUnknown(LawError):
    """An answer is to an element that no provision has."""
