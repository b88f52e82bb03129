# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""New keys are made by workers: handed over at an unlock, begun anew when one is lost, and told in ids only."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safehold.desk.cases.actions import renewing
from safehold.desk.cases.models import Case
from safehold.desk.cases.tests import worker
from safehold.desk.cases.tests.removals import House, make_house, sealed_bytes
from safehold.desk.inbox.tests.sealed_reports import (
    CANARY,
    DAY,
)
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import working
from safehold.desk.vault.models import Handover, SubjectKey

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def house() -> House:
    return make_house()


def test_an_unlock_hands_the_work_over_by_itself(house: House) -> None:
    identity = worker.start()
    house.remove()
    house.desk.browser(house.desk.noor)
    worker.do_what_is_queued(identity)
    assert house.progress().state == "finished"


def test_without_a_worker_nothing_is_lost_and_the_operator_is_asked(house: House) -> None:
    worker.kill()
    house.remove()
    house.hand_over()
    assert house.progress().state == "stopped"
    assert not Handover.objects.exists()
    identity = worker.start()
    assert house.progress().state == "waiting"
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert house.progress().state == "finished"


def test_what_a_dead_worker_held_waits_for_the_next_unlock_and_uses_the_same_keys(house: House) -> None:
    worker.start()
    house.remove()
    house.hand_over()
    waiting = dict(SubjectKey.objects.filter(version=2).values_list("subject_id", "pk"))
    worker.kill()
    identity = worker.start()
    worker.do_what_is_queued(identity)
    assert (house.progress().state, house.progress().done) == ("waiting", 0)
    house.hand_over()
    assert dict(SubjectKey.objects.filter(version=2).values_list("subject_id", "pk")) == waiting
    worker.do_what_is_queued(identity)
    assert house.progress().state == "finished"
    assert [house.words(case)[1] for case in house.cases] == [f"{CANARY} {n}" for n in range(3)]


def test_two_unlocks_at_once_hand_over_once(house: House) -> None:
    worker.start()
    house.remove()
    house.hand_over()
    house.hand_over()
    assert Handover.objects.count() == 1


def test_the_same_handover_twice_changes_nothing_the_second_time(house: House) -> None:
    identity = worker.start()
    house.remove()
    house.hand_over()
    organisation_id, secrets = vault.open_handover(identity, Handover.objects.get().pk)
    keys_of = renewing._by_case(secrets)
    assert renewing.reseal_cases(organisation_id, keys_of, DAY) == 3
    after = [sealed_bytes(case) for case in house.cases]
    assert renewing.reseal_cases(organisation_id, keys_of, DAY) == 0
    assert [sealed_bytes(case) for case in house.cases] == after


def test_a_worker_that_is_asked_to_stop_ends_between_two_cases(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "AT_A_TIME", 1)
    identity = worker.start()
    house.remove()
    house.hand_over()
    identity.stopping.set()
    worker.do_what_is_queued(identity)
    assert sorted(c.key_version for c in Case.objects.all()) == [1, 1, 2]
    assert not Handover.objects.exists()
    assert house.progress().state == "waiting"


def failing(*args: object) -> bool:
    raise ValueError(CANARY)


def test_the_task_table_holds_ids_and_nothing_else(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """After real runs, one of them failing with content in its error."""
    identity = worker.start()
    house.remove()
    house.hand_over()
    handover_id = str(Handover.objects.get().pk)
    with monkeypatch.context() as patch:
        patch.setattr(renewing, "reseal_cases", failing)
        worker.do_what_is_queued(identity)
    worker.kill()
    identity = worker.start()
    house.hand_over()
    worker.do_what_is_queued(identity)
    failed, done = DBTaskResult.objects.order_by("enqueued_at")
    assert (failed.status, failed.return_value) == ("FAILED", None)
    assert failed.args_kwargs == {"args": [handover_id], "kwargs": {}}
    assert failed.exception_class_path == "safehold.desk.vault.errors.TaskUnfinished"
    assert "ValueError" not in failed.traceback
    assert (done.status, done.return_value, done.traceback) == ("SUCCESSFUL", 3, "")
    table = json.dumps(list(DBTaskResult.objects.values()), default=str)
    keys = house.desk.unlocked.case_keys({case.id: 2 for case in house.cases}).values()
    for secret in (CANARY, "canary", *(key.hex() for key in keys), *(str(c.id) for c in house.cases)):
        assert secret not in table


def test_tasks_that_nobody_can_do_any_more_and_old_rows_are_deleted(house: House) -> None:
    identity = worker.start()
    house.remove()
    house.hand_over()
    working.sweep_tasks(timezone.now())
    assert DBTaskResult.objects.count() == 1
    worker.kill()
    working.sweep_tasks(timezone.now())
    assert not DBTaskResult.objects.exists()
    identity = worker.start()
    house.hand_over()
    worker.do_what_is_queued(identity)
    working.sweep_tasks(timezone.now())
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=8))
    working.sweep_tasks(timezone.now())
    assert not DBTaskResult.objects.exists()


def test_a_task_that_failed_leaves_the_work_for_the_next_unlock(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = worker.start()
    house.remove()
    house.hand_over()
    with monkeypatch.context() as patch:
        patch.setattr(renewing, "reseal_cases", failing)
        worker.do_what_is_queued(identity)
    assert house.progress().state == "waiting"
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert house.progress().state == "finished"


def test_many_cases_are_many_small_handovers(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renewing, "BATCH", 2)
    identity = worker.start()
    house.remove()
    house.hand_over()
    assert Handover.objects.count() == 2
    worker.do_what_is_queued(identity)
    assert house.progress().state == "finished"
    assert not Handover.objects.exists()
