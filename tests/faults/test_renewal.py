# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""New keys for open cases, killed between any two steps, of the unlock and of the worker: the next unlock completes it.

(Real processes, killed at random: tests/drills.)"""

from uuid import UUID

import pytest
from django.utils import timezone

from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries
from safehold.desk.cases.models import Case, Renewal
from safehold.desk.cases.tests import worker
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, make_desk
from safehold.desk.vault import queries as keys
from safehold.desk.vault.models import SubjectKey
from tests.faults.killer import kill_at_each_effect

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def unlock_and_work(desk: Desk) -> None:
    identity = worker.start()
    cases.hand_over_renewals(desk.unlocked, DAY, timezone.now())
    worker.do_what_is_queued(identity)


def must_be_whole(desk: Desk, case_id: UUID) -> None:
    """Nothing is due, one key is left, and it opens every word."""
    assert keys.list_due_subjects(desk.organisation.id) == set()
    case = Case.objects.get(pk=case_id)
    assert list(SubjectKey.objects.filter(subject_id=case_id).values_list("version", flat=True)) == [
        case.key_version
    ]
    opened = queries.open_contents(desk.unlocked, case)
    assert [report.document.words for report in opened.reports] == [CANARY]
    assert [note.words for note in opened.notes] == ["a note"]
    assert not Renewal.objects.filter(finished_on=None).exists()


def test_a_renewal_killed_at_any_step_is_completed_by_the_next_unlock() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    cases.add_note(desk.unlocked, case, "a note", DAY)

    def begin() -> None:
        """What a removal leaves: the key is due. (The removal itself: vault/tests/test_vault_removal.py)"""
        SubjectKey.objects.update(is_due=True)

    kills = 0
    for _ in kill_at_each_effect(lambda: unlock_and_work(desk), begin):
        kills += 1
        worker.kill()
        unlock_and_work(desk)
        must_be_whole(desk, case.id)
    assert kills > 40
    assert Case.objects.get(pk=case.id).key_version > kills
