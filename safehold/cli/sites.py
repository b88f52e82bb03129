# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two sites, as a command starts them: which settings, which application."""

import os

SITES = ("public", "desk")


def set_up(site: str) -> None:
    """Load Django with one site's settings. One process serves one site only."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = f"safehold.config.settings.{site}"
    django.setup()
