# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of exchange: the number that a table gave a case is found like its words."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "safehold.desk.exchange"

    def ready(self) -> None:
        from safehold.desk.exchange.models import CaseNumber
        from safehold.desk.exchange.queries.searched import texts_of_number
        from safehold.desk.search.actions import register_source

        register_source(CaseNumber, texts_of_number)
