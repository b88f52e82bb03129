# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alarms: raised once, shown to those who can act, settled by a lead."""

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from safehold.desk.audit import actions, queries
from safehold.desk.audit.alarms import WORDS
from safehold.desk.audit.errors import AlarmUnknown
from safehold.desk.vault.tests.vault_cast import make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])

DAY = date(2026, 11, 23)
HOUSE, OTHER, LEAD = uuid4(), uuid4(), uuid4()


KIND = re.compile(
    r"""raise_alarm\([^"]*?"([a-z-]+)"|(?:OLDER|FOREIGN|MISSING|AHEAD|UNREADABLE)[A-Z, ]*= ((?:"[a-z-]+",? ?)+)"""
)


def kinds_in_the_house() -> set[str]:
    """Every kind of alarm that the desk's code raises."""
    found = {
        kind
        for path in Path("safehold/desk").rglob("*.py")
        if "tests" not in path.parts
        for direct, named in KIND.findall(path.read_text())
        for kind in re.findall(r"[a-z]+-[a-z]+", direct or named)
    }
    assert {"list-older", "list-ahead", "recipient-changed", "case-unreadable"} <= found
    return found


def test_every_alarm_that_can_be_raised_has_words() -> None:
    assert kinds_in_the_house() <= set(WORDS)


def verbs(organisation_id: object) -> list[str]:
    return [row.verb for row in queries.list_rows(organisation_id, 500)]  # type: ignore[arg-type]


def test_the_same_alarm_is_open_once() -> None:
    assert actions.raise_alarm(HOUSE, "list-older", "keys", on=DAY)
    assert not actions.raise_alarm(HOUSE, "list-older", "keys", on=DAY)
    assert actions.raise_alarm(HOUSE, "list-older", "coalition", on=DAY)
    assert actions.raise_alarm(OTHER, "list-older", "keys", on=DAY)
    assert len(queries.list_open_alarms(HOUSE)) == 2
    assert verbs(HOUSE) == ["alarm.raised", "alarm.raised"]


def test_a_settled_alarm_can_be_raised_again() -> None:
    actions.raise_alarm(HOUSE, "list-older", "keys", on=DAY)
    alarm = queries.list_open_alarms(HOUSE)[0]
    for _ in range(2):
        actions.settle_alarm(LEAD, HOUSE, alarm.pk, DAY)
    assert queries.list_open_alarms(HOUSE) == []
    assert verbs(HOUSE) == ["alarm.settled", "alarm.raised"]
    assert actions.raise_alarm(HOUSE, "list-older", "keys", on=DAY)


def test_nobody_settles_another_organisations_alarm() -> None:
    actions.raise_alarm(HOUSE, "list-older", on=DAY)
    alarm = queries.list_open_alarms(HOUSE)[0]
    with pytest.raises(AlarmUnknown):
        actions.settle_alarm(LEAD, OTHER, alarm.pk, DAY)
    assert queries.list_open_alarms(HOUSE)


@pytest.mark.parametrize("kind", [*WORDS, "a-kind-without-words"])
def test_each_kind_is_shown_at_the_top_of_a_leads_and_an_auditors_day(kind: str) -> None:
    cast = make_cast()
    actions.raise_alarm(cast.house.pk, kind, uuid4(), on=DAY)
    title = str(queries.show_open_alarms(cast.house.pk)[0].words.title).replace("'", "&#x27;")
    for person in (cast.lead, cast.auditor):
        client = person.sign_in().client
        assert title in client.get("/").content.decode()
        assert title in client.get("/audit/alarms/").content.decode()
    for person in (cast.noor, cast.tenzin):
        assert title not in person.sign_in().client.get("/").content.decode()


def test_a_lead_has_looked_at_it() -> None:
    cast = make_cast()
    actions.raise_alarm(cast.house.pk, "list-foreign", "keys", on=DAY)
    address = f"/audit/alarms/{queries.list_open_alarms(cast.house.pk)[0].pk}/settle/"
    assert "I have looked at it" not in cast.auditor.sign_in().client.get("/").content.decode()
    assert cast.auditor.client.post(address).status_code == 403
    lead = cast.lead.sign_in().client
    assert address in lead.get("/").content.decode()
    page = lead.post(address, follow=True).content.decode()
    assert "All quiet" in page
    assert "Looked at before" in page
    assert "did not sign" not in lead.get("/").content.decode()
