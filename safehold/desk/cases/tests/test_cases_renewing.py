# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""After a removal every open case gets a new key, in the background, and no word is lost on the way."""

from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from safehold.core.rows import RowTampered
from safehold.desk.audit import actions as audit
from safehold.desk.audit.models import Alarm, AuditRow
from safehold.desk.cases import actions, queries
from safehold.desk.cases.models import Case, CaseFile, CaseReport, Message, Note, Renewal
from safehold.desk.cases.queries import contents
from safehold.desk.cases.tests import worker
from safehold.desk.cases.tests.removals import House, hire, make_house, sealed_bytes
from safehold.desk.inbox.tests.sealed_reports import (
    CANARY,
    DAY,
    arrive,
    make_desk,
)
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import SubjectKey
from safehold.persistence.sealed import list_sealed_models
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def house() -> House:
    return make_house()


def verbs() -> list[str]:
    return list(AuditRow.objects.order_by("sequence").values_list("verb", flat=True))


def test_every_kind_of_sealed_row_is_among_those_that_are_sealed_anew() -> None:
    """From the room of cases upwards a sealed column belongs to a case; a room below keeps secrets of its own, and the
    register's office has a key that no case has.

    What is on its way to another organisation, and what two of them read, is sealed to both; a file that is being
    imported is of no case yet.
    """
    apart = {"audit", "backups", "members", "vault", "search", "inbox", "registrar"}
    of_no_case = {
        "sharing.Parcel",
        "sharing.KeyParcel",
        "sharing.Entry",
        "sharing.SharedFile",
        "exchange.Batch",
    }
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("safehold.desk.")]
    models = [model for app in rooms if app.label not in apart for model in app.get_models()]
    sealed = {m for m in models if any(field.name == "sealed" for field in m._meta.get_fields())}
    assert {m for m in sealed if m._meta.label not in of_no_case} == set(list_sealed_models())


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
        assert {type(row) for row in after} >= {Case, CaseReport, Message, Note, CaseFile}
        for row in after:
            assert bytes(row.sealed) != sealed[row.pk]
            with pytest.raises(RowTampered):
                row.open(old[case.id])
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
    assert (renewal.done, renewal.total, renewal.finished_on) == (3, 3, clock.today())
    assert (house.progress().state, house.progress().done) == ("finished", 3)


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
