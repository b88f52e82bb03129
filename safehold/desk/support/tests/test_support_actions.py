# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written for a person: sealed, once, with its trace, found again, and with the task that follows from it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from safehold.catalog.errors import ChoiceUnknown
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, make_desk
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.sources import read_row
from safehold.desk.support import actions, queries
from safehold.desk.support.actions import NeedMove, RiskWords, StepWords
from safehold.desk.support.errors import StepUnknown
from safehold.desk.support.models import DeviceCheck, Need, RiskAssessment, SafetyStep
from safehold.desk.tasks import actions as tasks
from safehold.desk.tasks.models import Task
from safehold.persistence.sealed import list_sealed_models

pytestmark = pytest.mark.django_db(databases=["default", "public"])
WORDS = RiskWords(fears=CANARY, who="her uncle", how_they_know="a call", protective="a neighbour")


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Any:
    return arrive(desk)[1]


def assess(desk: Desk, case: Case, level: str = "high", **rest: Any) -> RiskAssessment:
    words = rest.pop("words", WORDS)
    on = rest.pop("on", DAY)
    return actions.assess_risk(desk.unlocked, case, level, words, on, **rest)


def open_tasks() -> list[tuple[str, Any]]:
    return list(Task.objects.filter(done_on=None, kind="reassess-risk").values_list("kind", "due_on"))


def test_a_judged_risk_opens_one_task_for_the_day_to_look_again(desk: Desk, case: Case) -> None:
    assess(desk, case, "moderate")
    assert open_tasks() == [("reassess-risk", DAY + timedelta(30))]
    assess(desk, case, "immediate", on=DAY + timedelta(2))
    assert open_tasks() == [("reassess-risk", DAY + timedelta(3))]
    assess(desk, case, "low", reassess_on=DAY + timedelta(9), on=DAY + timedelta(3))
    assert open_tasks() == [("reassess-risk", DAY + timedelta(9))]


def test_what_was_judged_before_stays_as_it_was(desk: Desk, case: Case) -> None:
    assess(desk, case, "high")
    assess(desk, case, "low", words=RiskWords(fears="less now"), on=DAY + timedelta(5))
    risks = queries.open_support(desk.unlocked, case).risks
    assert [(each.row.level, each.fears) for each in risks] == [("low", "less now"), ("high", CANARY)]
    newest = queries.newest_risk(case)
    assert newest is not None and newest.level == "low"


def test_a_double_click_is_one_and_other_words_are_another(desk: Desk, case: Case) -> None:
    once = uuid4()
    for level in ("high", "high", "low"):
        assess(desk, case, level, once=once)
    assert RiskAssessment.objects.count() == 2
    step, need = StepWords("digital", CANARY), NeedMove()
    for words in (step, step, StepWords("digital", "another")):
        actions.add_step(desk.unlocked, case, words, DAY, once=once)
    for code in ("lawyer", "lawyer", "safety"):
        actions.add_need(desk.unlocked, case, code, CANARY, need, DAY, once=once)
    for answers in ({"updated": "yes"}, {"updated": "yes"}, {"updated": "no"}):
        actions.keep_check(desk.unlocked, case, answers, "", DAY, once=once)
    assert [m.objects.count() for m in (SafetyStep, Need, DeviceCheck)] == [2, 2, 2]


def test_a_step_is_done_changed_and_taken_out(desk: Desk, case: Case) -> None:
    step = actions.add_step(desk.unlocked, case, StepWords("family-abroad", "Agree on a word"), DAY)
    for _ in range(2):
        actions.mark_step(desk.unlocked, step, True, DAY)
    actions.change_step(desk.unlocked, step, StepWords("family-abroad", "Agree on two words", "Amina"), DAY)
    plan = {part.value: steps for part, steps in queries.open_support(desk.unlocked, case).plan}
    opened = plan["family-abroad"][0]
    assert (opened.what, opened.who, opened.done_on) == ("Agree on two words", "Amina", DAY)
    actions.mark_step(desk.unlocked, step, False, DAY)
    for _ in range(2):
        actions.remove_step(desk.unlocked, step, DAY)
    assert not queries.open_support(desk.unlocked, case).has_plan
    assert AuditRow.objects.filter(verb="plan.changed").count() == 5
    with pytest.raises(StepUnknown):
        actions.mark_step(desk.unlocked, step, True, DAY)


