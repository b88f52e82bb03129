# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every test of this domain starts from: a coalition whose lists have been delivered, and an empty
memory."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from safehold.public.reporting.queries import coalition as coalition_queries
from safehold.public.reporting.tests.amina import Amina
from safehold.public.reporting.tests.coalition import MadeCoalition, make_coalition

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _forget_lists(settings: Settings) -> None:
    coalition_queries.forget_lists()
    settings.LISTS_HELD_SECONDS = 0


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """A day that stands still at every edge."""
    monkeypatch.setattr("safehold.web.clock.today", lambda: TODAY)
    return TODAY


@pytest.fixture
def coalition(db: None, today: date, settings: Settings) -> MadeCoalition:
    made = make_coalition(today)
    settings.COALITION_ROOT = made.pinned_root
    made.deliver()
    return made


@pytest.fixture
def amina(client: Client, coalition: MadeCoalition) -> Amina:
    return Amina(client)
