# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""After a removal every open case gets a new key, in the background, and no word is lost on the way."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from safehold.core.rows import RowTampered
from safehold.desk.audit import actions as audit
from safehold.desk.audit.models import Alarm, AuditRow
from safehold.desk.cases import actions, queries
from safehold.desk.cases.actions import renewing
from safehold.desk.cases.models import Case, CaseFile, CaseReport, Message, Note, Renewal
from safehold.desk.cases.queries import contents
from safehold.desk.cases.tests import worker
from safehold.desk.inbox.actions import file_arrivals
from safehold.desk.inbox.tests.sealed_reports import (
    CANARY,
    DAY,
    Desk,
    Reporter,
    arrive,
    collect_all,
    make_desk,
)
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import working
from safehold.desk.vault.models import Handover, SubjectKey

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@dataclass
class House:
    """A desk, with a colleague who will be removed."""

    desk: Desk
    leaver: Member
    cases: list[Case] = field(default_factory=list)

    def remove(self) -> None:
        vault.remove_member(self.desk.unlocked_lead, self.leaver, DAY)

    def hand_over(self) -> None:
        """What happens when noor unlocks."""
        unlocked = vault.unlock_with(self.desk.noor, self.desk.words[self.desk.noor.id])
        actions.hand_over_renewals(unlocked, DAY, timezone.now())

    def progress(self) -> queries.RenewalProgress:
        return queries.show_renewal(self.desk.organisation.id, timezone.now())

    def words(self, case: Case) -> list[str]:
        """Everything that can be read in a case, in order."""
        case_now = Case.objects.get(pk=case.pk)
        opened = queries.open_contents(self.desk.unlocked, case_now)
        return [
            opened.title,
            *(report.document.words for report in opened.reports),
            *(message.words for message in opened.messages),
            *(note.words for note in opened.notes),
            *(file.name for file in opened.files),
        ]


def hire(desk: Desk, name: str = "leaver") -> Member:
    member = members.enlist(desk.organisation, name, name.title(), "caseworker", "x" * 20, DAY)
    vault.enrol_member(member, DAY)
    vault.admit_member(desk.unlocked_lead, member, DAY)
    return member


def full_case(desk: Desk, words: str = CANARY) -> tuple[Reporter, Case]:
    """A case with one of each sealed thing."""
    reporter, case = arrive(desk, words)
    reporter.add_file()
    reporter.write(f"{words}, later")
    collect_all()
    file_arrivals(desk.unlocked, case, DAY)
    actions.add_note(desk.unlocked, case, f"a note on {words}", DAY)
    actions.send_reply(desk.unlocked, case, f"an answer to {words}", "en", DAY)
    return reporter, Case.objects.get(pk=case.pk)


@pytest.fixture
def house() -> House:
    desk = make_desk()
    made = House(desk, hire(desk))
    made.cases = [full_case(desk, f"{CANARY} {n}")[1] for n in range(3)]
    return made


def sealed_bytes(case: Case) -> dict[Any, bytes]:
    return {row.pk: bytes(row.sealed) for row in contents.list_sealed([Case.objects.get(pk=case.pk)])}


def verbs() -> list[str]:
    return list(AuditRow.objects.order_by("sequence").values_list("verb", flat=True))


def test_every_kind_of_sealed_row_is_among_those_that_are_sealed_anew() -> None:
    def is_sealed(model: type[Model]) -> bool:
        return any(f.name.startswith("sealed") and "size" not in f.name for f in model._meta.get_fields())

    assert set(contents.NAMES) == {m for m in apps.get_app_config("cases").get_models() if is_sealed(m)}


def test_all_of_a_case_is_read_under_the_new_key_and_nothing_under_the_old(house: House) -> None:
    old = {c.id: house.desk.unlocked.case_key(c.id, 1) for c in house.cases}
    before = {case.id: (house.words(case), sealed_bytes(case)) for case in house.cases}
    identity = worker.start()
    house.remove()
    house.hand_over()
    assert house.progress().state == "running"
    worker.do_what_is_queued(identity)
    for case in house.cases:
        words, sealed = before[case.id]
        assert len(words) == 6
        assert house.words(case) == words
        after = contents.list_sealed([Case.objects.get(pk=case.pk)])
        assert {type(row) for row in after} == set(contents.NAMES)
        for row in after:
            assert bytes(row.sealed) != sealed[row.pk]
            with pytest.raises(RowTampered):
                contents.open_from(old[case.id], row)
        assert list(SubjectKey.objects.filter(subject_id=case.id).values_list("version", flat=True)) == [2]


def test_a_renewal_is_two_rows_in_the_audit_however_many_cases(house: House) -> None:
    identity = worker.start()
    house.remove()
    house.hand_over()
    worker.do_what_is_queued(identity)
    house.hand_over()
    written = verbs()
    assert (written.count("renewal.started"), written.count("renewal.finished")) == (1, 1)
    renewal = Renewal.objects.get()
    assert (renewal.done, renewal.total, renewal.finished_on) == (3, 3, DAY)
    assert (house.progress().state, house.progress().done) == ("finished", 3)


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
    assert renewing.renew_cases(organisation_id, keys_of, DAY) == 3
    after = [sealed_bytes(case) for case in house.cases]
    assert renewing.renew_cases(organisation_id, keys_of, DAY) == 0
    assert [sealed_bytes(case) for case in house.cases] == after


