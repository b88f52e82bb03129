# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Incidents and acts: what is sealed, what stands in the clear, once each, and only for those of the organisation."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from safehold.catalog.events import load_events
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions, queries
from safehold.desk.cases.actions import ActDraft, IncidentDraft
from safehold.desk.cases.errors import ActUnknown, CodeUnknown, IncidentUnknown, WhenUnclear
from safehold.desk.cases.models import Act, Case, Incident
from safehold.desk.cases.rules.places import Place
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.desk.search.models import SourceTokens
from safehold.desk.vault.errors import KeyMissing

pytestmark = pytest.mark.django_db(databases=["default", "public"])

CALLS = IncidentDraft(
    title="Calls at night",
    narrative="Three calls. A man read out her sister's address.",
    when_words="about March 2024",
    place=Place("Canada", "Ontario", "Toronto", "12 Lake Street"),
    place_precision="town",
)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def clear_of(model: Any) -> str:
    return str([{k: v for k, v in row.items() if k != "sealed"} for row in model.objects.values()])


def test_an_incident_is_kept_sealed_with_its_days_in_the_clear(desk: Desk) -> None:
    _, case = arrive(desk)
    incident = actions.add_incident(desk.unlocked, case, CALLS, DAY)
    clear = clear_of(Incident)
    for words in ("Calls", "sister", "Toronto", "Ontario", "Canada", "Lake", "about"):
        assert words not in clear
    row = Incident.objects.get()
    assert (row.when_earliest, row.when_latest) == (date(2024, 2, 1), date(2024, 4, 30))
    opened = queries.open_incident(desk.unlocked, incident)
    assert (opened.title, opened.when, opened.when_words) == (
        "Calls at night",
        "2024-03~",
        "about March 2024",
    )
    assert queries.list_incidents(desk.unlocked, case) == [opened]


def test_a_place_finer_than_allowed_never_reaches_the_database(desk: Desk) -> None:
    _, case = arrive(desk)
    incident = actions.add_incident(desk.unlocked, case, CALLS, DAY)
    assert queries.open_incident(desk.unlocked, incident).place == Place("Canada", "Ontario", "Toronto")
    for precision, kept in [("none", Place()), ("country", Place("Canada"))]:
        draft = IncidentDraft(title="x", place=CALLS.place, place_precision=precision)
        actions.change_incident(desk.unlocked, incident, draft, DAY)
        assert queries.open_incident(desk.unlocked, incident).place == kept


def test_an_act_says_who_did_what_to_whom_and_how_sure_it_is(desk: Desk) -> None:
    _, case = arrive(desk)
    incident = actions.add_incident(desk.unlocked, case, CALLS, DAY)
    target, caller = (
        actions.add_party(desk.unlocked, case, PartyDraft("person", (role,), (name_of(name),)), DAY)
        for role, name in [("targeted", "Dolma"), ("perpetrator", "The caller")]
    )
    draft = ActDraft(
        "DIG-THRT", "phone", "A1", "UNKN", (target.id,), (caller.id,), "For the protest", "blocked number"
    )
    act = actions.add_act(desk.unlocked, incident, draft, DAY)
    clear = clear_of(Act)
    assert "DIG-THRT" in clear
    for words in (str(target.id), str(caller.id), "protest", "blocked"):
        assert words not in clear
    (opened,) = queries.list_incidents(desk.unlocked, case)
    assert [(each.row.tactic, each.targets, each.actors) for each in opened.acts] == [
        ("DIG-THRT", (target.id,), (caller.id,))
    ]
    actions.change_act(desk.unlocked, act, ActDraft("DIG-DOXX"), DAY)
    assert queries.open_one_act(desk.unlocked, act).row.tactic == "DIG-DOXX"


@pytest.mark.parametrize(
    "draft",
    [
        ActDraft("NO-SUCH"),
        ActDraft("DIG-THRT", method="by magic"),
        ActDraft("DIG-THRT", attribution="A9"),
        ActDraft("DIG-THRT", actor_type="SPY"),
    ],
)
def test_a_code_that_is_not_in_the_catalogue_is_refused(desk: Desk, draft: ActDraft) -> None:
    _, case = arrive(desk)
    incident = actions.add_incident(desk.unlocked, case, CALLS, DAY)
    with pytest.raises(CodeUnknown):
        actions.add_act(desk.unlocked, incident, draft, DAY)
    assert not Act.objects.exists()


def test_a_double_click_writes_one_of_each_and_one_trace(desk: Desk) -> None:
    _, case = arrive(desk)
    once, again = uuid4(), uuid4()
    for _ in range(2):
        incident = actions.add_incident(desk.unlocked, case, CALLS, DAY, once)
        actions.add_act(desk.unlocked, incident, ActDraft("DIG-THRT"), DAY, again)
    assert (Incident.objects.count(), Act.objects.count()) == (1, 1)
    verbs = list(AuditRow.objects.values_list("verb", flat=True))
    assert (verbs.count("incident.added"), verbs.count("act.added")) == (1, 1)


