# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of the register: parse, call one door, render."""

from safehold.public.register.views.alerts import confirm_alert, entity_alerts, search_alerts, stop_alerts
from safehold.public.register.views.assessment import must_i_register
from safehold.public.register.views.bulletins import bulletins
from safehold.public.register.views.data import about_data, data_file
from safehold.public.register.views.feeds import entity_feed, feed
from safehold.public.register.views.log import about_log, checkpoint, tile
from safehold.public.register.views.missing import missing
from safehold.public.register.views.proofs import proof, saved_entry, saved_version
from safehold.public.register.views.reading import differences, entity, entry, search, start_in, version

__all__ = [
    "about_data",
    "about_log",
    "bulletins",
    "checkpoint",
    "confirm_alert",
    "data_file",
    "differences",
    "entity",
    "entity_alerts",
    "entity_feed",
    "entry",
    "feed",
    "missing",
    "must_i_register",
    "proof",
    "saved_entry",
    "saved_version",
    "search",
    "search_alerts",
    "start_in",
    "stop_alerts",
    "tile",
    "version",
]
