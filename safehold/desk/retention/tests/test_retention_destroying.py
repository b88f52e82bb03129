# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case ends: nothing of it is left that opens, and nothing of any other changes."""

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db.models import CharField, ForeignKey, UUIDField

from safehold.desk.audit import queries as chains
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case, CaseFile
from safehold.desk.consent.models import LedgerEntry
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import DAY, collect_all
from safehold.desk.retention import actions
from safehold.desk.retention.errors import CaseHeld, LeadNeeded, SomethingWaits
from safehold.desk.retention.models import Hold, Leftover, Tombstone
from safehold.desk.retention.queries import describe, preview_case
from safehold.desk.retention.tests.full_case import World, end, make_world, snapshot
from safehold.desk.search.models import IndexedCase
from safehold.desk.sharing.models import Entry, Share
from safehold.desk.tasks.models import Task
from safehold.desk.vault.models import Outgoing, SubjectKey
from safehold.persistence.sealed import list_sealed_models
from safehold.public.reporting.models import Mailbox

INSIDE = [model for model in list_sealed_models() if model is not Case]
pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def world() -> World:
    return make_world()


def test_every_sealed_row_every_key_and_every_token_is_gone(world: World) -> None:
    shared = Share.objects.get(sender_case=world.full).pk
    previewed = preview_case(world.fresh())
    assert len(previewed) > 12
    end(world)
    for model in INSIDE:
        assert not model._default_manager.filter(**{"case_id": world.full.pk}).exists(), model
    assert not SubjectKey.objects.filter(subject_id__in=[world.full.pk, shared]).exists()
    assert not IndexedCase.objects.filter(case_id=world.full.pk).exists()
    assert not Task.objects.filter(case_id=world.full.pk).exists()
    assert not Entry.objects.filter(share=shared).exists()
    assert not Case.objects.filter(pk=world.full.pk).exists()


def test_no_table_has_a_row_left_that_points_at_the_case_but_record_ledger_and_tombstone(
    world: World,
) -> None:
    case_id = world.full.pk
    end(world)
    kept = set()
    for model in apps.get_models():
        if not model.__module__.startswith("safehold.desk"):
            continue
        for field in model._meta.concrete_fields:
            kind = field.target_field if isinstance(field, ForeignKey) else field
            if isinstance(kind, UUIDField | CharField):
                wanted = case_id if isinstance(kind, UUIDField) else str(case_id)
                if model._default_manager.filter(**{field.attname: wanted}).exists():
                    kept.add(model._meta.db_table)
    assert kept <= {"audit_auditrow", "consent_subject", "retention_tombstone"}


def test_nothing_of_other_cases_changes(world: World) -> None:
    before = snapshot()
    end(world)
    after = snapshot()
    added = {table for table in after if after[table] - before[table]}
    # a stub for each sealed text, the certificate, the end of each item's custody, and the other organisation's case
    # that lost its share
    assert added <= {
        "inbox_envelope",
        "retention_tombstone",
        "retention_gonereport",
        "evidence_custodyrow",
        "evidence_uncoveredrow",
    }
    other = Case.objects.get(pk=world.other.pk)
    key = world.lead.case_key(other.pk, other.key_version)
    for model in INSIDE:
        for row in model._default_manager.filter(**{"case_id": other.pk}):
            assert row.open(key)
    assert Share.objects.get(sender_case=other).is_open
    assert Task.objects.filter(case_id=other.pk).exists()
    assert FileEnvelope.objects.get().stored_name == CaseFile.objects.get(case=other).stored_name


def test_files_leave_the_store_and_the_mailbox_leaves_the_public_side(world: World) -> None:
    name = CaseFile.objects.get(case=world.full).stored_name
    store = storages["sealed"]
    assert store.exists(name)
    report_id = world.full.reports.get().pk
    tombstone = end(world)
    assert not store.exists(name)
    assert not Leftover.objects.exists()
    assert not Mailbox.objects.filter(pk=report_id).exists()
    assert Mailbox.objects.count() == 1
    assert tombstone.is_finished
    texts = Envelope.objects.filter(report_id=report_id)
    assert texts.exists()
    assert {bytes(each.sealed) for each in texts} == {b""}
    assert not Outgoing.objects.filter(kind="reply", subject_id=report_id).exists()
    assert Outgoing.objects.filter(kind="reply").exists()
    collect_all()
    assert not Envelope.objects.filter(report_id=report_id, opened_on=None).exists()


def test_power_cut_before_the_files_are_deleted_is_finished_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = CaseFile.objects.get(case=world.full).stored_name

    def cut(_name: str) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("safehold.desk.inbox.adapters.delete_file", cut)
        tombstone = end(world)
    assert not tombstone.is_finished
    assert storages["sealed"].exists(name)
    assert actions.finish_all(DAY) == 1
    assert actions.finish_all(DAY) == 0
    assert not storages["sealed"].exists(name)
    assert Tombstone.objects.get().is_finished


