# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can keep something from being done with a family's file. Nothing was written when one of these is raised."""

from django.http import Http404


class FamilyUnknown(Http404):
    """There is no such file, or no such part of it, in this case."""


class GateClosed(Exception):
    """This member has not said on what footing they help: unpaid, or under which licence."""
