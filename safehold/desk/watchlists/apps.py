# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of the lists."""

from django.apps import AppConfig


class WatchlistsConfig(AppConfig):
    name = "safehold.desk.watchlists"
