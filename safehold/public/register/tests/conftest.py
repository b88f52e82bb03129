# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What tests of the register start from: a log whose key this site believes, and a clock that stands still."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from pytest_django import Settings

from safehold.public.register.tests.published import Press


@pytest.fixture
def press(db: None, settings: Settings) -> Press:
    made = Press()
    settings.REGISTER_LOG_VKEY = made.vkey
    return made


NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moment at every edge; a test moves it on."""
    cache.clear()
    moment = [NOON]
    monkeypatch.setattr("safehold.web.clock.now", lambda: moment[0])
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    return moment
