# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""Names that the catalogue does not know."""


class CatalogError(LookupError):
    """Not in the catalogue."""


class TacticUnknown(CatalogError):
    """No tactic has this code."""


class AuthorityUnknown(CatalogError):
    """No authority has this id."""


class ChoiceUnknown(CatalogError):
    """The form has no such choice."""
