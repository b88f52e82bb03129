# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reads the audit page, and what it says."""

import pytest
from django.db import connection

from safehold.desk.audit import queries
from safehold.desk.audit.verbs import WORDS
from safehold.desk.vault.tests.vault_cast import make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.mark.parametrize(("who", "status"), [("lead", 200), ("auditor", 200), ("noor", 403), ("tenzin", 200)])
def test_only_leads_and_auditors_read_it(who: str, status: int) -> None:
    person = getattr(make_cast(), who).sign_in()
    assert person.client.get("/audit/").status_code == status


def test_a_stranger_is_asked_to_sign_in(client) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/audit/").headers["Location"].startswith("/sign-in/")


def test_it_tells_in_words_who_did_what_in_this_organisation_only() -> None:
    cast = make_cast()
    page = cast.auditor.sign_in().client.get("/audit/").content.decode()
    assert "Admitted a member" in page
    assert "Noor" in page
    assert "Unbroken" in page
    assert "Tenzin" not in page
    assert "member.admitted" not in page


def test_it_is_cut_into_pages_newest_first() -> None:
    cast = make_cast()
    client = cast.auditor.sign_in().client
    for _ in range(60):
        client.get("/audit/")
    first = client.get("/audit/")
    rows = first.context["rows"]
    assert len(rows) == 50
    assert rows[0]["sequence"] > rows[-1]["sequence"]
    second = client.get("/audit/", {"before": first.context["older"]})
    assert second.context["rows"][0]["sequence"] == first.context["older"] - 1
    assert client.get("/audit/", {"before": "x'"}).status_code == 200


def test_it_says_so_when_the_record_does_not_hold() -> None:
    cast = make_cast()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditrow SET subject = 'else' WHERE sequence = 2")
    page = cast.auditor.sign_in().client.get("/audit/").content.decode()
    assert "The record does not hold" in page


def test_every_verb_that_was_written_has_words() -> None:
    cast = make_cast()
    cast.lead.sign_in().unlock()
    verbs = {row.verb for row in queries.list_rows(cast.house.pk, 500)}
    assert verbs <= set(WORDS)
