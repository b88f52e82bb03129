# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole main job, then a search of everything the desk keeps for the words that went through it."""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from safehold.desk.cases import actions as cases
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, arrive, collect_all, deliver, make_desk

pytestmark = pytest.mark.django_db(databases=["default", "public"])

SPELLINGS = [CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("unicode_escape"), b"canary-4d1f"]


def every_value() -> list[bytes]:
    """Return every value of every table of the desk's database."""
    found: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                found += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    return found


def stored_files() -> list[bytes]:
    folders = [Path(settings.STORAGES[alias]["OPTIONS"]["location"]) for alias in ("sealed", "public")]
    return [path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_no_word_name_title_note_or_answer_lies_in_the_clear(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk = make_desk()
    reporter, case = arrive(
        desk, where=CANARY, who_did_it=CANARY, relatives_at_risk=CANARY, safe_contact=CANARY
    )
    browser = desk.browser(desk.noor)
    reporter.write(CANARY)
    reporter.add_file()
    collect_all()
    assert CANARY in browser.get(f"/cases/{case.id}/").content.decode()
    browser.post(f"/cases/{case.id}/notes", {"words": CANARY})
    browser.post(f"/cases/{case.id}/title", {"title": CANARY})
    browser.post(f"/cases/{case.id}/reply", {"words": CANARY, "language": "en"})
    cases.add_note(desk.unlocked, case, CANARY, DAY)
    deliver()
    page = browser.get(f"/cases/{case.id}/").content.decode()
    assert page.count(CANARY) >= 9
    assert reporter.read() == [CANARY]
    logged = [
        record.getMessage().encode() for record in caplog.records if record.name != "django.db.backends"
    ]
    kept = [*every_value(), *stored_files(), *logged]
    assert len(kept) > 200
    assert not [value for value in kept for spelling in SPELLINGS if spelling in value]
