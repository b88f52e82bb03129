# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of the register: parse, call one door, render."""

from safehold.public.register.views.assessment import must_i_register
from safehold.public.register.views.data import about_data, data_file
from safehold.public.register.views.feeds import entity_feed, feed
from safehold.public.register.views.log import about_log, checkpoint, tile
from safehold.public.register.views.missing import missing
from safehold.public.register.views.proofs import proof, saved_entry, saved_version
from safehold.public.register.views.reading import differences, entity, entry, search, start_in, version

__all__ = [
    "about_data",
    "about_log",
    "checkpoint",
    "data_file",
    "differences",
    "entity",
    "entity_feed",
    "entry",
    "feed",
    "missing",
    "must_i_register",
    "proof",
    "saved_entry",
    "saved_version",
    "search",
    "start_in",
    "tile",
    "version",
]
