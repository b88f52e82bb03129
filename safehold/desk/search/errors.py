# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep a search from being kept."""

from django.http import Http404


class SavedSearchUnknown(Http404):
    """There is no such saved search of this member."""


class TooManySaved(Exception):
    """This member keeps as many searches as fit on the page."""
