# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A decoy: like any other case in every row and on every list; an alarm when somebody reads it."""

from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import models

from safehold.desk.audit import queries as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, arrive, collect_all, make_desk
from safehold.desk.vault.errors import LeadRequired

pytestmark = pytest.mark.django_db(databases=["default", "public"])

TITLE, WORDS = "Family in the old town", "They asked my brother for a list of names."


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def plant(desk: Desk, **rest: Any) -> Case:
    return inbox.plant_decoy(desk.unlocked_lead, TITLE, WORDS, DAY, **rest)


def alarms(desk: Desk) -> list[tuple[str, str]]:
    return [(alarm.kind, alarm.subject) for alarm in audit.list_open_alarms(desk.organisation.id)]


def shape(row: models.Model) -> dict[str, object]:
    """A row without what differs between any two: ids and keys by their type, sealed bytes as such."""
    plain: dict[str, object] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        is_random = isinstance(value, UUID | bytes | memoryview) or field.name in {"hash", "previous_hash"}
        if isinstance(value, frozenset):
            value = f"{len(value)} tokens"
        plain[field.name] = type(value).__name__ if is_random else value
    return plain


def rows_of_desk() -> dict[tuple[str, Any], models.Model]:
    desk_models = [m for m in apps.get_models() if m.__module__.startswith("safehold.desk.")]
    return {(m._meta.label, row.pk): row for m in desk_models for row in m._default_manager.all()}


def new_rows(before: dict[tuple[str, Any], models.Model]) -> Counter[str]:
    """Return the shapes of the rows that were added, without their places in a chain."""
    added = [(label, row) for (label, pk), row in rows_of_desk().items() if (label, pk) not in before]
    shapes = [(label, shape(row)) for label, row in added]
    without = {"id", "sequence", "source_id", "subject", "indexed_case"}
    return Counter(
        f"{label} {sorted((name, str(value)) for name, value in fields.items() if name not in without)}"
        for label, fields in shapes
    )


def test_a_decoy_leaves_the_rows_that_a_report_leaves() -> None:
    """By kind, number and every value that is not random: a writer of the desk's database cannot tell."""
    desk = make_desk()
    arrive(desk)  # with the first case of all comes the key for searching
    before = rows_of_desk()
    plant(desk)
    of_decoy = new_rows(before)
    report_id = Reporter(desk).report(WORDS)
    before = rows_of_desk()
    collect_all()
    envelope = Envelope.objects.get(report_id=report_id)
    case = inbox.open_envelope(desk.unlocked_lead, envelope.id, DAY)
    cases.rename_case(desk.unlocked_lead, case, TITLE, DAY)
    assert of_decoy == new_rows(before), "a title of its own is a case that was renamed"


def test_reading_a_decoy_raises_an_alarm_whoever_reads_it() -> None:
    desk = make_desk()
    for reader in (desk.noor, desk.lead):
        case = plant(desk)
        assert ("decoy-read", str(case.id)) not in alarms(desk)
        browser = desk.browser(reader)
        browser.get("/cases/")
        browser.get("/")
        assert ("decoy-read", str(case.id)) not in alarms(desk), "titles are shown to everybody"
        assert browser.get(f"/cases/{case.id}/").status_code == 200
        assert ("decoy-read", str(case.id)) in alarms(desk)
        rows = audit.list_rows(desk.organisation.id)
        assert [(row.verb, row.member_id) for row in rows[:2]] == [
            ("alarm.raised", None),
            ("case.read", reader.id),
        ]


def test_the_alarm_leads_to_who_read_it() -> None:
    desk = make_desk()
    case = plant(desk)
    desk.browser(desk.noor).get(f"/cases/{case.id}/")
    browser = desk.browser(desk.auditor)
    link = f"/audit/?case={case.id}"
    assert link in browser.get("/").content.decode()
    rows = browser.get(link).context["rows"]
    assert (rows[0]["words"], rows[0]["who"]) == ("Read a case", str(desk.noor))
    assert "decoy" not in desk.browser(desk.noor).get("/").content.decode().lower()


def test_reading_it_again_is_a_row_and_no_second_alarm() -> None:
    desk = make_desk()
    case = plant(desk)
    for _ in range(3):
        desk.browser(desk.noor).get(f"/cases/{case.id}/")
    assert alarms(desk) == [("decoy-read", str(case.id))]
    reading = [row for row in audit.list_rows(desk.organisation.id) if row.verb == "case.read"]
    assert len(reading) == 3


def test_other_cases_raise_nothing() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    desk.browser(desk.noor).get(f"/cases/{case.id}/")
    assert alarms(desk) == []


def test_only_a_lead_sees_in_the_open_decoy_what_it_is() -> None:
    desk = make_desk()
    case = plant(desk)
    address = f"/cases/{case.id}/"
    noors = desk.browser(desk.noor).get(address).content.decode()
    leads = desk.browser(desk.lead).get(address).content.decode()
    assert TITLE in noors and WORDS in noors
    assert "decoy" not in noors.lower()
    assert "This is a decoy" in leads


def test_a_decoy_stays_one_when_it_is_renamed() -> None:
    desk = make_desk()
    case = plant(desk)
    cases.rename_case(desk.unlocked, case, "Another title", DAY)
    opened = case_rows.open_contents(desk.unlocked, case_rows.access_case(desk.noor, case.id))
    assert (opened.title, opened.is_decoy) == ("Another title", True)


def test_a_decoy_stands_on_lists_and_in_counts() -> None:
    desk = make_desk()
    plant(desk)
    assert case_rows.count_by_state(desk.noor)["new"] == 1
    page = desk.browser(desk.noor).get("/cases/").content.decode()
    assert TITLE in page


def test_a_lead_makes_one_from_its_page_and_twice_is_once() -> None:
    desk = make_desk()
    browser = desk.browser(desk.lead)
    assert "What it does not do" in browser.get("/inbox/decoy").content.decode()
    typed = {"title": TITLE, "words": WORDS, "once": str(uuid4())}
    answers = [browser.post("/inbox/decoy", typed) for _ in range(2)]
    case = Case.objects.get()
    number = case.id.hex[:6].upper()
    assert all(f"{number[:3]}-{number[3:]}" in answer.content.decode() for answer in answers)
    assert "no-store" in answers[0]["Cache-Control"]
    assert not {TITLE, "decoy"} & set(str(dict(browser.session)).split("'"))
    empty = browser.post("/inbox/decoy", {"title": "", "words": ""})
    assert (empty.status_code, Case.objects.count()) == (422, 1)


def test_another_organisations_form_id_makes_another_decoy() -> None:
    ours, theirs = make_desk(), make_desk("ridge", founding=False)
    once = uuid4()
    assert plant(ours, once=once).id != plant(theirs, once=once).id
    assert Case.objects.count() == 2


def test_a_caseworker_makes_none() -> None:
    desk = make_desk()
    with pytest.raises(LeadRequired):
        inbox.plant_decoy(desk.unlocked, TITLE, WORDS, DAY)
    assert desk.browser(desk.noor).get("/inbox/decoy").status_code == 403


def test_a_lead_goes_from_a_case_to_who_has_read_it() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    desk.browser(desk.noor).get(f"/cases/{case.id}/")
    number = f"{case.id.hex[:3]}-{case.id.hex[3:6]}".upper()
    link = f"/audit/?case={number}"
    assert link in desk.browser(desk.lead).get(f"/cases/{case.id}/").content.decode()
    assert link not in desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    page = desk.browser(desk.auditor).get(link).content.decode()
    assert page.count("Read a case") == 3
    assert f"Who has read and done what in case {number}" in page
