# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a worker does with actors. Arguments and answers are ids and numbers: the task table is not sealed."""

from uuid import UUID

from django_tasks import task

from safehold.desk.actors import actions
from safehold.desk.vault.actions import keeps_quiet
from safehold.web import clock


@task()
@keeps_quiet
def screen_cases(handover_id: str) -> int:
    """Screen the actors of the cases of one handover; return how many."""
    return actions.screen_handed_over(UUID(handover_id), clock.today())
