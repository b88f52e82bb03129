# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two at one import at the same moment, and somebody at work in a case while its import is taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.db import connection

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case, Note
from safehold.desk.exchange import actions
from safehold.desk.exchange.errors import BatchMoved
from safehold.desk.exchange.models import Batch, BatchState, CaseNumber, ImportedRow
from safehold.desk.exchange.tests.tables import ROW, as_csv, bring_in, keep
from safehold.desk.inbox.tests.sealed_reports import DAY, make_desk
from safehold.desk.retention import actions as retention
from safehold.desk.retention.models import Hold
from safehold.desk.vault import actions as vault

pytestmark = pytest.mark.django_db(databases=["default", "public"], transaction=True)
ROUNDS = 3


def only_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one after the other")


def at_once(*works: Callable[[], object]) -> None:
    """Let each begin at the same moment, on a connection of its own."""
    gate = Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait(20)
            with suppress(BatchMoved, CaseUnknown):
                work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(run, work) for work in works]:
            done.result()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_who_confirm_and_drive_one_import_make_each_case_once(round_: int) -> None:
    only_on_postgresql()
    desk = make_desk()
    other = vault.unlock_with(desk.lead, desk.words[desk.lead.id])
    batch = keep(desk, as_csv(*([str(number), *ROW[1:]] for number in range(6))))

    def drive(who: vault.Unlocked) -> Callable[[], object]:
        def work() -> None:
            with suppress(BatchMoved):
                actions.start_import(who, batch, DAY)
            actions.go_on_importing(who, batch, DAY, at_most_seconds=60)

        return work

    at_once(drive(desk.unlocked_lead), drive(other))
    done = Batch.objects.get()
    assert (done.state, done.created, done.done) == (BatchState.DONE, 6, 6)
    assert Case.objects.count() == CaseNumber.objects.count() == ImportedRow.objects.count() == 6
    assert AuditRow.objects.filter(verb="exchange.confirmed").count() == 1


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_an_import_taken_back_twice_at_once_is_taken_back_once(round_: int) -> None:
    only_on_postgresql()
    desk = make_desk()
    other = vault.unlock_with(desk.lead, desk.words[desk.lead.id])
    batch = bring_in(desk, as_csv(*([str(number), *ROW[1:]] for number in range(6))))

    def undo(who: vault.Unlocked) -> Callable[[], object]:
        def work() -> None:
            with suppress(BatchMoved):
                actions.start_undoing(who, batch, DAY)
            actions.go_on_undoing(who, batch, DAY, at_most_seconds=60)

        return work

    at_once(undo(desk.unlocked_lead), undo(other))
    done = Batch.objects.get()
    assert (done.state, done.taken_back, done.kept) == (BatchState.UNDONE, 6, 0)
    assert not Case.objects.exists()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_note_or_a_hold_at_the_moment_of_taking_back_is_kept_or_refused(round_: int) -> None:
    """Never a case that is gone with a note that somebody was told is kept."""
    only_on_postgresql()
    desk = make_desk()
    batch = bring_in(desk, as_csv(*([str(number), *ROW[1:5], "", *ROW[6:]] for number in range(6))))
    found = list(Case.objects.order_by("id"))
    said: list[object] = []

    def work() -> None:
        for place, case in enumerate(found):
            with suppress(CaseUnknown):
                if place % 2:
                    cases.add_note(desk.unlocked, case, "She rang.", DAY)
                else:
                    retention.place_hold(desk.unlocked_lead, case, "A court asked.", DAY)
                said.append(case.pk)

    def undo() -> None:
        actions.start_undoing(desk.unlocked_lead, batch, DAY)
        actions.go_on_undoing(desk.unlocked_lead, batch, DAY, at_most_seconds=60)

    at_once(work, undo)
    left = {*Note.objects.values_list("case_id", flat=True), *Hold.objects.values_list("case_id", flat=True)}
    assert left == set(said) == set(Case.objects.values_list("id", flat=True))
    done = Batch.objects.get()
    assert (done.state, done.kept + done.taken_back) == (BatchState.UNDONE, 6)
