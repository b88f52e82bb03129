# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep a party from being changed."""

from django.http import Http404


class PartyUnknown(Http404):
    """There is no such party in this case."""


class MergeRefused(ValueError):
    """These two cannot be said to be one. Nothing was written."""


class SameParty(MergeRefused):
    """A party is itself already."""


class MergedAlready(MergeRefused):
    """One of the two was merged into another: that must be undone first, so that there are no chains."""


class OtherKind(MergeRefused):
    """A person and an account, say, are never one: there is a relation for that."""
