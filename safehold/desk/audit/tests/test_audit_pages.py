# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who reads the audit page, and what it says."""

import re
from collections import Counter
from datetime import timedelta
from html import unescape

import pytest

from safehold.desk.audit import actions, queries, rules
from safehold.desk.audit.models import AuditRow
from safehold.desk.audit.tests.tampering import tamper
from safehold.desk.audit.verbs import WORDS, Kind, kind_of
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.errors import LeadRequired
from safehold.desk.vault.tests.vault_cast import Cast, make_cast
from safehold.persistence.transactions import atomic_for
from safehold.web import clock

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
    tamper("UPDATE audit_auditrow SET subject = 'else' WHERE sequence = 2")
    page = cast.auditor.sign_in().client.get("/audit/").content.decode()
    assert "The record does not hold" in page


def test_every_verb_that_was_written_has_words() -> None:
    cast = make_cast()
    cast.lead.sign_in().unlock()
    verbs = {row.verb for row in queries.list_rows(cast.house.pk, 500)}
    assert verbs <= set(WORDS)


# Looking for something


def read_some(cast: Cast) -> tuple[str, str]:
    """Noor reads one case three times and another once, the lead one; return the two cases' ids."""
    first, second = "3f9a2c00-0000-4000-8000-000000000001", "b07d1e00-0000-4000-8000-000000000002"
    with atomic_for(AuditRow):
        for subject, who in [(first, cast.noor)] * 3 + [(second, cast.noor), (first, cast.lead)]:
            actions.append(cast.house.pk, "case.read", subject, who.member.pk, on=clock.today())
        actions.append(cast.house.pk, "note.added", first, cast.noor.member.pk, on=clock.today())
        actions.append(cast.house.pk, "consent.given", first, on=clock.today())
        actions.append(cast.elsewhere.pk, "case.read", first, cast.tenzin.member.pk, on=clock.today())
    return first, second


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"case": "3F9-A2C"}, {"Read a case": 4, "Wrote a note": 1, "A consent was given": 1}),
        ({"case": "3f9a2c", "kind": "read"}, {"Read a case": 4}),
        ({"case": "b07d1e00-0000-4000-8000-000000000002"}, {"Read a case": 1}),
        ({"case": "3F9-A2C", "kind": "consents"}, {"A consent was given": 1}),
        ({"case": "3F9-A2C", "kind": "changed"}, {"Wrote a note": 1}),
        ({"case": "AAA-AAA"}, {}),
    ],
)
def test_rows_are_found_by_case_and_kind(asked: dict[str, str], found: dict[str, int]) -> None:
    cast = make_cast()
    read_some(cast)
    answer = cast.auditor.sign_in().client.get("/audit/", asked)
    assert Counter(str(row["words"]) for row in answer.context["rows"]) == found
    assert answer.context["form"].case_number in answer.content.decode()


def test_rows_are_found_by_member_and_paging_keeps_what_was_asked() -> None:
    cast = make_cast()
    noor = str(cast.noor.member.pk)
    with atomic_for(AuditRow):
        for _ in range(55):
            actions.append(cast.house.pk, "case.read", noor, cast.noor.member.pk, on=clock.today())
            actions.append(cast.house.pk, "case.listed", "", cast.lead.member.pk, on=clock.today())
    client = cast.lead.sign_in().client
    first = client.get("/audit/", {"member": noor, "kind": "read"})
    assert {row["who"] for row in first.context["rows"]} == {"Noor"}
    older = re.search(r'href="(\?[^"]*before=[^"]*)"', first.content.decode())
    assert older
    second = client.get(f"/audit/{unescape(older[1])}")
    assert [row["who"] for row in second.context["rows"]] == ["Noor"] * 5
    assert 'value="read" selected' in second.content.decode()


def test_what_is_no_case_number_is_told_and_another_organisations_member_is_not_offered() -> None:
    cast = make_cast()
    client = cast.lead.sign_in().client
    page = client.get("/audit/", {"case": "the blue house"}).content.decode()
    assert "A case number looks like 3F9-A2C." in page
    answer = client.get("/audit/", {"member": str(cast.tenzin.member.pk)})
    assert answer.context["rows"] == []


