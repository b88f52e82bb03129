# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What tests of the register start from: a log whose key this site believes, and a clock that stands still."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from pytest_django import Settings

from safehold.public.register.tests.followers import FILED, Follower
from safehold.public.register.tests.published import Press
from tests.mail_server import MailServer, running


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


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    cache.clear()
    with running() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.ALERTS_FROM, settings.ALERTS_SITE = "register@example.org", "https://register.example"
        yield made


@pytest.fixture
def sana(mail_server: MailServer, press: Press, monkeypatch: pytest.MonkeyPatch) -> Follower:
    monkeypatch.setattr("safehold.web.clock.today", NOON.date)
    press.file(FILED)
    press.sign()
    return Follower(mail_server)