def test_removing_an_incident_takes_its_acts_and_their_tokens(desk: Desk) -> None:
    _, case = arrive(desk)
    incident = actions.add_incident(desk.unlocked, case, CALLS, DAY)
    draft = ActDraft("DIG-THRT", stated_reason="For the protest")
    act = actions.add_act(desk.unlocked, incident, draft, DAY)
    tokens = SourceTokens.objects.filter(source_id__in=[incident.id, act.id])
    assert set(tokens.values_list("source_id", flat=True)) == {incident.id, act.id}
    actions.remove_incident(desk.unlocked, incident, DAY)
    assert not tokens.all()
    assert not Incident.objects.exists()
    assert not Act.objects.exists()
    with pytest.raises(IncidentUnknown):
        actions.change_incident(desk.unlocked, incident, CALLS, DAY)


def test_what_nobody_can_read_as_a_day_writes_nothing(desk: Desk) -> None:
    _, case = arrive(desk)
    with pytest.raises(WhenUnclear):
        actions.add_incident(desk.unlocked, case, IncidentDraft("x", when_words="soon"), DAY)
    assert not Incident.objects.exists()


def test_incidents_come_by_their_first_day_and_unknown_ones_last(desk: Desk) -> None:
    _, case = arrive(desk)
    for title, when in [("unknown", ""), ("later", "2024"), ("earlier", "2023-05"), ("open", "before 2022")]:
        actions.add_incident(desk.unlocked, case, IncidentDraft(title, when_words=when), DAY)
    titles = [incident.title for incident in queries.list_incidents(desk.unlocked, case)]
    assert titles == ["open", "earlier", "later", "unknown"]


def test_another_cases_incident_and_another_incidents_act_are_not_found(desk: Desk) -> None:
    (_, case), (_, other) = arrive(desk), arrive(desk)
    one, two = (actions.add_incident(desk.unlocked, case, CALLS, DAY) for _ in range(2))
    act = actions.add_act(desk.unlocked, one, ActDraft("DIG-THRT"), DAY)
    with pytest.raises(IncidentUnknown):
        queries.access_incident(other, one.id)
    with pytest.raises(ActUnknown):
        queries.access_act(two, act.id)


def test_another_organisation_cannot_open_incidents_or_people(desk: Desk) -> None:
    elsewhere = make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    actions.add_incident(desk.unlocked, case, CALLS, DAY)
    with pytest.raises(KeyMissing):
        queries.list_incidents(elsewhere.unlocked, case)
    with pytest.raises(KeyMissing):
        queries.list_people(elsewhere.unlocked, case)
    with pytest.raises(KeyMissing):
        actions.add_incident(elsewhere.unlocked, case, CALLS, DAY)


def test_cases_are_found_by_a_tactic_and_never_another_organisations(desk: Desk) -> None:
    elsewhere = make_desk("snowpass", founding=False)
    (_, case), (_, _other), (_, theirs) = arrive(desk), arrive(desk), arrive(elsewhere)
    for each, unlocked in [(case, desk.unlocked), (theirs, elsewhere.unlocked)]:
        incident = actions.add_incident(unlocked, each, CALLS, DAY)
        actions.add_act(unlocked, incident, ActDraft("DIG-THRT"), DAY)
    found = queries.list_cases(desk.noor, queries.CaseFilter(tactic="DIG-THRT"))
    assert list(found) == [case]
    assert not queries.list_cases(desk.noor, queries.CaseFilter(tactic="DIG-SPYW"))
    assert queries.list_cases(desk.noor, queries.CaseFilter(tactic="nonsense")).count() == 2


def test_a_walk_in_case_is_made_once_with_whom_it_supports(desk: Desk) -> None:
    once, group = uuid4(), PartyDraft("group", ("supported",), (name_of("Lake choir"),))
    for _ in range(2):
        case = actions.open_walk_in_case(desk.unlocked, "A choir", DAY, once=once, supported=group)
    assert Case.objects.count() == 1
    assert queries.list_consent_subjects(case) == [case.id]
    assert queries.list_group_ids([case]) == {case.id}
    assert [party.name for party in queries.list_people(desk.unlocked, case)] == ["Lake choir"]
    opened = queries.open_contents(desk.unlocked, case)
    assert (opened.title, opened.reports) == ("A choir", [])
    line = queries.describe_opened(opened, DAY)
    assert (line.waits_days, line.is_answerable) == (None, False)


def test_what_we_record_has_a_place_in_the_huridocs_formats() -> None:
    events = load_events()
    ours = {each.ours for each in events.huridocs}
    assert {
        "incident.title",
        "incident.narrative",
        "act.tactic",
        "act.targets",
        "act.actors",
        "party.name",
    } <= ours
    for each in events.huridocs:
        assert each.source in events.sources
        assert each.number.isdigit()
    assert len({(each.record, each.number, each.ours) for each in events.huridocs}) == len(events.huridocs)
    assert events.columns_of("act.tactic")[0].column == "act.type_of_act (2109)"
    assert all(method.label_fr and method.label_en for method in events.methods)
