# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several clicks at the very same moment. On PostgreSQL only: SQLite's databases in memory know no two writers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox
from safehold.public.reporting.tests.amina import Amina
from safehold.public.reporting.tests.coalition import MadeCoalition

CLICKS = 6
pytestmark = pytest.mark.django_db(transaction=True)


def click(send: Callable[[], Any]) -> list[int]:
    """Answer statuses of the same click from several threads."""

    def once(_number: int) -> int:
        try:
            return int(send().status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        return list(pool.map(once, range(CLICKS)))


@pytest.fixture
def amina_twice(coalition: MadeCoalition) -> Amina:
    if connection.vendor == "sqlite":
        pytest.skip("needs two writers")
    return Amina(Client())


def test_parallel_clicks_are_one_report(amina_twice: Amina) -> None:
    amina_twice.review()
    fields = amina_twice.carried
    assert click(lambda: Amina(Client()).post("send", fields)) == [200] * CLICKS
    assert Mailbox.objects.count() == Envelope.objects.count() == 1


def test_parallel_additions_are_one(amina_twice: Amina) -> None:
    amina_twice.send()
    fields = {**amina_twice.carried, "words": "More."}
    assert click(lambda: Amina(Client()).post("send", fields)) == [200] * CLICKS
    assert Envelope.objects.count() == 2


def test_parallel_files_are_one(amina_twice: Amina) -> None:
    amina_twice.send()
    address = amina_twice.upload_address
    one = b"\xff\xd8" * 5000
    assert click(lambda: Amina(Client(), upload_address=address).add_file("a.jpg", one)) == [200] * CLICKS
    assert FileEnvelope.objects.count() == 1
