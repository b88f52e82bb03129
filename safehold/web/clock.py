# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clock, read once at the edge of a request and passed on. Days are those of the settings' time zone."""

import datetime

from django.utils import timezone


def now() -> datetime.datetime:
    """Return the moment, with its zone."""
    return timezone.now()


def today() -> datetime.date:
    """Return the day in the settings' time zone, whatever zone a request has activated."""
    return now().astimezone(timezone.get_default_timezone()).date()
