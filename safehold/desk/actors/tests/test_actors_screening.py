# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Screening on real lists, real keys and real tokens: on entry, in other cases, and again when a list changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from safehold.desk.actors import actions, queries, rules
from safehold.desk.actors.actions import Ruling
from safehold.desk.actors.errors import CandidateUnknown, WasChanged
from safehold.desk.actors.models import Actor, Decision, Screening
from safehold.desk.actors.tests.lists import HAN, OTHER, PINYIN, ROW, add, bring_list, draft_of, names_of
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.tests import worker
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, make_desk
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.desk.search.models import SourceTokens
from safehold.desk.tasks.models import Task

pytestmark = pytest.mark.django_db(databases=["default", "public"])
LATER = DAY + timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Case:
    return new_case(desk)


def new_case(desk: Desk) -> Case:
    found: Any = arrive(desk, "A man followed me")[1]
    return Case.objects.get(pk=found.pk)


def proposals(desk: Desk, actor: Actor) -> list[queries.Proposal]:
    return queries.list_proposals(desk.unlocked, queries.open_actor(desk.unlocked, actor))


def decide(desk: Desk, actor: Actor, verdict: str = rules.MATCH) -> queries.Proposal:
    (found,) = proposals(desk, actor)
    ruling = Ruling(found.about, verdict, "The post and the years agree.", found.fingerprint)
    actions.decide(desk.unlocked, actor, ruling, DAY)
    return found


def open_tasks() -> list[Any]:
    return list(Task.objects.filter(kind="screening-changed", done_on=None).values_list("case_id", flat=True))


def test_a_name_in_traditional_characters_is_found_under_its_pinyin_and_nobody_is_a_match(
    desk: Desk, case: Case
) -> None:
    bring_list(ROW, OTHER)
    actor = add(desk.unlocked, case, HAN)
    (found,) = proposals(desk, actor)
    assert found.finding.theirs == PINYIN
    assert found.finding.band == rules.LIKELY
    assert found.finding.reasons
    assert found.decision is None
    assert not Decision.objects.exists()


def test_a_decision_is_remembered_until_the_list_says_something_else(desk: Desk, case: Case) -> None:
    bring_list(ROW, OTHER)
    actor = add(desk.unlocked, case, HAN)
    decide(desk, actor, rules.NOT_A_MATCH)
    assert proposals(desk, actor)[0].is_settled

    bring_list(ROW, f"{OTHER}Another remark", as_of=LATER)
    assert actions.screen_waiting(desk.unlocked, DAY) == 1
    assert proposals(desk, actor)[0].is_settled
    assert open_tasks() == []

    bring_list(ROW.replace("bureau", "ministry"), OTHER, as_of=LATER)
    actions.screen_waiting(desk.unlocked, DAY)
    assert proposals(desk, actor)[0].is_stale
    assert open_tasks() == [case.id]
    decide(desk, actor, rules.NOT_A_MATCH)
    assert open_tasks() == []
    assert Decision.objects.count() == 2


def test_a_match_that_leaves_the_list_is_shown_and_opens_a_task(desk: Desk, case: Case) -> None:
    bring_list(ROW, OTHER)
    actor = add(desk.unlocked, case, HAN)
    decide(desk, actor)
    bring_list(OTHER, as_of=LATER)
    actions.screen_waiting(desk.unlocked, DAY)
    (gone,) = queries.list_gone(queries.open_actor(desk.unlocked, actor))
    assert gone.candidate
    assert gone.candidate.listed.names[0].text == PINYIN
    assert open_tasks() == [case.id]


def test_what_was_shown_already_opens_no_second_task_and_a_new_party_opens_one(
    desk: Desk, case: Case
) -> None:
    bring_list(ROW)
    add(desk.unlocked, case, HAN)
    bring_list(ROW, OTHER, as_of=LATER)
    actions.screen_waiting(desk.unlocked, DAY)
    assert open_tasks() == []
    bring_list(ROW, OTHER, '3,"Jia Chunwang",1938,CN,', as_of=LATER)
    actions.screen_waiting(desk.unlocked, DAY)
    assert open_tasks() == [case.id]


def test_an_import_screens_nobody_and_an_unlock_hands_it_to_a_worker(desk: Desk, case: Case) -> None:
    identity = worker.start()
    actor = add(desk.unlocked, case, HAN)
    bring_list(ROW)
    assert proposals(desk, actor) == []
    desk.browser(desk.noor)
    worker.do_what_is_queued(identity)
    assert names_of(proposals(desk, actor)) == [PINYIN]
    assert open_tasks() == [case.id]
    number = queries.newest_number(desk.organisation.id)
    assert queries.count_waiting(desk.organisation.id, number) == 0


