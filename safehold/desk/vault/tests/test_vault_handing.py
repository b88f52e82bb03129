# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys handed to background work: to one process of ours, and to nobody else."""

import pickle
import secrets
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from safehold.core import age
from safehold.desk.audit.models import Alarm, AuditRow
from safehold.desk.vault import actions, queries
from safehold.desk.vault.errors import HandoverUnknown, TaskUnfinished, WorkerMissing, WorkerRefused
from safehold.desk.vault.models import Handover, Worker
from safehold.desk.vault.tests.vault_cast import DAY, Cast, make_cast

pytestmark = pytest.mark.django_db(databases=["default", "public"])
NOW = timezone.now()
LATER = NOW + timedelta(seconds=61)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def live_worker() -> Worker:
    (worker,) = queries.list_our_workers(NOW)
    return worker


def plant_worker() -> tuple[Worker, age.Identity]:
    """What somebody who can write to the database would add, to be handed keys."""
    identity = age.generate_identity()
    row = Worker.objects.create(recipient=str(identity.recipient), seen_at=NOW + timedelta(seconds=30))
    return row, identity


def test_a_worker_is_handed_secrets_that_only_its_memory_opens(cast: Cast) -> None:
    identity = actions.start_worker(NOW)
    given = {str(uuid4()): secrets.token_bytes(32) for _ in range(3)}
    handover_id = actions.hand_over(cast.noor.unlocked, live_worker(), given, DAY)
    assert actions.open_handover(identity, handover_id) == (cast.house.pk, given)
    stored = bytes(Handover.objects.get().sealed)
    for name, secret in given.items():
        assert name.encode() not in stored
        assert secret not in stored
        assert secret.hex().encode() not in stored
    actions.drop_handover(handover_id)
    with pytest.raises(HandoverUnknown):
        actions.open_handover(identity, handover_id)


def test_handing_over_leaves_one_row_in_the_audit(cast: Cast) -> None:
    actions.start_worker(NOW)
    actions.hand_over(cast.noor.unlocked, live_worker(), {"a": bytes(32)}, DAY)
    row = AuditRow.objects.filter(organisation_id=cast.house.pk).latest("sequence")
    assert (row.verb, row.member_id) == ("keys.handed", cast.noor.member.pk)


def test_a_row_that_somebody_added_is_handed_nothing_and_raises_an_alarm(cast: Cast) -> None:
    planted, _ = plant_worker()
    assert queries.list_our_workers(NOW) == []
    assert actions.choose_worker(cast.noor.unlocked, NOW, DAY) is None
    alarm = Alarm.objects.get(organisation_id=cast.house.pk)
    assert (alarm.kind, alarm.subject) == ("worker-refused", str(planted.pk))
    with pytest.raises(WorkerRefused):
        actions.hand_over(cast.noor.unlocked, planted, {"a": bytes(32)}, DAY)
    assert not Handover.objects.exists()


def test_a_planted_row_does_not_stop_our_own_worker(cast: Cast) -> None:
    planted, _ = plant_worker()
    identity = actions.start_worker(NOW)
    chosen = actions.choose_worker(cast.noor.unlocked, NOW, DAY)
    assert chosen is not None
    assert (chosen.pk, planted.pk != chosen.pk) == (identity.id, True)
    assert Alarm.objects.count() == 1


def test_our_row_with_somebody_elses_recipient_is_refused(cast: Cast) -> None:
    identity = actions.start_worker(NOW)
    Worker.objects.filter(pk=identity.id).update(recipient=str(age.generate_identity().recipient))
    assert actions.choose_worker(cast.noor.unlocked, NOW, DAY) is None
    assert Alarm.objects.get().kind == "worker-refused"


def test_another_session_key_makes_no_worker_of_ours(cast: Cast, settings: object) -> None:
    """Whoever has the database alone does not have the file."""
    actions.start_worker(NOW)
    settings.SECRET_KEY = "guessed"  # type: ignore[attr-defined]
    assert queries.list_our_workers(NOW) == []


def test_a_worker_takes_no_handover_that_somebody_else_made(cast: Cast) -> None:
    identity = actions.start_worker(NOW)
    forged = Handover.objects.create(
        worker_id=identity.id,
        organisation=cast.house,
        sealed=bytes(32) + age.seal(b'{"a": "00"}', [identity.recipient]),
        made_on=DAY,
    )
    with pytest.raises(HandoverUnknown):
        actions.open_handover(identity, forged.pk)


def test_a_handover_is_bound_to_its_row_and_organisation(cast: Cast) -> None:
    identity = actions.start_worker(NOW)
    handover_id = actions.hand_over(cast.noor.unlocked, live_worker(), {"a": bytes(32)}, DAY)
    Handover.objects.filter(pk=handover_id).update(organisation=cast.elsewhere)
    with pytest.raises(HandoverUnknown):
        actions.open_handover(identity, handover_id)


def test_another_worker_opens_none_of_it(cast: Cast) -> None:
    actions.start_worker(NOW)
    handover_id = actions.hand_over(cast.noor.unlocked, live_worker(), {"a": bytes(32)}, DAY)
    other = actions.start_worker(NOW)
    with pytest.raises(HandoverUnknown):
        actions.open_handover(other, handover_id)


def test_a_worker_that_says_nothing_for_a_minute_is_dead_and_its_rows_go(cast: Cast) -> None:
    first = actions.start_worker(NOW)
    actions.hand_over(cast.noor.unlocked, live_worker(), {"a": bytes(32)}, DAY)
    assert queries.is_work_handed_over(cast.house.pk, queries.list_our_workers(NOW))
    assert queries.list_our_workers(LATER) == []
    assert not queries.is_work_handed_over(cast.house.pk, queries.list_our_workers(LATER))
    second = actions.start_worker(LATER)
    assert list(Worker.objects.values_list("pk", flat=True)) == [second.id]
    assert not Handover.objects.exists()
    actions.beat(first, LATER)  # it was only slow: it lives on, and what it had is handed over again
    assert Worker.objects.count() == 2


def test_a_worker_that_stops_takes_its_rows_along(cast: Cast) -> None:
    identity, worker = actions.start_worker(NOW), live_worker()
    actions.hand_over(cast.noor.unlocked, worker, {"a": bytes(32)}, DAY)
    actions.stop_worker(identity)
    assert not Worker.objects.exists()
    assert not Handover.objects.exists()
    with pytest.raises(WorkerMissing):
        actions.serving_worker()
    with pytest.raises(WorkerRefused):
        actions.hand_over(cast.noor.unlocked, worker, {"a": bytes(32)}, DAY)


def test_the_identity_is_in_no_row_and_no_text(cast: Cast) -> None:
    identity = actions.start_worker(NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, recipient, seen_at FROM vault_worker")
        assert [len(row) for row in cursor.fetchall()] == [3]
    assert repr(identity) == "<WorkerIdentity>"
    with pytest.raises(TypeError):
        pickle.dumps(identity)


@actions.keeps_quiet
def _fails(what: str) -> UUID:
    raise KeyError(what) from ValueError(what)


def test_a_task_fails_without_a_word_of_content(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(TaskUnfinished) as failed:
        _fails("canary")
    assert (failed.value.args, failed.value.__context__, failed.value.__cause__) == ((), None, None)
    assert "canary" not in caplog.text