def test_each_kind_of_act_is_found_under_one_name() -> None:
    assert {
        verb: kind_of(verb).value for verb in ("case.read", "inbox.listed", "report.opened")
    } == dict.fromkeys(("case.read", "inbox.listed", "report.opened"), "read")
    assert {kind_of(verb) for verb in WORDS} == set(Kind)


def test_who_read_how_much_is_shown_beside_the_rows() -> None:
    cast = make_cast()
    read_some(cast)
    with atomic_for(AuditRow):
        long_ago = clock.today() - timedelta(days=31)
        actions.append(cast.house.pk, "case.read", "old", cast.lead.member.pk, on=long_ago)
    answer = cast.auditor.sign_in().client.get("/audit/")
    counted = [(who, each.cases, each.readings) for who, each in answer.context["readings"]]
    assert counted == [("Noor", 2, 4), ("Lead", 1, 1)]


def test_cases_are_shown_by_the_number_they_have_elsewhere() -> None:
    cast = make_cast()
    read_some(cast)
    page = cast.auditor.sign_in().client.get("/audit/").content.decode()
    assert '<a href="/audit/?case=3F9-A2C">3F9-A2C</a>' in page


# What is kept elsewhere


@pytest.mark.parametrize(("who", "status"), [("lead", 200), ("auditor", 200), ("noor", 403)])
def test_leads_and_auditors_download_the_record(who: str, status: int) -> None:
    cast = make_cast()
    read_some(cast)
    answer = getattr(cast, who).sign_in().client.post("/audit/export")
    assert answer.status_code == status
    if status == 200:
        content = b"".join(answer.streaming_content)
        chain = rules.read_export(iter(content.splitlines(keepends=True)))
        assert (chain.slug, chain.organisation_id) == ("north", cast.house.pk)
        assert chain.head == queries.find_head(cast.house.pk)
        newest = queries.list_rows(cast.house.pk)[0]
        assert (newest.verb, newest.sequence) == ("audit.exported", len(chain))
        assert "attachment" in answer["Content-Disposition"]
        assert not {b"Noor", b"Lead", b"Auditor"} & set(re.findall(rb"\w+", content))


def test_a_lead_downloads_a_checkpoint_that_the_record_contains() -> None:
    cast = make_cast()
    lead = cast.lead.sign_in().unlock()
    assert "No checkpoint was made yet" in lead.client.get("/audit/").content.decode()
    page = lead.client.get("/audit/checkpoint").content.decode()
    note = lead.client.post("/audit/checkpoint")
    assert note["Content-Type"].startswith("text/plain")
    root = keys.find_root_key(cast.house.pk)
    checkpoint = rules.read_checkpoint(note.content, root)
    assert root and root in page
    assert checkpoint.slug == "north"
    assert queries.holds_link(cast.house.pk, checkpoint.head)
    assert queries.list_rows(cast.house.pk)[0].verb == "audit.signed"
    assert "The last checkpoint was made on" in lead.client.get("/audit/").content.decode()
    exported = b"".join(lead.client.post("/audit/export").streaming_content)  # type: ignore[attr-defined]
    rules.read_export(iter(exported.splitlines(keepends=True))).check_holds(checkpoint.head)


def test_a_record_that_does_not_hold_is_not_signed() -> None:
    cast = make_cast()
    lead = cast.lead.sign_in().unlock()
    tamper("UPDATE audit_auditrow SET subject = 'else' WHERE sequence = 2")
    answer = lead.client.post("/audit/checkpoint")
    assert answer.status_code == 409
    assert [alarm.kind for alarm in queries.list_open_alarms(cast.house.pk)] == ["chain-broken"]


def test_a_locked_lead_is_led_to_unlock_first() -> None:
    cast = make_cast()
    assert cast.lead.sign_in().client.post("/audit/checkpoint").status_code == 423
    with pytest.raises(LeadRequired):
        vault.sign_checkpoint(cast.noor.unlocked, clock.today())
