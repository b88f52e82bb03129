# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks are opened by rooms and members, done, taken back, put off and given."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from safehold.core.rows import RowTampered
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.members import actions as members
from safehold.desk.tasks import actions, kinds, queries
from safehold.desk.tasks.errors import AssigneeUnknown, KindUnknown, TaskUnknown
from safehold.desk.tasks.models import Task, TaskWords
from safehold.desk.tasks.rules import Repeat
from safehold.persistence.transactions import atomic_for

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WORDS = "Call the aunt of Gülnar before Friday"


def add(desk: Desk, case: Case, words: str = WORDS, **rest: object) -> Task:
    """Add a task in noor's own words."""
    given = {"due_on": DAY, "repeats": None, "assigned_to": desk.noor, "on": DAY} | rest
    with atomic_for(Task):
        _, key = cases.hold_case(desk.unlocked, case)
        return actions.add_task(desk.unlocked, key, case.id, words, **given)  # type: ignore[arg-type]


def key_of(desk: Desk, case: Case) -> bytes:
    case.refresh_from_db()
    return desk.unlocked.case_key(case.id, case.key_version)


def test_the_same_kind_about_the_same_thing_is_one_task() -> None:
    desk, about = make_desk(), uuid4()
    here = desk.organisation.id
    first = actions.open_task(here, "answer-overdue", about_id=about, due_on=DAY, on=DAY)
    again = actions.open_task(here, "answer-overdue", about_id=about, due_on=DAY, on=DAY)
    other = actions.open_task(here, "share-waits", about_id=about, on=DAY)
    assert first == again != other
    assert AuditRow.objects.filter(verb="task.opened").count() == 2
    actions.close_tasks(here, about, DAY, kinds=["answer-overdue"])
    assert actions.open_task(here, "answer-overdue", about_id=about, on=DAY) != first


def test_a_new_day_of_its_room_counts_and_the_old_one_does_not_undo_what_was_put_off() -> None:
    desk, about = make_desk(), uuid4()

    def asked(due_on: date) -> date | None:
        opened = actions.open_task(
            desk.organisation.id, "reassess-risk", about_id=about, due_on=due_on, on=DAY
        )
        return opened.due_on

    asked(DAY)
    later = DAY + timedelta(days=5)
    actions.postpone_task(Task.objects.get(), later, desk.noor, DAY)
    assert asked(DAY) == later
    assert asked(DAY + timedelta(days=30)) == DAY + timedelta(days=30)


def test_a_kind_without_words_is_refused() -> None:
    with pytest.raises(KindUnknown):
        actions.open_task(uuid4(), "something-else", on=DAY)


def test_every_agreed_kind_has_words() -> None:
    assert set(kinds.KINDS) == {
        "consent-withdrawn",
        "override-waits",
        "answer-overdue",
        "reassess-risk",
        "need-follow-up",
        "share-waits",
        "share-came-back",
        "retention-due",
        "reply-promised",
        "screening-changed",
        "family-deadline",
        "dossier-follow-up",
        "own",
    }
    assert all(str(kind.label) and str(kind.what_to_do).endswith(".") for kind in kinds.KINDS.values())


def test_closing_ends_what_is_about_a_thing_in_this_organisation_only() -> None:
    desk, about = make_desk(), uuid4()
    other = make_desk("snowpass", founding=False)
    for organisation in (desk.organisation, other.organisation):
        actions.open_task(organisation.id, "share-waits", about_id=about, on=DAY)
    assert actions.close_tasks(desk.organisation.id, about, DAY) == 1
    assert Task.objects.get(done_on=None).organisation == other.organisation
    assert actions.close_tasks(desk.organisation.id, about, DAY) == 0
    assert AuditRow.objects.filter(verb="task.closed").count() == 1


def test_words_are_sealed_under_the_case_key_and_a_double_click_adds_one() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    once = uuid4()
    task = add(desk, case, once=once)
    assert add(desk, case, once=once) == task
    assert add(desk, case, "Something else", once=once) != task
    assert Task.objects.count() == 2
    assert task.words
    sealed = bytes(TaskWords.objects.get(id=task.words.id).sealed)
    assert WORDS.encode() not in sealed
    assert queries.open_words({case.id: key_of(desk, case)}, [task]) == {task.id: WORDS}
    with pytest.raises(RowTampered):
        queries.open_words({case.id: bytes(32)}, [task])
    assert queries.open_words({}, [task]) == {}


def test_done_twice_is_done_once_and_can_be_taken_back() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    task = add(desk, case)
    actions.mark_done(task, desk.noor, DAY)
    actions.mark_done(task, desk.lead, DAY)
    task.refresh_from_db()
    assert (task.done_on, task.done_by) == (DAY, desk.noor)
    actions.mark_undone(task, desk.lead, DAY)
    actions.mark_undone(task, desk.lead, DAY)
    task.refresh_from_db()
    assert (task.done_on, task.done_by) == (None, None)
    verbs = AuditRow.objects.filter(verb__startswith="task.").order_by("sequence")
    assert list(verbs.values_list("verb", "subject")) == [
        ("task.added", str(case.id)),
        ("task.done", str(case.id)),
        ("task.undone", str(case.id)),
    ]


