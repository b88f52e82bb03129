# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What members do with a case: once each, with its trace, and only with their own organisation's."""

from uuid import uuid4

import pytest

from safehold.desk.audit import queries as audit
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions, queries
from safehold.desk.cases.errors import AssigneeUnknown, CaseUnknown, StateNotReachable
from safehold.desk.cases.models import Case, Note, StateChange
from safehold.desk.inbox.tests.sealed_reports import DAY, arrive, make_desk
from safehold.desk.members.models import Member
from safehold.desk.vault.errors import KeyMissing

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def verbs() -> list[str]:
    return list(AuditRow.objects.order_by("sequence").values_list("verb", flat=True))


def test_only_those_who_open_cases_in_the_organisation_find_one() -> None:
    desk, elsewhere = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    for member in (desk.lead, desk.noor):
        assert queries.access_case(member, case.id) == case
    for member in (desk.auditor, elsewhere.lead, elsewhere.noor):
        with pytest.raises(CaseUnknown):
            queries.access_case(member, case.id)
        assert not queries.list_cases(member)
        assert sum(queries.count_by_state(member).values()) == 0
    desk.noor.is_active = False
    with pytest.raises(CaseUnknown):
        queries.access_case(desk.noor, case.id)


def test_the_key_of_a_case_is_not_in_another_organisations_vault() -> None:
    desk, elsewhere = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    with pytest.raises(KeyMissing):
        queries.open_contents(elsewhere.unlocked, case)
    assert queries.open_titles(elsewhere.unlocked, [case]) == {}


def test_a_case_is_given_to_somebody_and_to_nobody() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    before = len(verbs())
    actions.assign(case, desk.noor, desk.lead, DAY)
    actions.assign(case, desk.noor, desk.lead, DAY)
    assert queries.access_case(desk.lead, case.id).assigned_to == desk.noor
    actions.assign(case, None, desk.lead, DAY)
    assert queries.access_case(desk.lead, case.id).assigned_to is None
    assert verbs()[before:] == ["case.assigned", "case.assigned"]
    steps = StateChange.objects.filter(case=case, kind="assignment").order_by("position")
    assert [(step.to_member, step.by) for step in steps] == [(desk.noor, desk.lead), (None, desk.lead)]


def test_a_case_is_not_given_to_who_cannot_open_it() -> None:
    desk, elsewhere = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    gone = Member.objects.get(id=desk.lead.id)
    gone.is_active = False
    for member in (desk.auditor, elsewhere.noor, gone):
        with pytest.raises(AssigneeUnknown):
            actions.assign(case, member, desk.lead, DAY)
    assert set(queries.list_assignees(case)) == {desk.lead, desk.noor}


def test_a_case_moves_along_its_states_and_keeps_the_history() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    for state in ("open", "waiting", "closed"):
        actions.change_state(case, state, desk.noor, DAY)
    actions.change_state(case, "closed", desk.noor, DAY)
    opened = queries.open_contents(desk.unlocked, queries.access_case(desk.noor, case.id))
    assert [(c.from_state, c.to_state) for c in opened.history] == [
        ("", "new"),
        ("new", "open"),
        ("open", "waiting"),
        ("waiting", "closed"),
    ]
    assert opened.row.closed_on == DAY
    with pytest.raises(StateNotReachable):
        actions.change_state(case, "new", desk.noor, DAY)
    assert verbs().count("case.state") == 3


def test_triage_and_title_change_and_leave_a_trace() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    actions.set_triage(case, "elevated", desk.noor, DAY)
    actions.rename_case(desk.unlocked, case, "Calls about a sister", DAY)
    case = queries.access_case(desk.noor, case.id)
    assert case.triage == "elevated"
    assert queries.open_titles(desk.unlocked, [case]) == {case.id: "Calls about a sister"}
    assert {"case.triaged", "case.renamed"} <= set(verbs())


def test_a_double_click_keeps_one_note_and_other_words_keep_another() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    once = uuid4()
    for words in ("She called back.", "She called back.", "And again."):
        actions.add_note(desk.unlocked, case, words, DAY, note_id=once)
    notes = queries.open_contents(desk.unlocked, case).notes
    assert [(note.words, note.row.position) for note in notes] == [("She called back.", 1), ("And again.", 2)]
    assert Note.objects.count() == 2


def test_everything_done_stands_in_one_whole_chain() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    actions.add_note(desk.unlocked, case, "note", DAY)
    assert audit.check_organisation(desk.organisation.id) == AuditRow.objects.count()


def test_urgent_cases_come_first_then_the_longest_open() -> None:
    desk = make_desk()
    routine, _elevated, urgent = (arrive(desk, urgent=False)[1] for _ in range(3))
    actions.set_triage(urgent, "urgent", desk.noor, DAY)
    actions.set_triage(_elevated, "elevated", desk.noor, DAY)
    assert list(queries.list_cases(desk.noor)) == [urgent, _elevated, routine]


def test_cases_are_listed_by_state_and_by_who_looks_after_them() -> None:
    desk = make_desk()
    mine, closed = arrive(desk)[1], arrive(desk)[1]
    actions.assign(mine, desk.noor, desk.lead, DAY)
    actions.change_state(closed, "closed", desk.noor, DAY)
    chosen = {
        "": [mine],
        "closed": [closed],
        "all": list(Case.objects.filter(id__in=[mine.id, closed.id])),
        "nonsense": [mine],
    }
    for state, expected in chosen.items():
        assert set(queries.list_cases(desk.noor, queries.CaseFilter(state))) == set(expected)
    assert list(queries.list_cases(desk.noor, queries.CaseFilter("all", mine=True))) == [mine]
    assert not queries.list_cases(desk.lead, queries.CaseFilter("all", mine=True))
