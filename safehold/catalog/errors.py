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


class FormUnknown(CatalogError):
    """The register has no form of this name."""


class FieldUnknown(CatalogError):
    """The form has no such field, part or list."""


class RuleUnknown(CatalogError):
    """No rule has this id."""


class SchemeUnknown(CatalogError):
    """No registration scheme has this code."""


class ValuesWrong(CatalogError):
    """What the office has confirmed cannot be used: the file is not as its page says."""
