# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports: what a table would do, what it does, and that all of it can be taken back."""

from datetime import date
from typing import Any

import pytest

from safehold.core.rows import RowTampered, open_row
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.consent import actions as ledger
from safehold.desk.consent import queries as consent
from safehold.desk.exchange import actions, queries
from safehold.desk.exchange.errors import BatchMoved, BatchUnknown
from safehold.desk.exchange.models import Batch, BatchState, CaseNumber, ImportedRow
from safehold.desk.exchange.queries.numbers import find_key
from safehold.desk.exchange.tests.tables import (
    ROW,
    RTL_AND_CJK,
    as_csv,
    as_xlsx,
    bring_in,
    changed,
    keep,
    list_everything,
    plan,
    undo,
)
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.parties.models import Party
from safehold.desk.search.models import IndexedCase, SourceTokens
from safehold.desk.tasks.models import Task, TaskWords
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import SubjectKey

pytestmark = pytest.mark.django_db(databases=["default", "public"])

UNTOUCHED_BY_UNDO = ("audit.", "exchange.batch ", "search.", "vault.subjectkey")


def tokens_of(case: Case) -> set[tuple[Any, Any]]:
    rows = SourceTokens.objects.filter(indexed_case__case_id=case.pk)
    return {(source_id, repr(tokens)) for source_id, tokens in rows.values_list("source_id", "tokens")}


def open_case(desk: Desk, case: Case) -> case_rows.OpenedCase:
    return case_rows.open_contents(desk.unlocked, case)


def test_a_row_becomes_a_case_of_somebody_who_agreed_to_nothing() -> None:
    desk = make_desk()
    batch = bring_in(desk, as_csv(ROW))
    assert (batch.created, batch.updated, batch.skipped, batch.refused) == (1, 0, 0, 0)
    case = Case.objects.get()
    opened = open_case(desk, case)
    assert (opened.title, case.state, case.triage, case.opened_on) == (
        "Calls at night",
        "open",
        "urgent",
        date(2024, 3, 11),
    )
    assert [note.words for note in opened.notes] == ["She called twice."]
    (incident,) = case_rows.list_incidents(desk.unlocked, case)
    assert incident.narrative == "They called her mother in Lhasa."
    assert (incident.when, str(incident.place)) == ("2024-03~", "Toronto, Ontario, Canada")
    assert [act.row.tactic for act in incident.acts] == ["PRX-QUES"]
    (person,) = case_rows.list_people(desk.unlocked, case)
    assert [(name["text"], name["script"]) for name in person.names] == [("Dolma", "Latn"), ("སྒྲོལ་མ", "Tibt")]
    assert person.contacts == ["dolma@example.org"]
    assert not any(each.holds for each in consent.list_consents([case.id], DAY))


def test_nothing_is_made_before_it_is_confirmed_and_nothing_lies_in_the_clear() -> None:
    desk = make_desk()
    batch = keep(desk, as_csv(ROW))
    assert not Case.objects.exists()
    assert b"2024/17" not in bytes(batch.sealed)
    assert b"night" not in bytes(batch.sealed)
    actions.drop_table(desk.unlocked_lead, batch, DAY)
    assert not Batch.objects.exists()
    assert not SubjectKey.objects.filter(subject_id=batch.id).exists()


def test_number_lies_in_the_database_only_as_a_keyed_token() -> None:
    desk = make_desk()
    batch = bring_in(desk, as_csv(ROW))
    row = CaseNumber.objects.get()
    assert "2024" not in row.token
    assert b"2024/17" not in bytes(row.sealed)
    assert row.open(desk.unlocked.case_key(row.case_id, 1))["number"] == "2024/17"
    assert (batch.sealed, SubjectKey.objects.filter(subject_id=batch.id).count()) == (b"", 0)