def test_the_day_to_ask_again_is_a_task_until_the_need_ends(desk: Desk, case: Case) -> None:
    def open_days() -> list[tuple[str, object]]:
        rows = Task.objects.filter(done_on=None, about_id=need.pk).order_by("due_on")
        return list(rows.values_list("kind", "due_on"))

    first, second = DAY + timedelta(7), DAY + timedelta(9)
    need = actions.add_need(desk.unlocked, case, "devices", CANARY, NeedMove(follow_up_on=first), DAY)
    assert open_days() == [("need-follow-up", first)]
    actions.move_need(desk.unlocked, need, NeedMove("offered", "", second, "Called."), DAY)
    assert open_days() == [("need-follow-up", second)]
    assert Task.objects.get(about_id=need.pk).case_id == case.pk
    browser = desk.browser(desk.noor)
    asked = browser.get(reverse("home:tasks"), {"whose": "everybody"}).content.decode()
    assert "Ask what became of a need" in asked
    tasks.mark_done(Task.objects.get(about_id=need.pk), desk.noor, second)
    actions.move_need(desk.unlocked, need, NeedMove("offered", "", second, "They called back."), second)
    assert open_days() == []
    later = second + timedelta(7)
    actions.move_need(desk.unlocked, need, NeedMove("offered", "", later, "They look at it."), second)
    assert open_days() == [("need-follow-up", later)]
    actions.move_need(desk.unlocked, need, NeedMove("met", "", later, "Clean."), later)
    assert open_days() == []
    again = browser.get(reverse("home:tasks"), {"whose": "everybody"}).content.decode()
    assert "Ask what became of a need" not in again


def test_a_need_is_followed_to_its_outcome(desk: Desk, case: Case) -> None:
    asked = NeedMove("offered", "citizenlab", DAY + timedelta(7), "I wrote to them.")
    need = actions.add_need(desk.unlocked, case, "devices", CANARY, NeedMove(), DAY)
    for _ in range(2):
        actions.move_need(desk.unlocked, need, asked, DAY + timedelta(1))
    actions.move_need(
        desk.unlocked, need, NeedMove("met", "citizenlab", DAY + timedelta(9), "Clean."), DAY + timedelta(5)
    )
    opened = queries.open_support(desk.unlocked, case).needs[0]
    assert (opened.row.state, opened.row.service, opened.row.follow_up_on) == ("met", "citizenlab", None)
    assert [(step.state, step.words) for step in opened.log] == [
        ("open", ""),
        ("offered", "I wrote to them."),
        ("met", "Clean."),
    ]
    with pytest.raises(ChoiceUnknown):
        actions.add_need(desk.unlocked, case, "a-yacht", "", NeedMove(), DAY)


def test_answers_are_kept_for_each_day_without_what_nobody_asked(desk: Desk, case: Case) -> None:
    actions.keep_check(desk.unlocked, case, {"updated": "yes", "locked": "", "other": "yes"}, "", DAY)
    actions.keep_check(desk.unlocked, case, {"warnings": "yes"}, CANARY, DAY + timedelta(9))
    checks = queries.open_support(desk.unlocked, case).checks
    assert [check.answers for check in checks] == [{"warnings": "yes"}, {"updated": "yes"}]


def test_no_word_is_in_the_clear_and_each_row_follows_its_case(desk: Desk, case: Case) -> None:
    assess(desk, case)
    actions.add_step(desk.unlocked, case, StepWords("family-abroad", CANARY, CANARY, CANARY), DAY)
    actions.add_need(desk.unlocked, case, "lawyer", CANARY, NeedMove(words=CANARY), DAY)
    actions.keep_check(desk.unlocked, case, {"updated": "no"}, CANARY, DAY)
    models = (RiskAssessment, SafetyStep, Need, DeviceCheck)
    assert set(models) <= set(list_sealed_models())
    for model in models:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            stored = b"".join(
                bytes(c) if isinstance(c, memoryview | bytes) else str(c).encode()
                for c in cursor.fetchall()[0]
            )
        for word in (CANARY, "family-abroad", "updated"):
            assert word.encode() not in stored
    assert CANARY not in repr(queries.open_support(desk.unlocked, case))


def test_words_are_found_only_as_what_keeps_people_safe(desk: Desk, case: Case) -> None:
    rows = [
        assess(desk, case),
        actions.add_step(desk.unlocked, case, StepWords("digital", CANARY), DAY),
        actions.add_need(desk.unlocked, case, "lawyer", CANARY, NeedMove(), DAY),
        actions.keep_check(desk.unlocked, case, {}, CANARY, DAY),
    ]
    key = desk.unlocked.case_key(case.id, case.key_version)
    for row in rows:
        texts = read_row(key, row)
        assert CANARY in {each.text for each in texts}
        assert {each.field_class for each in texts} == {FieldClass.SAFETY}
