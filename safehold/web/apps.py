# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of the design system."""

from django.apps import AppConfig

from .addresses import teach_addresses
from .languages import teach_tibetan


class WebConfig(AppConfig):
    name = "safehold.web"

    def ready(self) -> None:
        teach_tibetan()
        teach_addresses()