def test_plan_counts_and_the_same_table_again_changes_nothing() -> None:
    desk = make_desk()
    other = changed("Your number", "18")
    bring_in(desk, as_csv(ROW, other))
    before = {name: row for name, row in list_everything().items() if name.startswith(("cases.", "parties."))}
    again = keep(
        desk, as_csv(ROW, changed("Title", "Now another title", other), changed("Your number", "19"))
    )
    found = plan(desk, again)
    assert (found.create, found.update, found.skip, len(found.refused)) == (1, 1, 1, 0)
    same = bring_in(desk, as_csv(ROW, other))
    assert (same.skipped, same.created, same.updated) == (2, 0, 0)
    assert before == {name: row for name, row in list_everything().items() if name in before}


def test_an_update_leaves_alone_what_did_not_change_in_the_table() -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW))
    case = Case.objects.get()
    cases.rename_case(desk.unlocked, case, "A title from here", DAY)
    row = changed("What happened", "They came to the shop.", changed("Names", "Dolma; Dolma Lhamo"))
    batch = bring_in(desk, as_csv(row))
    assert batch.updated == 1
    assert open_case(desk, Case.objects.get()).title == "A title from here"
    (incident,) = case_rows.list_incidents(desk.unlocked, Case.objects.get())
    assert (incident.narrative, incident.when_words) == ("They came to the shop.", "about March 2024")
    (person,) = case_rows.list_people(desk.unlocked, Case.objects.get())
    assert [name["text"] for name in person.names] == ["Dolma", "སྒྲོལ་མ", "Dolma Lhamo"]


@pytest.mark.parametrize(
    ("column", "text", "problem"),
    [
        ("Title", "x" * 121, "title-long"),
        ("Opened on", "11/03/2024", "day-unclear"),
        ("Opened on", "2199-01-01", "day-outside"),
        ("State", "half done", "state-unknown"),
        ("Urgency", "very", "urgency-unknown"),
        ("When", "03/04/2024", "when-unclear"),
        ("Tactic code", "NO-SUCH", "tactic-unknown"),
        ("Names", ";".join(f"name {n}" for n in range(20)), "names-long"),
    ],
)
def test_each_row_says_what_is_wrong_and_the_others_go_in(column: str, text: str, problem: str) -> None:
    desk = make_desk()
    batch = keep(desk, as_csv(changed(column, text), changed("Your number", "18")))
    found = plan(desk, batch)
    assert [(row.line, row.problems) for row in found.refused] == [(2, (problem,))]
    actions.start_import(desk.unlocked_lead, batch, DAY)
    done = actions.go_on_importing(desk.unlocked_lead, batch, DAY, at_most_seconds=60)
    assert (done.created, done.refused) == (1, 1)


def test_a_number_twice_in_a_table_is_refused_the_second_time() -> None:
    desk = make_desk()
    batch = keep(desk, as_csv(ROW, changed("Your number", "  ２０２４/17 ")))
    assert [(row.line, row.problems) for row in plan(desk, batch).refused] == [(3, ("number-twice",))]


def test_writing_from_right_to_left_and_chinese_comes_in_as_it_is() -> None:
    desk = make_desk()
    bring_in(desk, as_xlsx(RTL_AND_CJK))
    case = Case.objects.get()
    opened = open_case(desk, case)
    assert opened.title == "ئۇيغۇرچە 標題"
    assert opened.notes[0].words == '=HYPERLINK("http://example.org")'
    (person,) = case_rows.list_people(desk.unlocked, case)
    assert [name["text"] for name in person.names] == ["王小明；", "ئاينۇر"]


def test_another_organisation_finds_neither_the_batch_nor_the_number() -> None:
    desk, other = make_desk(), make_desk("snow", founding=False)
    batch = bring_in(desk, as_csv(ROW))
    for member in (other.lead, desk.noor, desk.auditor):
        with pytest.raises(BatchUnknown):
            queries.access_batch(member, batch.id)
    assert plan(other, keep(other, as_csv(ROW))).create == 1


