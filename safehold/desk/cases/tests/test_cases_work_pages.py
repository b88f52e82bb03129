# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages on which incidents, people and merges are written, over HTTP."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from safehold.desk.audit.models import Alarm, AuditRow
from safehold.desk.cases import actions, queries
from safehold.desk.cases.actions import ActDraft, IncidentDraft
from safehold.desk.cases.models import Act, Case, Incident
from safehold.desk.cases.rules.places import Place
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, make_desk
from safehold.desk.members.rules import SEEN_BY, FieldClass
from safehold.desk.parties.models import Party, PartyRelation
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.web.references import reference_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

INCIDENT: dict[str, Any] = {"title": "Calls at night", "place_precision": "none", "state": "told"}
PARTY: dict[str, Any] = {"kind": "person", "roles": ["targeted"], "name_1": "Dolma", "name_kind_1": "legal"}
ACT: dict[str, Any] = {"tactic": "DIG-THRT", "attribution": "A1", "actor_type": "UNKN"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Any:
    return arrive(desk)[1]


@pytest.fixture
def noor(desk: Desk) -> Client:
    return desk.browser(desk.noor)


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def once_of(page: str) -> str:
    found = re.search(r'name="once" value="([0-9a-f-]+)"', page)
    assert found
    return found[1]


def test_empty_pages_teach_the_first_step(noor: Client, case: Any) -> None:
    assert "An incident is what happened once" in read(noor, f"/cases/{case.id}/incidents")
    assert "Write a name in each script" in read(noor, f"/cases/{case.id}/people")


def test_an_incident_and_an_act_are_written_read_changed_and_removed(noor: Client, case: Any) -> None:
    people, incidents = f"/cases/{case.id}/people", f"/cases/{case.id}/incidents"
    noor.post(f"{people}/new", PARTY)
    noor.post(f"{incidents}/new", INCIDENT | {"when": "about March 2024", "narrative": CANARY})
    incident = Incident.objects.get()
    target = Party.objects.get()
    noor.post(f"{incidents}/{incident.id}/acts/new", ACT | {"targets": [str(target.id)]})
    page = read(noor, incidents)
    for words in (
        "Calls at night",
        CANARY,
        "about March 2024",
        "Feb. 1, 2024",
        "Threats by phone",
        "Dolma",
        "A1",
    ):
        assert words in page
    form = read(noor, f"{incidents}/{incident.id}")
    assert "about March 2024" in form
    noor.post(f"{incidents}/{incident.id}", INCIDENT | {"title": "Calls, and a letter"})
    assert "Calls, and a letter" in read(noor, incidents)
    act = Act.objects.get()
    assert f'value="{target.id}"' in read(noor, f"{incidents}/{incident.id}/acts/{act.id}")
    noor.post(f"{incidents}/{incident.id}/acts/{act.id}/remove")
    noor.post(f"{incidents}/{incident.id}/remove")
    assert not Incident.objects.exists()


def test_a_form_sent_twice_writes_once(noor: Client, case: Any) -> None:
    for path, fields in [("incidents/new", INCIDENT), ("people/new", PARTY)]:
        once = once_of(read(noor, f"/cases/{case.id}/{path}"))
        for _ in range(2):
            assert noor.post(f"/cases/{case.id}/{path}", {**fields, "once": once}).status_code == 302
    assert (Incident.objects.count(), Party.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("incidents/new", INCIDENT | {"title": ""}, "Give it a line"),
        ("incidents/new", INCIDENT | {"when": "soon"}, "We cannot read this as a day"),
        (
            "incidents/new",
            INCIDENT | {"place_precision": "country", "town": "Toronto"},
            "do not let us keep this",
        ),
        ("people/new", {"kind": "person"}, "Write a name"),
        ("people/new", PARTY | {"kind": "robot"}, "Please choose one of these"),
    ],
)
def test_what_cannot_be_kept_is_asked_again_and_nothing_typed_is_lost(
    noor: Client, case: Any, path: str, fields: dict[str, Any], said: str
) -> None:
    answer = noor.post(f"/cases/{case.id}/{path}", fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    for typed in ("Toronto", "soon", "Dolma", "Calls at night"):
        assert (typed in str(fields)) <= (typed in page)


def test_names_are_shown_with_their_script_and_many_rows_are_kept(noor: Client, case: Any) -> None:
    fields = PARTY | {
        "name_2": "སྒྲོལ་མ་",
        "name_kind_2": "also-known",
        "name_language_2": "bo",
        "name_5": "Drolma",
    }
    noor.post(f"/cases/{case.id}/people/new", fields)
    page = read(noor, f"/cases/{case.id}/people")
    assert "Tibetan" in page
    assert 'lang="bo"' in page
    assert "Drolma" in page
    form = read(noor, f"/cases/{case.id}/people/{Party.objects.get().id}")
    assert form.count('name="name_kind_') == 4


def test_relations_and_members_of_a_group_are_written_and_taken_away(
    desk: Desk, noor: Client, case: Any
) -> None:
    group = actions.add_party(
        desk.unlocked, case, PartyDraft("group", ("supported",), (name_of("Choir"),)), DAY
    )
    singer = actions.add_party(desk.unlocked, case, PartyDraft("person", (), (name_of("Singer"),)), DAY)
    people = f"/cases/{case.id}/people"
    assert "None written down yet" in read(noor, people)
    refused = noor.post(f"{people}/{singer.id}/relate", {"kind": "member", "other": ""})
    assert refused.status_code == 422 and not PartyRelation.objects.exists(), "nobody is chosen for them"
    assert '<option value="" selected>' in read(noor, f"{people}/{singer.id}/relate")
    noor.post(f"{people}/{singer.id}/relate", {"kind": "member", "other": str(group.id), "note": "since May"})
    page = read(noor, people)
    assert "is a member of" in page
    assert "None written down yet" not in page
    noor.post(f"{people}/relations/{PartyRelation.objects.get().id}/remove")
    assert not PartyRelation.objects.exists()


def test_two_persons_are_said_to_be_one_and_two_again(desk: Desk, noor: Client, case: Any) -> None:
    one, other = (
        actions.add_party(desk.unlocked, case, PartyDraft("person", (), (name_of(name),)), DAY)
        for name in ("Dolma", "Drolma")
    )
    people = f"/cases/{case.id}/people"
    noor.post(f"{people}/{one.id}/same", {"other": str(other.id)})
    page = read(noor, people)
    assert page.count('<section class="panel push"') == 1
    assert "Take Dolma apart" in page
    refused = noor.post(f"{people}/{one.id}/same", {"other": str(other.id)})
    assert refused.status_code == 422
    assert "Take those apart first" in refused.content.decode()
    noor.post(f"{people}/{one.id}/apart")
    assert read(noor, people).count('<section class="panel push"') == 2


def test_an_act_written_anew_while_two_are_one_still_names_whom_it_named(
    desk: Desk, noor: Client, case: Any
) -> None:
    one, other = (
        actions.add_party(desk.unlocked, case, PartyDraft("person", (), (name_of(name),)), DAY)
        for name in ("Dolma", "Drolma")
    )
    incident = actions.add_incident(desk.unlocked, case, IncidentDraft("x"), DAY)
    act = actions.add_act(desk.unlocked, incident, ActDraft("DIG-THRT", targets=(one.id,)), DAY)
    actions.merge_parties(desk.unlocked, one, case, other, case, DAY)
    path = f"/cases/{case.id}/incidents/{incident.id}/acts/{act.id}"
    assert re.search(f'name="targets" value="{other.id}"[^>]* checked', read(noor, path))
    noor.post(path, ACT | {"tactic": "DIG-DOXX", "targets": [str(other.id)], "actors": [str(other.id)]})
    opened = queries.open_one_act(desk.unlocked, act)
    assert (opened.row.tactic, opened.targets, opened.actors) == ("DIG-DOXX", (one.id,), (other.id,))


def test_somebody_of_another_case_is_found_by_its_reference(desk: Desk, noor: Client, case: Any) -> None:
    other = arrive(desk)[1]
    here, there = (
        actions.add_party(desk.unlocked, each, PartyDraft("person", (), (name_of(name),)), DAY)
        for each, name in [(case, "Dolma"), (other, "Drolma")]
    )
    path = f"/cases/{case.id}/people/{here.id}/same?case={reference_of(other.id)}"
    assert "Drolma" in read(noor, path)
    noor.post(path, {"other": str(there.id)})
    assert "Drolma" in read(noor, f"/cases/{case.id}/people")
    assert "We find no case" in read(noor, f"/cases/{case.id}/people/{here.id}/same?case=000-000")


def test_two_cases_are_looked_at_before_they_are_put_together(desk: Desk, noor: Client, case: Any) -> None:
    other = arrive(desk, "A grey car")[1]
    together, fields = f"/cases/{case.id}/together", {"reference": reference_of(other.id), "read_in": "this"}
    page = noor.post(together, fields)
    assert page.status_code == 200
    assert "A grey car" in page.content.decode()
    assert not Case.objects.exclude(merged_into=None).exists()
    third = arrive(desk, "Another car")[1]
    changed = {"reference": reference_of(third.id), "sure": str(other.id)}
    assert "Another car" in noor.post(together, fields | changed).content.decode()
    assert not Case.objects.exclude(merged_into=None).exists(), "nobody looked at that one"
    assert noor.post(together, fields | {"sure": str(other.id)}).headers["Location"] == f"/cases/{case.id}/"
    answer = noor.get(f"/cases/{other.id}/", follow=True)
    assert answer.redirect_chain[0][0] == f"/cases/{case.id}/"
    assert "was put together with this one" in answer.content.decode()
    for page_name in ("incidents", "people"):
        assert noor.get(f"/cases/{other.id}/{page_name}").headers["Location"].startswith(f"/cases/{case.id}/")
    noor.post(f"/cases/{other.id}/apart")
    assert noor.get(f"/cases/{other.id}/").status_code == 200


@pytest.mark.parametrize("typed", ["", "nonsense", "000-000", "theirs", "itself"])
def test_a_case_that_cannot_be_put_together_is_said_kindly(
    desk: Desk, noor: Client, case: Any, typed: str
) -> None:
    elsewhere = make_desk("snowpass", founding=False)
    known = {"theirs": reference_of(arrive(elsewhere)[1].id), "itself": reference_of(case.id)}
    fields = {"reference": known.get(typed, typed), "read_in": "this", "sure": str(case.id)}
    answer = noor.post(f"/cases/{case.id}/together", fields)
    assert answer.status_code == 422
    assert not Case.objects.exclude(merged_into=None).exists()


def test_what_is_posted_to_a_case_that_was_put_together_meanwhile_is_kept_and_read(
    desk: Desk, noor: Client, case: Any
) -> None:
    other = arrive(desk)[1]
    actions.merge_cases(desk.unlocked, other, case, DAY)
    answer = noor.post(f"/cases/{other.id}/notes", {"words": CANARY})
    assert answer.headers["Location"] == f"/cases/{case.id}/#notes"
    assert CANARY in read(noor, f"/cases/{case.id}/")


def test_whom_to_answer_is_asked_where_two_can_be_answered(desk: Desk, noor: Client, case: Any) -> None:
    other = arrive(desk)[1]
    assert 'name="report"' not in read(noor, f"/cases/{case.id}/")
    actions.merge_cases(desk.unlocked, other, case, DAY)
    assert 'name="report"' in read(noor, f"/cases/{case.id}/")
    (report_id,) = queries.list_report_ids(other)
    page = read(noor, f"/cases/{case.id}/")
    assert page.count(f" · {reference_of(report_id)}</span></h2>") == 1, (
        "its words carry the name it has in the list"
    )
    assert page.count(f'<span class="hint">{reference_of(report_id)}</span></h2>') == 2, (
        "so do consents and safety"
    )
    noor.post(f"/cases/{case.id}/reply", {"words": CANARY, "language": "en", "report": str(report_id)})
    opened = queries.open_contents(desk.unlocked, case)
    assert [message.row.report_id for message in opened.messages] == [report_id]


def test_a_walk_in_case_is_opened_and_its_page_shows_no_mailbox(noor: Client) -> None:
    once = once_of(read(noor, "/cases/new"))
    fields = {"title": "A choir", "supported": "group", "name": "", "triage": "urgent", "once": once}
    answers = [noor.post("/cases/new", fields) for _ in range(2)]
    case = Case.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {f"/cases/{case.id}/"}
    assert "A choir" in read(noor, f"/cases/{case.id}/")
    refused = noor.post(f"/cases/{case.id}/reply", {"words": CANARY, "language": "en"})
    assert refused.status_code == 422
    assert "there is no mailbox" in refused.content.decode()
    assert CANARY in refused.content.decode()
    assert noor.post("/cases/new", {"title": ""}).status_code == 422


def test_a_child_of_another_case_is_not_found(desk: Desk, noor: Client, case: Any) -> None:
    other = arrive(desk)[1]
    incident = actions.add_incident(desk.unlocked, other, IncidentDraft("x"), DAY)
    act = actions.add_act(desk.unlocked, incident, ActDraft("DIG-THRT"), DAY)
    party = actions.add_party(desk.unlocked, other, PartyDraft("person", (), (name_of("x"),)), DAY)
    mine = actions.add_incident(desk.unlocked, case, IncidentDraft("y"), DAY)
    for path in (
        f"incidents/{incident.id}",
        f"incidents/{incident.id}/acts/{act.id}",
        f"incidents/{mine.id}/acts/{act.id}",
        f"people/{party.id}",
        f"people/{party.id}/same",
        f"people/{uuid4()}/relate",
    ):
        assert noor.get(f"/cases/{case.id}/{path}").status_code == 404, path
    for path in (f"incidents/{incident.id}/remove", f"people/{party.id}/remove", f"people/{party.id}/apart"):
        assert noor.post(f"/cases/{case.id}/{path}").status_code == 404, path
    assert Incident.objects.count() == 2


def test_looking_at_any_page_is_written_and_at_one_of_a_decoy_raises_an_alarm(
    desk: Desk, noor: Client, case: Any
) -> None:
    before = AuditRow.objects.count()
    noor.get(f"/cases/{case.id}/people")
    assert [row.verb for row in AuditRow.objects.order_by("sequence")[before:]] == ["case.read"]
    decoy = inbox.plant_decoy(desk.unlocked_lead, "Old town", "They asked for names.", DAY)
    assert not Alarm.objects.exists()
    noor.get(f"/cases/{decoy.id}/incidents")
    assert [alarm.kind for alarm in Alarm.objects.all()] == ["decoy-read"]
    actions.merge_cases(desk.unlocked_lead, decoy, case, DAY)
    noor.get(f"/cases/{case.id}/people")
    assert {alarm.subject for alarm in Alarm.objects.all()} == {str(decoy.id), str(case.id)}


def test_the_list_is_narrowed_by_what_stands_in_the_clear(desk: Desk, noor: Client, case: Any) -> None:
    urgent = arrive(desk, "A grey car")[1]
    actions.set_triage(urgent, "urgent", desk.noor, DAY)
    actions.assign(urgent, desk.noor, desk.lead, DAY)
    incident = actions.add_incident(desk.unlocked, urgent, IncidentDraft("x"), DAY)
    actions.add_act(desk.unlocked, incident, ActDraft("DIG-THRT"), DAY)
    for narrowed in ("urgent=on", "tactic=DIG-THRT", f"assigned={desk.noor.id}", "mine=on"):
        page = read(noor, f"/cases/?{narrowed}")
        assert f"/cases/{urgent.id}/" in page, narrowed
        assert f"/cases/{case.id}/" not in page, narrowed
    page = read(noor, "/cases/?assigned=nobody&state=new")
    assert f"/cases/{case.id}/" in page
    assert f"/cases/{urgent.id}/" not in page
    assert "No case fits" in read(noor, "/cases/?tactic=DIG-SPYW")
    for nonsense in ("tactic=<b>", "assigned=1", "page=999999", "state=%00"):
        assert noor.get(f"/cases/?{nonsense}").status_code == 200


def test_a_role_without_names_and_places_sees_incidents_without_them(
    desk: Desk, noor: Client, case: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = IncidentDraft("Calls", place_precision="town", place=Place("Canada", "", "Toronto"))
    incident = actions.add_incident(desk.unlocked, case, draft, DAY)
    party = actions.add_party(desk.unlocked, case, PartyDraft("person", (), (name_of("Dolma"),)), DAY)
    actions.add_act(desk.unlocked, incident, ActDraft("DIG-THRT", targets=(party.id,)), DAY)
    page = read(noor, f"/cases/{case.id}/incidents")
    assert "Dolma" in page
    assert "Toronto" in page
    monkeypatch.setitem(SEEN_BY, "caseworker", frozenset({FieldClass.CLEAR, FieldClass.WORDS}))
    page = read(noor, f"/cases/{case.id}/incidents")
    assert "Calls" in page
    assert "Dolma" not in page
    assert "Toronto" not in page
    assert noor.get(f"/cases/{case.id}/people").status_code == 403
