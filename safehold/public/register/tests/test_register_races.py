# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several clicks at the very same moment. On PostgreSQL only: SQLite's databases in memory know no two writers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from safehold.public.register.actions import accounts as actions
from safehold.public.register.models import Draft, Filing, RecoveryCode
from safehold.public.register.models import Registrant as Account
from safehold.public.register.tests.registrant import SEEN, Registrant
from safehold.web import clock

CLICKS = 6
pytestmark = pytest.mark.django_db(transaction=True)


def click(send: Callable[[], Any]) -> list[Any]:
    """What the same click answers from several threads."""

    def once(_number: int) -> Any:
        try:
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        return list(pool.map(once, range(CLICKS)))


@pytest.fixture
def ruth() -> Registrant:
    if connection.vendor == "sqlite":
        pytest.skip("needs two writers")
    return Registrant().join()


def same_browser(ruth: Registrant) -> Registrant:
    """Another tab: the same cookies."""
    tab = Registrant()
    tab.client = Client()
    tab.client.cookies = ruth.client.cookies
    return tab


def test_parallel_sendings_are_one_filing(ruth: Registrant) -> None:
    draft = ruth.start()
    ruth.write(draft)
    seen = SEEN.search(ruth.get(f"filings/{draft}/preview").content.decode())
    assert seen
    fields = {"seen": seen[1]}
    answers = click(lambda: same_browser(ruth).post(f"filings/{draft}/send", fields).status_code)
    assert answers == [302] * CLICKS
    assert Filing.objects.count() == 1
    assert Draft.objects.count() == 0


def test_parallel_beginnings_are_one_draft(ruth: Registrant) -> None:
    fields = {"once": str(uuid4())}
    click(lambda: same_browser(ruth).post("filings/new", fields))
    assert Draft.objects.count() == 1


def test_a_recovery_code_is_taken_once_by_two_at_once(ruth: Registrant) -> None:
    account, now = Account.objects.get(), clock.now()
    account.app_secret = "unreadable"

    def take(now: datetime = now) -> bool:
        return actions._second_fits(account, ruth.codes[0], now)

    assert sorted(click(take)) == [False] * (CLICKS - 1) + [True]
    assert RecoveryCode.objects.count() == 7