def test_an_import_that_was_interrupted_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = make_desk()
    batch = keep(desk, as_csv(*(changed("Your number", str(n)) for n in range(4))))
    actions.start_import(desk.unlocked_lead, batch, DAY)
    actions.go_on_importing(desk.unlocked_lead, batch, DAY, at_most_seconds=0)
    from safehold.desk.exchange.actions import importing

    def crash(*_args: Any) -> None:
        raise SystemError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_count", crash)
        with pytest.raises(SystemError):
            actions.go_on_importing(desk.unlocked_lead, batch, DAY)
    assert (Batch.objects.get().done, Case.objects.count()) == (1, 1)
    done = actions.go_on_importing(desk.unlocked_lead, batch, DAY, at_most_seconds=60)
    assert (done.state, done.created, Case.objects.count()) == (BatchState.DONE, 4, 4)
    with pytest.raises(BatchMoved):
        actions.go_on_importing(desk.unlocked_lead, done, DAY)


def test_undo_takes_away_what_was_made_and_nothing_else() -> None:
    """In the database: every other row is the same, byte for byte."""
    desk = make_desk()
    _, kept = arrive(desk)
    bring_in(desk, as_csv(ROW))
    before = list_everything()
    batch = bring_in(desk, as_csv(*(changed("Your number", str(n)) for n in range(3))))
    made = {row.case_id for row in ImportedRow.objects.filter(batch=batch)}
    assert len(made) == 3
    undone = undo(desk, batch)
    assert (undone.state, undone.taken_back, undone.kept) == (BatchState.UNDONE, 3, 0)
    after = list_everything()
    added = {name for name in after if name not in before}
    assert all(name.startswith(("audit.auditrow", "exchange.batch ")) for name in added)
    assert [
        name for name in before if not name.startswith("audit.audithead") and after.get(name) != before[name]
    ] == []
    for model in (Party, IndexedCase, Task, TaskWords):
        assert not model._default_manager.filter(case_id__in=made).exists()
    assert not SubjectKey.objects.filter(subject_id__in=made).exists()
    assert not CaseNumber.objects.filter(case__in=made).exists()
    assert Case.objects.filter(pk=kept.pk).exists()


def test_undo_of_an_update_brings_the_earlier_words_back() -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW))
    case = Case.objects.get()
    before = case_rows.take_snapshot(desk.unlocked.case_key(case.id, 1), case)
    tokens = list(SourceTokens.objects.filter(indexed_case__case_id=case.id).values_list("tokens", flat=True))
    row = changed(
        "Title", "Another", changed("State", "Closed", changed("Notes", "More", changed("When", "2023")))
    )
    row = changed("Names", "Dolma; Lhamo", changed("Tactic code", "PRX-QUES INT-STLK", row))
    batch = bring_in(desk, as_csv(row))
    now = case_rows.take_snapshot(desk.unlocked.case_key(case.id, 1), Case.objects.get())
    assert now != before
    undone = undo(desk, batch)
    assert (undone.taken_back, undone.kept) == (1, 0)
    after = case_rows.take_snapshot(desk.unlocked.case_key(case.id, 1), Case.objects.get())
    assert after == before
    again = list(SourceTokens.objects.filter(indexed_case__case_id=case.id).values_list("tokens", flat=True))
    assert sorted(map(sorted, again)) == sorted(map(sorted, tokens))


def test_undo_leaves_a_case_that_somebody_worked_on() -> None:
    desk = make_desk()
    batch = bring_in(desk, as_csv(ROW, changed("Your number", "18"), changed("Your number", "19")))
    worked, given = Case.objects.order_by("pk")[:2]
    cases.add_note(desk.unlocked, worked, "I called them.", DAY)
    cases.assign(given, desk.noor, desk.noor, DAY)
    undone = undo(desk, batch)
    assert (undone.taken_back, undone.kept) == (1, 2)
    assert set(queries.list_kept_cases(undone)) == {worked.pk, given.pk}
    assert set(Case.objects.values_list("pk", flat=True)) == {worked.pk, given.pk}


def test_undo_leaves_a_case_in_which_a_consent_was_written_down() -> None:
    desk = make_desk()
    batch = bring_in(desk, as_csv(ROW))
    case = Case.objects.get()
    ledger.record(
        desk.organisation.id,
        case.pk,
        "contact",
        "given",
        how="spoken",
        on=DAY,
        source_id="said",
        case_id=case.pk,
    )
    assert (undo(desk, batch).kept, Case.objects.count()) == (1, 1)