def test_a_repeating_task_comes_again_when_it_is_done_with_its_words_and_no_key() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    task = add(desk, case, repeats=Repeat(2, "weeks"))
    following = actions.mark_done(task, desk.noor, DAY)
    assert following is not None
    assert (following.due_on, following.assigned_to) == (DAY + timedelta(days=14), desk.noor)
    assert queries.open_words({case.id: key_of(desk, case)}, [following]) == {following.id: WORDS}
    actions.mark_undone(task, desk.noor, DAY)
    assert list(Task.objects.values_list("id", "done_on")) == [(task.id, None)]


def test_taking_back_leaves_the_next_turn_that_was_done_meanwhile() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    task = add(desk, case, repeats=Repeat(1, "days"))
    second = actions.mark_done(task, desk.noor, DAY)
    assert second is not None
    third = actions.mark_done(second, desk.noor, DAY)
    actions.mark_undone(task, desk.noor, DAY)
    assert set(Task.objects.filter(done_on=None)) == {task, third}


def test_taking_back_does_not_make_two_of_what_was_opened_anew() -> None:
    desk, about = make_desk(), uuid4()
    old = actions.open_task(desk.organisation.id, "share-waits", about_id=about, on=DAY)
    actions.mark_done(old, desk.noor, DAY)
    new = actions.open_task(desk.organisation.id, "share-waits", about_id=about, on=DAY)
    actions.mark_undone(old, desk.noor, DAY)
    assert Task.objects.get(done_on=None) == new


def test_tasks_are_given_only_to_members_of_the_organisation_who_open_cases() -> None:
    desk, other = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    task = add(desk, case)
    for nobody in (desk.auditor, other.noor):
        with pytest.raises(AssigneeUnknown):
            actions.give_task(task, nobody, desk.noor, DAY)
        with pytest.raises(AssigneeUnknown):
            add(desk, case, assigned_to=nobody)
    actions.give_task(task, desk.lead, desk.noor, DAY)
    actions.give_task(task, desk.lead, desk.noor, DAY)
    task.refresh_from_db()
    assert task.assigned_to == desk.lead
    assert AuditRow.objects.filter(verb="task.given").count() == 1


def test_a_removed_members_tasks_are_nobodys_and_show_whose_they_were() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    add(desk, case)
    members.set_active(desk.lead, desk.noor, False, DAY)
    nobodys = list(queries.list_tasks(desk.lead, queries.TaskFilter(queries.NOBODY), on=DAY))
    assert [(task.holder, task.left_by) for task in nobodys] == [(None, desk.noor)]
    assert queries.count_by_holder(desk.lead) == {"mine": 0, "everybody": 1, "nobody": 1}
    assert not queries.list_tasks(desk.noor, on=DAY)


def test_a_stranger_finds_no_task() -> None:
    desk, other = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    task = add(desk, case)
    assert queries.access_task(desk.lead, task.id) == task
    for stranger in (other.noor, desk.auditor):
        with pytest.raises(TaskUnknown):
            queries.access_task(stranger, task.id)
        assert not queries.list_tasks(stranger, queries.TaskFilter(queries.EVERYBODY), on=DAY)
        assert queries.list_of_cases(stranger, [case.id]) == []


def test_overdue_first_then_the_clock_and_what_has_no_day_last() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    for words, days in (("later", 3), ("overdue", -2), ("long overdue", -9), ("today", 0)):
        add(desk, case, words, due_on=DAY + timedelta(days=days))
    add(desk, case, "some day", due_on=None)
    listed = list(queries.list_tasks(desk.noor, on=DAY).select_related("words"))
    opened = queries.open_words({case.id: key_of(desk, case)}, listed)
    order = ["long overdue", "overdue", "today", "later", "some day"]
    assert [opened[task.id] for task in listed] == order
    assert queries.count_tasks(desk.noor, queries.TaskFilter(until=DAY)) == 3
    following = queries.find_next(desk.noor, [case.id])
    assert following is not None and opened[following.id] == "long overdue"


def test_a_moved_case_takes_along_what_has_to_be_done_and_a_destroyed_one_ends_it() -> None:
    desk, other = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    task = add(desk, case)
    here = actions.open_task(desk.organisation.id, "share-waits", case_id=case.id, about_id=uuid4(), on=DAY)
    assert actions.move_case(case.id, other.organisation.id) == 1
    task.refresh_from_db()
    assert (task.organisation, task.assigned_to) == (other.organisation, None)
    here.refresh_from_db()
    assert here.organisation == desk.organisation
    actions.forget_case(case.id)
    assert not Task.objects.exists() and not TaskWords.objects.exists()
