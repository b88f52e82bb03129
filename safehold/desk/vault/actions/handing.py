# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealed background work: an unlocked member hands a job the few keys it needs, sealed to one worker process.

A worker makes its identity in memory and never writes it, so what was handed to it ends with the process.

Whoever can write to the database could add a worker's row of their own and would be handed keys. So a worker's id
*is* a MAC of its recipient under the desk's session key, which lies in a file outside the database, and each
handover carries such a MAC as well: a worker takes none that somebody else made. (docs/decisions/0017)
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import wraps
from threading import Event
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar
from uuid import UUID

from safehold.core import age
from safehold.desk.audit import actions as audit
from safehold.desk.vault import queries, rules, vouching
from safehold.desk.vault.errors import HandoverUnknown, TaskUnfinished, WorkerMissing, WorkerRefused
from safehold.desk.vault.models import Handover, Worker
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.vault.actions.unlocked import Unlocked

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


class WorkerIdentity:
    """This process's identity, in memory only. `queue`: the name of the task queue that only it serves."""

    def __init__(self) -> None:
        self._identity = age.generate_identity()
        self.recipient = str(self._identity.recipient)
        self.id = vouching.worker_id(self.recipient)
        self.stopping = Event()

    def __repr__(self) -> str:
        return "<WorkerIdentity>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A worker's identity is not stored.")

    @property
    def queue(self) -> str:
        return queue_of(self.id)

    def open_sealed(self, sealed: bytes) -> bytes:
        """Open what was sealed to this process; raise an AgeError."""
        return age.open_sealed(sealed, [self._identity])


_serving: list[WorkerIdentity] = []
"""The identity of this process, once it has started to work."""


def start_worker(now: datetime) -> WorkerIdentity:
    """Make this process's identity and publish its recipient."""
    worker = WorkerIdentity()
    beat(worker, now)
    _serving[:] = [worker]
    return worker


def serving_worker() -> WorkerIdentity:
    """Return the identity of this process; raise WorkerMissing in one that is no worker."""
    if not _serving:
        raise WorkerMissing
    return _serving[0]


def beat(worker: WorkerIdentity, now: datetime) -> None:
    """Say that a worker lives, and delete the rows of those that do not, with what was handed to them."""
    with atomic_for(Worker):
        lives = (now - rules.WORKER_LIVES, now + rules.WORKER_LIVES)
        Worker.objects.exclude(seen_at__range=lives).exclude(pk=worker.id).delete()
        Worker.objects.update_or_create(
            pk=worker.id, defaults={"recipient": worker.recipient, "seen_at": now}
        )


def stop_worker(worker: WorkerIdentity) -> None:
    """Take a worker's row away with all that was handed to it: pages know at once that it has ended."""
    with atomic_for(Worker):
        Worker.objects.filter(pk=worker.id).delete()
    _serving.clear()


def choose_worker(unlocked: Unlocked, now: datetime, on: date) -> Worker | None:
    """Return the worker to hand keys to; raise an alarm for each row that says it is one and is not ours."""
    workers = queries.list_live_workers(now)
    for worker in workers:
        if not queries.is_ours(worker):
            audit.raise_alarm(unlocked.organisation_id, "worker-refused", worker.pk, on=on)
    return next(filter(queries.is_ours, workers), None)


def hand_over(unlocked: Unlocked, worker: Worker, secrets: Mapping[str, bytes], on: date) -> UUID:
    """Seal secrets (name -> 32 bytes) to a worker; return the id that goes into the task.

    Raises WorkerRefused for a worker that is not ours or has ended: it is handed nothing.
    """
    if not queries.is_ours(worker):
        raise WorkerRefused
    row = Handover(worker=worker, organisation_id=unlocked.organisation_id, made_on=on)
    content = json.dumps({name: secret.hex() for name, secret in secrets.items()}).encode()
    sealed = age.seal(content, [worker.recipient])
    row.sealed = _mac_of(row, sealed) + sealed
    with atomic_for(Handover):
        if not Worker.objects.select_for_update().filter(pk=worker.pk).exists():
            raise WorkerRefused
        row.save(force_insert=True)
        audit.append(unlocked.organisation_id, "keys.handed", worker.pk, unlocked.member.pk, on=on)
    return row.pk


def open_handover(worker: WorkerIdentity, handover_id: UUID) -> tuple[UUID, dict[str, bytes]]:
    """Return the organisation and the secrets (name -> 32 bytes) of a handover to this worker.

    Raises HandoverUnknown when it is gone, another worker's, or was not made by an unlocked member.
    """
    row = Handover.objects.filter(pk=handover_id, worker=worker.id).first()
    if row is None:
        raise HandoverUnknown
    mac, sealed = bytes(row.sealed)[: vouching.MAC_BYTES], bytes(row.sealed)[vouching.MAC_BYTES :]
    if not hmac.compare_digest(mac, _mac_of(row, sealed)):
        raise HandoverUnknown
    try:
        content = json.loads(worker.open_sealed(sealed))
    except age.AgeError:
        raise HandoverUnknown from None
    return row.organisation_id, {name: bytes.fromhex(secret) for name, secret in content.items()}


def drop_handover(handover_id: UUID) -> None:
    """Delete a handover whose job is over."""
    with atomic_for(Handover):
        Handover.objects.filter(pk=handover_id).delete()


def keeps_quiet(work: Callable[P, R]) -> Callable[P, R]:
    """Let a task fail without a word of content: the task table keeps the text of what a task raises.

    The kind of error goes to the log; TaskUnfinished, with nothing behind it, to the table.
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except Exception as error:
            logger.error("%s did not finish: %s", work.__name__, type(error).__name__)  # noqa: TRY400
        raise TaskUnfinished  # outside the block, so that nothing is chained to it

    return run


def queue_of(worker_id: UUID) -> str:
    """Return the name of a worker's own task queue."""
    return worker_id.hex


def _mac_of(row: Handover, sealed: bytes) -> bytes:
    return vouching.mac_handover(row.pk, row.worker_id, row.organisation_id, sealed)