def test_a_closed_case_is_not_screened_again_and_one_that_moved_on_is_left(desk: Desk, case: Case) -> None:
    actor = add(desk.unlocked, case, HAN)
    bring_list(ROW)
    Case.objects.filter(pk=case.pk).update(state="closed", closed_on=DAY)
    assert actions.screen_waiting(desk.unlocked, DAY) == 0
    Case.objects.filter(pk=case.pk).update(state="open", closed_on=None)
    assert actions.screen_waiting(desk.unlocked, DAY) == 1
    assert names_of(proposals(desk, actor)) == [PINYIN]


def test_other_cases_are_found_by_tokens_and_whom_they_look_after_never(desk: Desk, case: Case) -> None:
    other = new_case(desk)
    for role in ("perpetrator", "witness", "targeted"):
        draft = PartyDraft("person", (role,), (name_of("Jia Chunwang"),))
        cases.add_party(desk.unlocked, other, draft, DAY)
    actor = add(desk.unlocked, case, HAN)
    (found,) = proposals(desk, actor)
    assert found.elsewhere
    assert (found.elsewhere.case, found.elsewhere.is_actor) == (other, False)

    there = add(desk.unlocked, other, "Jia Chunwang")
    actions.add_mistake(desk.unlocked, there, "A teacher of the same name in Richmond.", DAY)
    found = next(each for each in proposals(desk, actor) if each.elsewhere and each.elsewhere.is_actor)
    assert found.elsewhere
    assert found.elsewhere.mistakes == ("A teacher of the same name in Richmond.",)


def test_another_organisation_is_never_screened_against(desk: Desk, case: Case) -> None:
    theirs = make_desk("mountain", founding=False)
    add(theirs.unlocked, new_case(theirs), "Jia Chunwang")
    bring_list(ROW, organisation_id=theirs.organisation.id)
    actor = add(desk.unlocked, case, HAN)
    assert proposals(desk, actor) == []


def test_who_is_screened_stands_nowhere_in_the_clear(desk: Desk, case: Case) -> None:
    bring_list(ROW, OTHER)
    actor = add(desk.unlocked, case, HAN)
    decide(desk, actor)
    for model in (Actor, Screening, Decision, SourceTokens, Task):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            stored = repr([bytes(v) if isinstance(v, memoryview) else v for row in cursor for v in row])
        assert not any(each in stored for each in (HAN, PINYIN, "match", repr(HAN.encode())[2:-1]))


def test_a_changed_name_is_screened_again_and_a_removed_actor_leaves_nothing(desk: Desk, case: Case) -> None:
    bring_list(ROW, OTHER)
    actor = add(desk.unlocked, case, "Somebody Unheard-of")
    assert proposals(desk, actor) == []
    actions.change_actor(desk.unlocked, actor, draft_of(HAN), DAY)
    assert names_of(proposals(desk, actor)) == [PINYIN]
    before = SourceTokens.objects.filter(source_id=actor.id).count()
    actions.remove_actor(desk.unlocked, actor, DAY)
    assert (before, SourceTokens.objects.filter(source_id=actor.id).count()) == (1, 0)
    assert not Screening.objects.exists()


def test_nothing_can_be_decided_of_what_is_not_proposed_or_says_something_else(
    desk: Desk, case: Case
) -> None:
    bring_list(ROW, OTHER)
    actor = add(desk.unlocked, case, HAN)
    (found,) = proposals(desk, actor)
    with pytest.raises(CandidateUnknown):
        actions.decide(desk.unlocked, actor, Ruling(rules.about_list("x"), rules.MATCH, "why", ""), DAY)
    with pytest.raises(WasChanged):
        actions.decide(desk.unlocked, actor, Ruling(found.about, rules.MATCH, "why", "older"), DAY)
    with pytest.raises(ValueError, match="reason"):
        actions.decide(desk.unlocked, actor, Ruling(found.about, rules.MATCH, " ", found.fingerprint), DAY)
    assert not Decision.objects.exists()


def test_everything_of_an_actor_ends_with_its_case(desk: Desk, case: Case) -> None:
    bring_list(ROW)
    actor = add(desk.unlocked, case, HAN)
    decide(desk, actor)
    erased = cases.erase_cases([case])
    assert {"actors.actor/1", "actors.screening/1", "actors.decision/1"} <= set(erased.counts)
    assert not any(model.objects.exists() for model in (Actor, Screening, Decision, SourceTokens))