def test_a_later_import_is_taken_back_first() -> None:
    desk = make_desk()
    first = bring_in(desk, as_csv(ROW))
    second = bring_in(desk, as_csv(changed("Title", "Another")))
    assert undo(desk, second).taken_back == 1
    assert undo(desk, first).taken_back == 1
    assert not Case.objects.exists()


def test_a_case_with_another_read_in_it_is_changed_too() -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW, ["18", *ROW[1:]]))
    one, other = Case.objects.all()
    cases.merge_cases(desk.unlocked_lead, other, one, DAY)
    again = bring_in(desk, as_csv([ROW[0], "Visits", *ROW[2:]], ["18", "Visits", *ROW[2:]]))
    assert (again.updated, again.refused) == (2, 0)
    undone = undo(desk, again)
    assert (undone.taken_back, undone.kept) == (2, 0)


def test_undo_still_works_after_the_case_got_a_new_key() -> None:
    from safehold.desk.cases.actions.renewing import reseal_cases

    desk = make_desk()
    bring_in(desk, as_csv(ROW))
    batch = bring_in(desk, as_csv(changed("Title", "Another")))
    case = Case.objects.get()
    _renew(desk, case, reseal_cases)
    assert Case.objects.get().key_version == 2
    assert undo(desk, batch).taken_back == 1
    assert open_case(desk, Case.objects.get()).title == "Calls at night"


def _renew(desk: Desk, case: Case, reseal: Any) -> None:
    from safehold.desk.search import actions as search

    unlocked = desk.unlocked_lead
    old = unlocked.case_key(case.id, 1)
    new = unlocked.new_case_key(case.id, 2)
    key = search.hold_key(unlocked)
    keys = {case.id: {1: old, 2: new}, desk.organisation.id: {key.version: key.secret}}
    reseal(desk.organisation.id, keys, DAY)


def test_after_a_removal_numbers_get_new_tokens_and_are_still_found() -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW))
    token = CaseNumber.objects.get().token
    vault.remove_member(desk.unlocked_lead, desk.noor, DAY)
    lead = vault.unlock_with(desk.lead, desk.words[desk.lead.id])
    desk.unlocked_lead = desk.unlocked = lead
    key = find_key(lead)
    assert key is not None
    assert key.is_due
    batch = bring_in(desk, as_csv(ROW))
    assert batch.skipped == 1
    assert CaseNumber.objects.get().token != token
    newest = find_key(lead)
    assert newest is not None
    assert not newest.is_due


def test_each_step_is_in_the_audit_without_words() -> None:
    desk = make_desk()
    batch = bring_in(desk, as_csv(ROW))
    case_id = str(Case.objects.get().pk)
    undo(desk, batch)
    rows = AuditRow.objects.filter(verb__startswith="exchange.").order_by("sequence")
    assert list(rows.values_list("verb", "subject")) == [
        ("exchange.received", str(batch.id)),
        ("exchange.confirmed", str(batch.id)),
        ("exchange.imported", str(batch.id)),
        ("exchange.undoing", str(batch.id)),
        ("exchange.removed", case_id),
        ("exchange.undone", str(batch.id)),
    ]


def test_a_table_that_nobody_confirms_is_forgotten() -> None:
    desk = make_desk()
    keep(desk, as_csv(ROW), on=date(2026, 11, 1))
    actions.forget_stale(desk.unlocked_lead, DAY)
    assert not Batch.objects.exists()


def test_the_sealed_table_opens_only_as_itself() -> None:
    desk = make_desk()
    one, other = keep(desk, as_csv(ROW)), keep(desk, as_csv(ROW))
    key = desk.unlocked_lead.case_key(one.id, 1)
    with pytest.raises(RowTampered):
        open_row(key, queries.SEALED_AS, one.id, bytes(other.sealed))
