# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody writes into a case at the moment it gets its new key. (On SQLite, with real processes: tests/drills.)"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from safehold.core.rows import RowTampered
from safehold.desk.cases import actions, queries
from safehold.desk.cases.actions import renewing
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import contents
from safehold.desk.cases.tests import worker
from safehold.desk.inbox.actions import file_arrivals
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, collect_all, make_desk
from safehold.desk.members import actions as members
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import Handover

pytestmark = pytest.mark.django_db(databases=["default", "public"], transaction=True)
ROUNDS = 4


def hand_over_after_a_removal(desk: Desk) -> tuple[Any, renewing.KeysOf]:
    """Return the organisation, and the keys that a worker was handed."""
    leaver = members.enlist(desk.organisation, "leaver", "Leaver", "caseworker", "x" * 20, DAY)
    vault.enrol_member(leaver, DAY)
    vault.admit_member(desk.unlocked_lead, leaver, DAY)
    vault.remove_member(desk.unlocked_lead, leaver, DAY)
    identity = worker.start()
    actions.hand_over_renewals(desk.unlocked, DAY, timezone.now())
    organisation_id, secrets = vault.open_handover(identity, Handover.objects.get().pk)
    return organisation_id, renewing._by_case(secrets)


def at_once(*works: Callable[[], object]) -> None:
    """Let each begin at the same moment, on a connection of its own."""
    gate = Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            gate.wait(20)
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(run, work) for work in works]:
            done.result()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_words_written_at_the_same_moment_are_kept(round_: int) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite writers stand in line: tests/drills/test_restart_in_renewal.py")
    desk = make_desk()
    reporter, case = arrive(desk, "the first words")
    reporter.write("an answer that waits to be read")
    reporter.add_file("photo.jpg")
    collect_all()
    organisation_id, keys_of = hand_over_after_a_removal(desk)
    unlocked = desk.unlocked
    at_once(
        lambda: renewing.reseal_cases(organisation_id, keys_of, DAY),
        lambda: actions.add_note(unlocked, case, "a note", DAY),
        lambda: actions.rename_case(unlocked, case, "another title", DAY),
        lambda: actions.send_reply(unlocked, case, "a reply", "en", DAY),
        lambda: file_arrivals(unlocked, case, DAY),
        lambda: queries.open_contents(unlocked, case),
        lambda: queries.open_titles(unlocked, [case]),
    )
    case_now = Case.objects.get(pk=case.pk)
    assert case_now.key_version == 2
    opened = queries.open_contents(unlocked, case_now)
    assert opened.title == "another title"
    assert [note.words for note in opened.notes] == ["a note"]
    assert {m.words for m in opened.messages} == {"a reply", "an answer that waits to be read"}
    assert [file.name for file in opened.files] == ["photo.jpg"]


def test_two_workers_with_the_same_case_renew_it_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite writers stand in line.")
    desk = make_desk()
    cases = [arrive(desk, f"words {n}")[1] for n in range(3)]
    organisation_id, keys_of = hand_over_after_a_removal(desk)
    done: list[int] = []
    renew = [lambda: done.append(renewing.reseal_cases(organisation_id, keys_of, DAY))] * 3
    at_once(*renew)
    assert sum(done) == len(cases)
    for case in cases:
        assert queries.open_contents(desk.unlocked, Case.objects.get(pk=case.pk)).reports


def test_a_key_taken_before_the_lock_would_lose_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why `hold_case` looks at the key only once it holds the case: this is what the tests above would see."""
    desk = make_desk()
    _, case = arrive(desk, "the first words")
    stale = desk.unlocked.case_key(case.id, 1)
    organisation_id, keys_of = hand_over_after_a_removal(desk)
    assert renewing.reseal_cases(organisation_id, keys_of, DAY) == 1
    monkeypatch.setattr(contents, "key_of", lambda *_: stale)
    actions.add_note(desk.unlocked, case, "sealed under a key that is gone", DAY)
    monkeypatch.undo()
    with pytest.raises(RowTampered):
        contents.open_contents(desk.unlocked, Case.objects.get(pk=case.pk))
