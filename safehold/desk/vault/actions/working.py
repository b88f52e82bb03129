# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The loop of a worker process: it takes what is queued for it and, beside that, says that it lives.

The work itself is django-tasks-db's. Here it stands in line with other writers (docs/decisions/0013), reads before
it locks, and ends between two tasks, or between two parts of one, when it is asked to.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from safehold.desk.vault import queries, rules
from safehold.desk.vault.actions.handing import WorkerIdentity, beat, queue_of, stop_worker
from safehold.persistence.transactions import atomic_for

logger = logging.getLogger(__name__)

ANYBODYS_QUEUE = "default"
UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
KEPT_DAYS = 7
SECONDS_BETWEEN_LOOKS = 1.0
Clock = Callable[[], datetime]


class SealedWorker(TaskWorker):
    """Takes the tasks that are addressed to this process, and those that anybody may do."""

    def __init__(self, identity: WorkerIdentity, *, batch: bool = False) -> None:
        super().__init__(
            queue_names=[identity.queue, ANYBODYS_QUEUE],
            excluded_queue_names=[],
            interval=SECONDS_BETWEEN_LOOKS,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=identity.queue,
        )
        self._identity = identity

    def shutdown(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """End soon; asked a second time, at once."""
        if not self.running:
            self.reset_signals()
            sys.exit(1)
        self.running = False
        self._identity.stopping.set()

    def run(self) -> None:
        while self.running:
            close_old_connections()
            task = self._take()
            if task is not None:
                self.run_task(task)
            elif self.batch:
                return
            else:
                self._identity.stopping.wait(self.interval)

    def _take(self) -> DBTaskResult[..., Any] | None:
        waiting = DBTaskResult.objects.ready().filter(
            backend_name=self.backend_name, queue_name__in=self.queue_names
        )
        if not waiting.exists():
            return None
        with atomic_for(DBTaskResult):
            task = waiting.get_locked()
            if task is not None:
                task.claim(self.worker_id)
        return task


def work(identity: WorkerIdentity, clock: Clock) -> None:
    """Work until SIGTERM or SIGINT."""
    worker = SealedWorker(identity)
    worker.configure_signals()
    threading.Thread(target=_keep_beating, args=(identity, clock), daemon=True).start()
    try:
        worker.run()
    finally:
        identity.stopping.set()
        stop_worker(identity)


def _keep_beating(identity: WorkerIdentity, clock: Clock) -> None:
    while True:
        close_old_connections()
        try:
            beat(identity, clock())
            sweep_tasks(clock())
        except Exception as error:
            logger.error("a beat did not finish: %s", type(error).__name__)  # noqa: TRY400
        if identity.stopping.wait(rules.WORKER_BEATS.total_seconds()):
            return


def sweep_tasks(now: datetime) -> None:
    """Delete the tasks of workers that have ended, which nobody can do any more, and old rows of finished ones."""
    queues = [ANYBODYS_QUEUE, *(queue_of(worker.pk) for worker in queries.list_live_workers(now))]
    orphans = DBTaskResult.objects.filter(status__in=UNFINISHED).exclude(queue_name__in=queues)
    if orphans.exists():
        with atomic_for(DBTaskResult):
            orphans.delete()
    call_command("prune_db_task_results", queue_name="*", min_age_days=KEPT_DAYS, verbosity=0)