def test_a_closed_case_keeps_its_key_until_it_is_opened_again(house: House) -> None:
    closed = house.cases[0]
    actions.change_state(closed, "closed", house.desk.noor, DAY)
    identity = worker.start()
    house.remove()
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert house.progress().state == "finished"
    assert Case.objects.get(pk=closed.pk).key_version == 1
    actions.change_state(closed, "open", house.desk.noor, DAY)
    assert house.progress().state == "waiting"
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert Case.objects.get(pk=closed.pk).key_version == 2
    assert house.progress().state == "finished"


def test_a_second_removal_in_the_middle_takes_no_key_that_was_seen(house: House) -> None:
    """The keys that waited were made while the second leaver could open the vault."""
    second = hire(house.desk, "second")
    identity = worker.start()
    house.remove()
    house.hand_over()
    seen = house.desk.unlocked.case_keys({case.id: 2 for case in house.cases})
    worker.kill()
    vault.remove_member(house.desk.unlocked_lead, second, DAY)
    identity = worker.start()
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert house.progress().state == "finished"
    for case in house.cases:
        case_now = Case.objects.get(pk=case.pk)
        assert case_now.key_version == 3
        assert house.desk.unlocked.case_key(case.id, 3) != seen[case.id]
        assert list(SubjectKey.objects.filter(subject_id=case.id).values_list("version", flat=True)) == [3]
        assert len(house.words(case)) == 6


def test_a_removal_while_the_worker_works_leaves_nothing_due(house: House) -> None:
    second = hire(house.desk, "second")
    identity = worker.start()
    house.remove()
    house.hand_over()
    vault.remove_member(house.desk.unlocked_lead, second, DAY)
    worker.do_what_is_queued(identity)
    assert {c.key_version for c in Case.objects.all()} == {2}
    assert house.progress().state == "waiting"
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert {c.key_version for c in Case.objects.all()} == {3}
    assert house.progress().state == "finished"


def test_a_case_that_somebody_changed_stops_no_other_and_raises_an_alarm(house: House) -> None:
    broken, note = house.cases[1], Note.objects.get(case=house.cases[1])
    genuine = bytes(note.sealed)
    Note.objects.filter(pk=note.pk).update(sealed=genuine[:-1] + bytes([genuine[-1] ^ 1]))
    before = sealed_bytes(broken)
    identity = worker.start()
    house.remove()
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert sorted(c.key_version for c in Case.objects.all()) == [1, 2, 2]
    assert sealed_bytes(broken) == before
    alarm = Alarm.objects.get(kind="case-unreadable")
    assert alarm.subject == str(broken.id)
    assert (house.progress().state, house.progress().unreadable) == ("finished", 1)
    Note.objects.filter(pk=note.pk).update(sealed=genuine)
    audit.settle_alarm(house.desk.lead.id, house.desk.organisation.id, alarm.id, DAY)
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert {c.key_version for c in Case.objects.all()} == {2}


def test_other_organisations_are_left_alone(house: House) -> None:
    elsewhere = make_desk("snowpass", founding=False)
    _, theirs = arrive(elsewhere)
    identity = worker.start()
    house.remove()
    actions.hand_over_renewals(elsewhere.unlocked, DAY, timezone.now())
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert Case.objects.get(pk=theirs.pk).key_version == 1
    assert queries.show_renewal(elsewhere.organisation.id, timezone.now()).state == "none"


def test_what_is_written_after_the_hand_over_is_kept(house: House) -> None:
    """Somebody works on while the keys lie with the worker."""
    case = house.cases[0]
    identity = worker.start()
    house.remove()
    house.hand_over()
    actions.add_note(house.desk.unlocked, case, "written meanwhile", DAY)
    worker.do_what_is_queued(identity)
    stale = house.cases[0]  # read before the case got its new key
    actions.add_note(house.desk.unlocked, stale, "written with an old page", DAY)
    actions.rename_case(house.desk.unlocked, stale, "renamed", DAY)
    actions.send_reply(house.desk.unlocked, stale, "answered", "en", DAY)
    words = house.words(case)
    assert {"written meanwhile", "written with an old page", "renamed", "answered"} <= set(words)


def test_a_page_that_began_before_the_change_is_read(house: House) -> None:
    stale = queries.access_case(house.desk.noor, house.cases[0].id)
    identity = worker.start()
    house.remove()
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert queries.open_contents(house.desk.unlocked, stale).notes
    assert queries.open_reports(house.desk.unlocked, stale)
    assert queries.open_titles(house.desk.unlocked, [stale]) == {stale.id: f"{CANARY} 0"}


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
        patch.setattr(renewing, "renew_cases", failing)
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
        patch.setattr(renewing, "renew_cases", failing)
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


def test_nothing_else_of_a_row_is_written(house: House) -> None:
    """Whatever a row held in the clear is as it was: only the sealed text and the version change."""

    def clear(model: Any) -> list[Any]:
        return [
            {k: v for k, v in row.items() if k not in ("sealed", "key_version")}
            for row in model.objects.order_by("pk").values()
        ]

    before = [clear(model) for model in (Case, CaseReport, Message, Note, CaseFile)]
    identity = worker.start()
    house.remove()
    house.hand_over()
    worker.do_what_is_queued(identity)
    assert [clear(model) for model in (Case, CaseReport, Message, Note, CaseFile)] == before
