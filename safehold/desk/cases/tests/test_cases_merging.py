# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two cases are read as one, and are two again: not a byte of either was rewritten."""

from typing import Any

import pytest
from django.apps import apps

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions, queries
from safehold.desk.cases.actions import ActDraft, IncidentDraft
from safehold.desk.cases.errors import CaseUnknown, LessUrgent, MergedAlready, SameCase
from safehold.desk.cases.models import Case
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, collect_all, deliver, make_desk
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.desk.vault.errors import KeyMissing

pytestmark = pytest.mark.django_db(databases=["default", "public"])

AUDIT = {"audit.AuditRow", "audit.AuditHead"}


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def whole_database() -> dict[str, list[Any]]:
    """Every row of the desk's database, column by column, without the audit, which only grows."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("safehold.desk.") and model._meta.label not in AUDIT:
            rows = model._default_manager.order_by("pk").values()
            found[model._meta.label] = [
                {name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()}
                for row in rows
            ]
    return found


def fill(desk: Desk, words: str) -> Any:
    """A case with something in every room of it."""
    reporter, case = arrive(desk, words)
    reporter.write(f"{words}: and again")
    collect_all()
    inbox.file_arrivals(desk.unlocked, case, DAY)
    actions.add_note(desk.unlocked, case, f"{words}: a note", DAY)
    incident = actions.add_incident(desk.unlocked, case, IncidentDraft(f"{words}: happened"), DAY)
    actions.add_act(desk.unlocked, incident, ActDraft("DIG-THRT"), DAY)
    actions.add_party(desk.unlocked, case, PartyDraft("person", (), (name_of(f"{words}: name"),)), DAY)
    return Case.objects.get(pk=case.pk), reporter


def test_unmerging_restores_every_row_of_the_database_byte_for_byte(desk: Desk) -> None:
    (one, _), (into, _) = fill(desk, "one"), fill(desk, "two")
    before = whole_database()
    assert "cases.Act" in before
    actions.merge_cases(desk.unlocked, one, into, DAY)
    while_merged = whole_database()
    changed = {name for name in before if before[name] != while_merged[name]}
    assert changed == {"cases.Case"}
    actions.unmerge_case(desk.unlocked, one, DAY)
    assert whole_database() == before
    assert list(AuditRow.objects.order_by("sequence").values_list("verb", flat=True))[-4:] == [
        "case.merged",
        "case.merged",
        "case.unmerged",
        "case.unmerged",
    ]


def test_what_both_say_is_read_in_the_surviving_one(desk: Desk) -> None:
    (one, _), (into, _) = fill(desk, "one"), fill(desk, "two")
    actions.merge_cases(desk.unlocked, one, into, DAY)
    opened = queries.open_contents(desk.unlocked, into)
    assert {report.document.words for report in opened.reports} == {"one", "two"}
    assert {message.words for message in opened.messages} == {"one: and again", "two: and again"}
    assert {note.words for note in opened.notes} == {"one: a note", "two: a note"}
    assert [row.id for row in opened.merged] == [one.id]
    assert opened.title == "two"
    incidents = queries.list_incidents(desk.unlocked, into)
    assert {each.title for each in incidents} == {"one: happened", "two: happened"}
    assert {each.name for each in queries.list_people(desk.unlocked, into)} == {"one: name", "two: name"}
    assert set(queries.list_consent_subjects(into)) == {report.row.id for report in opened.reports}


def test_the_list_shows_only_the_surviving_one_and_finds_it_by_both(desk: Desk) -> None:
    (one, _), (into, _) = fill(desk, "one"), fill(desk, "two")
    actions.merge_cases(desk.unlocked, one, into, DAY)
    assert list(queries.list_cases(desk.noor, queries.CaseFilter("all"))) == [into]
    assert sum(queries.count_by_state(desk.noor).values()) == 1
    assert list(queries.list_cases(desk.noor, queries.CaseFilter(tactic="DIG-THRT"))) == [into]
    assert queries.access_case(desk.noor, one.id).merged_into_id == into.id


def test_who_wrote_the_other_report_waits_in_the_surviving_one_and_can_be_answered(desk: Desk) -> None:
    (one, amina), (into, _) = fill(desk, "one"), fill(desk, "two")
    for case in (one, into):
        actions.send_reply(desk.unlocked, case, "We have read it.", "en", DAY)
    actions.merge_cases(desk.unlocked, one, into, DAY)
    actions.change_state(into, "closed", desk.noor, DAY)
    amina.write("Please answer me")
    collect_all()
    assert Case.objects.get(pk=into.pk).unread_on == DAY
    inbox.file_arrivals(desk.unlocked, Case.objects.get(pk=one.pk), DAY)
    read_in = Case.objects.get(pk=into.pk)
    assert (read_in.unread_on, read_in.state) == (None, "open")
    (line,) = queries.describe_cases([read_in], DAY)
    assert line.waits_days == 0
    assert list(queries.list_waiting(desk.noor)) == [read_in]
    (report_id,) = queries.list_report_ids(one)
    actions.send_reply(desk.unlocked, into, "We answer.", "en", DAY, report_id=report_id)
    deliver()
    assert set(amina.read()) == {"We have read it.", "We answer."}
    (line,) = queries.describe_cases([Case.objects.get(pk=into.pk)], DAY)
    assert line.waits_days is None


def test_an_urgent_case_does_not_vanish_from_the_list_in_a_routine_one(desk: Desk) -> None:
    urgent, routine = arrive(desk, urgent=True)[1], arrive(desk)[1]
    with pytest.raises(LessUrgent):
        actions.merge_cases(desk.unlocked, urgent, routine, DAY)
    assert Case.objects.get(pk=urgent.pk).merged_into_id is None
    actions.merge_cases(desk.unlocked, routine, urgent, DAY)


def test_chains_cycles_and_the_same_case_are_refused_and_write_nothing(desk: Desk) -> None:
    a, b, c = (arrive(desk)[1] for _ in range(3))
    actions.merge_cases(desk.unlocked, a, b, DAY)
    before = whole_database()
    rows = AuditRow.objects.count()
    for one, into in [(b, a), (b, c), (a, c), (c, a)]:
        with pytest.raises(MergedAlready):
            actions.merge_cases(desk.unlocked, one, into, DAY)
    with pytest.raises(SameCase):
        actions.merge_cases(desk.unlocked, c, c, DAY)
    actions.merge_cases(desk.unlocked, a, b, DAY)
    assert (whole_database(), AuditRow.objects.count()) == (before, rows)


def test_only_who_holds_both_keys_in_the_organisation_merges(desk: Desk) -> None:
    elsewhere = make_desk("snowpass", founding=False)
    ours, also_ours, theirs = arrive(desk)[1], arrive(desk)[1], arrive(elsewhere)[1]
    for unlocked, one, into in [
        (desk.unlocked, ours, theirs),
        (elsewhere.unlocked, ours, theirs),
        (elsewhere.unlocked, ours, also_ours),
    ]:
        with pytest.raises((KeyMissing, CaseUnknown)):
            actions.merge_cases(unlocked, one, into, DAY)
    actions.merge_cases(desk.unlocked, ours, also_ours, DAY)
    with pytest.raises((KeyMissing, CaseUnknown)):
        actions.unmerge_case(elsewhere.unlocked, ours, DAY)
    assert Case.objects.get(pk=ours.pk).merged_into_id == also_ours.pk


def test_what_was_written_while_together_stays_where_it_was_written(desk: Desk) -> None:
    (one, _), (into, _) = fill(desk, "one"), fill(desk, "two")
    actions.merge_cases(desk.unlocked, one, into, DAY)
    actions.add_note(desk.unlocked, into, "written together", DAY)
    actions.unmerge_case(desk.unlocked, one, DAY)
    notes = {case.id: queries.open_contents(desk.unlocked, case).notes for case in (one, into)}
    assert [note.words for note in notes[one.id]] == ["one: a note"]
    assert [note.words for note in notes[into.id]] == ["two: a note", "written together"]


def test_a_party_of_one_case_is_said_to_be_one_of_another(desk: Desk) -> None:
    one, other = arrive(desk)[1], arrive(desk)[1]
    rows = [
        actions.add_party(desk.unlocked, case, PartyDraft("person", (), (name_of(name),)), DAY)
        for case, name in [(one, "Dolma"), (other, "Drolma")]
    ]
    before = whole_database()
    actions.merge_parties(desk.unlocked, rows[0], one, rows[1], other, DAY)
    for case in (one, other):
        (party,) = queries.list_people(desk.unlocked, case)
        assert {name["text"] for name in party.names} == {"Dolma", "Drolma"}
    actions.unmerge_party(desk.unlocked, one, rows[0], DAY)
    assert whole_database() == before


def test_a_party_is_never_one_with_another_organisations(desk: Desk) -> None:
    elsewhere = make_desk("snowpass", founding=False)
    ours, theirs = arrive(desk)[1], arrive(elsewhere)[1]
    draft = PartyDraft("person", (), (name_of("Dolma"),))
    here = actions.add_party(desk.unlocked, ours, draft, DAY)
    there = actions.add_party(elsewhere.unlocked, theirs, draft, DAY)
    with pytest.raises((KeyMissing, CaseUnknown)):
        actions.merge_parties(desk.unlocked, here, ours, there, theirs, DAY)
    with pytest.raises((KeyMissing, CaseUnknown)):
        actions.merge_parties(elsewhere.unlocked, here, ours, there, theirs, DAY)
