# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker inside the test's own process, with the library's loop and a memory identity, as `safehold worker` has."""

from datetime import timedelta

import pytest
from django.utils import timezone

from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import WorkerIdentity, working
from safehold.desk.vault.actions.working import SealedWorker
from safehold.desk.vault.models import Worker


def start() -> WorkerIdentity:
    """Begin to live; what was another worker's before is dead to this one."""
    return vault.start_worker(timezone.now())


def do_what_is_queued(identity: WorkerIdentity) -> None:
    """Do every task that is there, then return. The test's own connection and its open transaction stay."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(working, "close_old_connections", lambda: None)
        SealedWorker(identity, batch=True).run()


def kill() -> None:
    """The process is gone, as after kill -9 and a minute."""
    Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
