# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who does background work, and for whom."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from safehold.desk.vault import rules, vouching
from safehold.desk.vault.models import Handover, Worker


def list_live_workers(now: datetime) -> list[Worker]:
    """Return the rows that say they are live workers, newest beat first. Whether they are ours: `is_ours`."""
    return list(
        Worker.objects.filter(seen_at__range=(now - rules.WORKER_LIVES, now + rules.WORKER_LIVES)).order_by(
            "-seen_at"
        )
    )


def is_ours(worker: Worker) -> bool:
    """Whether a process that reads the desk's session key wrote this row."""
    return hmac.compare_digest(worker.pk.bytes, vouching.worker_id(worker.recipient).bytes)


def list_our_workers(now: datetime) -> list[Worker]:
    """Return the live workers that are ours, the one that was seen last first."""
    return list(filter(is_ours, list_live_workers(now)))


def is_work_handed_over(organisation_id: UUID, workers: Collection[Worker]) -> bool:
    """Whether one of these workers has still to do something for an organisation."""
    return Handover.objects.filter(organisation=organisation_id, worker__in=workers).exists()
