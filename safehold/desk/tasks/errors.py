# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the room of tasks refuses."""

from django.http import Http404


class TaskUnknown(Http404):
    """There is no such task for this member: it does not exist, or it is another organisation's."""


class CalendarUnknown(Http404):
    """No calendar has this address: it was never made, it was renewed or ended, or its member has left."""


class KindUnknown(ValueError):
    """Nobody wrote words for this kind of task."""


class AssigneeUnknown(ValueError):
    """A task can be given only to a member of its organisation who opens cases."""