def test_record_holds_and_says_who_and_the_ledger_stays(world: World) -> None:
    report_id = world.full.reports.get().pk
    entries = LedgerEntry.objects.filter(report_id=report_id).count()
    tombstone = end(world)
    organisation_id = world.here.organisation.pk
    assert chains.check_organisation(organisation_id) > 0
    assert chains.check_organisation(world.desks.there.organisation.pk) > 0
    rows = {row.verb: row for row in chains.list_rows(organisation_id, 20)}
    assert rows["case.destroyed"].member_id == world.here.lead.pk
    assert rows["case.destroyed"].subject == str(world.full.pk)
    assert describe(tombstone)["audit_hash"] == rows["case.destroyed"].hash
    assert LedgerEntry.objects.filter(report_id=report_id).count() == entries > 0


def test_counts_in_the_certificate_are_what_was_there(world: World) -> None:
    before = {m.sealed_as: m._default_manager.filter(**{"case_id": world.full.pk}).count() for m in INSIDE}
    keys = SubjectKey.objects.filter(subject_id=world.full.pk).count()
    said = describe(end(world))
    assert {kind: said["counts"].get(kind, 0) for kind in before} == before
    assert said["counts"]["key"] == keys > 0
    assert said["counts"]["file"] == 1
    assert said["by"] == str(world.here.lead.pk)
    assert said["references"] == [
        said["case_ids"][0][:6].upper()[:3] + "-" + said["case_ids"][0][:6].upper()[3:]
    ]


def test_twice_is_once(world: World) -> None:
    case = world.fresh()
    actions.destroy_now(world.lead, case, "asked", DAY)
    with pytest.raises(CaseUnknown):
        actions.destroy_now(world.lead, case, "asked", DAY)
    assert Tombstone.objects.count() == 1


def test_caseworkers_and_other_organisations_end_nothing(world: World) -> None:
    with pytest.raises(LeadNeeded):
        actions.destroy_now(world.here.unlocked, world.fresh(), "asked", DAY)
    with pytest.raises(CaseUnknown):
        actions.destroy_now(world.desks.there.unlocked_lead, world.fresh(), "asked", DAY)
    assert Case.objects.filter(pk=world.full.pk).exists()


def test_what_nobody_has_read_is_not_ended(world: World) -> None:
    world.reporter.write("Please wait, there is more.")
    collect_all()
    with pytest.raises(SomethingWaits):
        end(world)
    assert SubjectKey.objects.filter(subject_id=world.full.pk).exists()


def test_words_on_their_way_keep_the_mailbox_and_raise_an_alarm(world: World) -> None:
    world.reporter.write("I am here.")  # not collected yet
    report_id = world.full.reports.get().pk
    assert not end(world).is_finished
    assert Mailbox.objects.filter(pk=report_id).exists()
    collect_all()
    actions.watch(DAY, {})
    actions.watch(DAY, {})
    assert not Mailbox.objects.filter(pk=report_id).exists()
    late = Envelope.objects.get(report_id=report_id, refused_on=DAY)
    assert late.sealed
    assert [alarm.kind for alarm in chains.list_open_alarms(world.here.organisation.pk)] == [
        "wrote-after-end"
    ]
    assert Tombstone.objects.get().is_finished


def test_a_held_case_is_ended_by_nothing(world: World) -> None:
    hold = actions.place_hold(world.lead, world.fresh(), "A court asked for it.", DAY)
    with pytest.raises(CaseHeld):
        end(world)
    world.reporter.close()
    collect_all()
    assert Case.objects.filter(pk=world.full.pk).exists()
    key = world.lead.case_key(world.full.pk, world.fresh().key_version)
    assert hold.open(key) == {"reason": "A court asked for it."}
    actions.release_hold(world.lead, hold, DAY)
    end(world)
    assert not Hold.objects.exists()


def test_a_hold_goes_with_the_case_to_another_organisation(world: World) -> None:
    actions.place_hold(world.lead, world.fresh(), "A court asked for it.", DAY)
    world.desks.case = world.fresh()
    case = world.desks.transfer()
    with pytest.raises(CaseHeld):
        actions.destroy_now(world.desks.there.unlocked_lead, case, "asked", DAY)
    hold = Hold.objects.get()
    key = world.desks.there.unlocked_lead.case_key(case.pk, case.key_version)
    assert hold.open(key)["reason"] == "A court asked for it."


def test_cases_that_were_put_together_end_together(world: World) -> None:
    from safehold.desk.cases import actions as cases

    cases.merge_cases(world.here.unlocked, world.other, world.full, DAY)
    said = describe(end(world))
    assert set(said["case_ids"]) == {str(world.full.pk), str(world.other.pk)}
    assert not Case.objects.filter(organisation=world.here.organisation).exists()


def test_a_person_who_is_also_in_another_case_stands_for_themself_there(world: World) -> None:
    from safehold.desk.cases import actions as cases
    from safehold.desk.parties.models import Party

    one = Party.objects.filter(case_id=world.other.pk).first()
    into = Party.objects.filter(case_id=world.full.pk).first()
    assert one is not None
    assert into is not None
    cases.merge_parties(world.here.unlocked, one, world.other, into, world.full, DAY)
    end(world)
    one.refresh_from_db()
    assert one.merged_into is None
