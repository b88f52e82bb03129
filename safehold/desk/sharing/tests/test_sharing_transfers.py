# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case that goes to another organisation: every row under another key, and the old one opens nothing."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models

from safehold.core.rows import RowTampered
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case, Message
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import collect_all, deliver
from safehold.desk.search.models import IndexedCase
from safehold.desk.sharing import actions
from safehold.desk.sharing.errors import OfferNotWaiting, OfferStale
from safehold.desk.sharing.models import Departure, Entry, HandOver, Offer, Parcel, Share
from safehold.desk.sharing.tests.two_desks import DAY, SECRET_NAME, WORDS, TwoDesks, make_two_desks
from safehold.desk.tasks import actions as tasks
from safehold.desk.tasks.models import Task
from safehold.desk.vault import actions as vault
from safehold.desk.vault.errors import KeyMissing
from safehold.desk.vault.models import SubjectKey
from safehold.persistence.sealed import SealedInCase, list_sealed_models
from safehold.public.reporting.queries import Coalition, read_replies

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def rows_of(case: Case) -> list[SealedInCase]:
    found: list[SealedInCase] = [Case.objects.get(pk=case.pk)]
    for model in list_sealed_models():
        if model is not Case:
            found += model._default_manager.filter(**{"case_id": case.pk})
    return found


def back(desks: TwoDesks, case: Case) -> Case:
    """Give the case back where it came from."""
    draft = actions.Draft(desks.here.organisation, "transfer", "We cannot go on.")
    offer = actions.offer_case(desks.tenzin, case, draft, DAY)
    return actions.accept_offer(desks.noor, offer, DAY)


def test_every_row_goes_over_under_a_key_that_only_the_new_owner_has() -> None:
    desks = make_two_desks()
    cases.add_note(desks.noor, desks.case, "She moves on Friday.", DAY)
    tasks.open_task(
        desks.here.organisation.pk, "answer-overdue", case_id=desks.case.pk, about_id=desks.case.pk, on=DAY
    )
    old_key = desks.noor.case_key(desks.case.pk, 1)
    case = desks.transfer()
    assert case.organisation_id == desks.there.organisation.pk
    rows = rows_of(case)
    assert len({type(row) for row in rows}) >= 5
    new_key = desks.tenzin.case_key(case.pk, case.key_version)
    for row in rows:
        with pytest.raises(RowTampered):
            row.open(old_key)
        row.open(new_key)
    holders = SubjectKey.objects.filter(subject_id=case.pk).values_list("vault__organisation", "version")
    assert list(holders) == [(desks.there.organisation.pk, 2)]
    with pytest.raises(CaseUnknown):
        case_rows.access_case(desks.here.noor, case.pk)
    with pytest.raises(KeyMissing):
        desks.noor.case_key(case.pk, case.key_version)
    opened = case_rows.open_contents(desks.tenzin, case)
    assert opened.notes[0].words == "She moves on Friday."
    assert [party.name for party in case_rows.list_people(desks.tenzin, case)] == [SECRET_NAME]
    assert set(IndexedCase.objects.values_list("organisation", flat=True)) == {desks.there.organisation.pk}
    assert not Task.objects.filter(organisation=desks.here.organisation, done_on=None).exists()


def test_who_gave_it_keeps_one_line_without_content() -> None:
    desks = make_two_desks()
    desks.transfer()
    line = Departure.objects.get()
    assert (line.organisation_id, line.went_to_id) == (
        desks.here.organisation.pk,
        desks.there.organisation.pk,
    )
    assert not [word for word in (WORDS, SECRET_NAME) if word in str(vars(line))]
    for desk, verb in ((desks.here, "case.gone"), (desks.there, "case.came")):
        assert AuditRow.objects.filter(organisation_id=desk.organisation.pk, verb=verb).count() == 1
    assert not Parcel.objects.exists()


def test_everything_with_an_owner_and_a_case_goes_over() -> None:
    """A new kind of row that names both must be moved by somebody: add it here once it is."""
    moved_by_hand = {"tasks.Task", "search.IndexedCase", "inbox.Envelope", "inbox.FileEnvelope"}
    stays = {
        "consent.LedgerEntry",  # append-only: who wrote an entry down; it is read by its subject
        "retention.Tombstone",  # who destroyed something
    }
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}
        is_owned = "organisation" in names and names & {"case", "case_id", "report_id"}
        if is_owned and not issubclass(model, SealedInCase):
            assert model._meta.label in moved_by_hand | stays


def test_transfer_back_has_a_third_key_and_needs_no_paper() -> None:
    desks = make_two_desks()
    case = desks.transfer()
    assert HandOver.objects.count() == 1
    tenzins = desks.tenzin.case_key(case.pk, case.key_version)
    desks.agree(desks.case.reports.get().pk, desks.here)
    case = back(desks, case)
    assert (case.organisation_id, case.key_version) == (desks.here.organisation.pk, 3)
    for row in rows_of(case):
        with pytest.raises(RowTampered):
            row.open(tenzins)
    assert not HandOver.objects.exists()
    cases.send_reply(desks.noor, case, "We are here again.", "en", DAY)
    deliver()
    assert desks.reporter.read() == ["We are here again."]


@pytest.mark.parametrize("how", ["reject", "recall", "expire", "withdraw"])
def test_a_transfer_that_fails_has_the_case_renewed(how: str) -> None:
    desks = make_two_desks()
    offer = desks.offer("transfer")
    assert not SubjectKey.objects.filter(subject_id=desks.case.pk, is_due=True).exists()
    if how == "reject":
        actions.reject_offer(desks.tenzin, offer, "full", DAY)
    elif how == "recall":
        actions.recall_offer(desks.noor, offer, DAY)
    elif how == "expire":
        actions.expire_offers(offer.expires_on + timedelta(days=1))
    else:
        desks.reporter.withdraw("share-organisation")
        collect_all()
    assert not Parcel.objects.exists()
    assert SubjectKey.objects.get(subject_id=desks.case.pk).is_due
    with pytest.raises(OfferNotWaiting):
        actions.accept_offer(desks.tenzin, offer, DAY)
    assert Case.objects.get().organisation_id == desks.here.organisation.pk


def test_a_case_that_got_another_key_meanwhile_is_offered_anew_at_the_next_unlock() -> None:
    desks = make_two_desks()
    offer = desks.offer("transfer")
    _renew(desks)
    with pytest.raises(OfferStale):
        actions.accept_offer(desks.tenzin, offer, DAY)
    assert actions.refresh_stale(desks.noor, DAY) == 1
    assert actions.accept_offer(desks.tenzin, offer, DAY).key_version == 3


def _renew(desks: TwoDesks) -> None:
    from safehold.desk.cases.actions.renewing import reseal_cases
    from safehold.desk.search import actions as search

    with_keys = {1: desks.noor.case_key(desks.case.pk, 1)}
    with_keys |= dict([desks.noor.next_case_keys({desks.case.pk: 1})[desks.case.pk]])
    key = search.hold_key(desks.noor)
    reseal_cases(
        desks.here.organisation.pk,
        {desks.case.pk: with_keys, desks.here.organisation.pk: {key.version: key.secret}},
        DAY,
    )


def test_taken_twice_is_taken_once_and_what_was_taken_is_not_called_back() -> None:
    desks = make_two_desks()
    offer = desks.offer("transfer")
    taken = [actions.accept_offer(desks.tenzin, offer, DAY).pk for _ in range(2)]
    assert taken == [desks.case.pk] * 2
    with pytest.raises(OfferNotWaiting):
        actions.recall_offer(desks.noor, offer, DAY)
    assert Departure.objects.count() == 1


def test_shares_of_the_owner_before_end_and_are_erased() -> None:
    desks = make_two_desks()
    desks.share()
    desks.transfer()
    share = Share.objects.get()
    assert share.ending == "moved"
    assert not Entry.objects.exists()
    assert not SubjectKey.objects.filter(subject_id=share.pk).exists()


def test_without_consent_no_transfer_and_none_back_either() -> None:
    desks = make_two_desks(("contact",))
    with pytest.raises(ConsentMissing):
        desks.offer("transfer")
    desks.agree(desks.case.reports.get().pk, desks.there)
    case = desks.transfer()
    with pytest.raises(ConsentMissing):
        back(desks, case)


def test_withdrawal_after_the_transfer_is_a_task_of_the_new_owner() -> None:
    desks = make_two_desks()
    case = desks.transfer()
    desks.reporter.withdraw("share-organisation")
    collect_all()
    assert Envelope.objects.get().organisation_id == desks.there.organisation.pk
    task = Task.objects.get(kind="consent-withdrawn", about_id=Offer.objects.get().pk)
    assert (task.organisation_id, task.case_id) == (desks.there.organisation.pk, case.pk)
    assert Offer.objects.get().state == "accepted"


def test_later_messages_reach_the_new_owner_by_way_of_the_old_one() -> None:
    desks = make_two_desks()
    case = desks.transfer()
    desks.reporter.write("They came again.")
    collect_all()
    waiting = Envelope.objects.get(kind="answer")
    assert inbox.file_arrivals(desks.tenzin, case, DAY).missing == 1
    waiting.refresh_from_db()
    assert waiting.refused_on is None
    before = bytes(waiting.sealed)
    assert inbox.forward_arrivals(desks.noor, DAY) == 1
    waiting.refresh_from_db()
    assert bytes(waiting.sealed) != before
    assert waiting.organisation_id == desks.there.organisation.pk
    with pytest.raises(KeyMissing):
        desks.noor.open_intake(waiting.key_id, bytes(waiting.sealed))
    assert inbox.file_arrivals(desks.tenzin, case, DAY).messages == 1
    assert case_rows.open_contents(desks.tenzin, case).messages[-1].words == "They came again."
    assert Message.objects.count() == 1


def coalition_of(desks: TwoDesks) -> Coalition:
    return Coalition((desks.here.public, desks.there.public))


def test_reply_of_the_new_owner_is_shown_with_the_statement_of_the_old_one() -> None:
    desks = make_two_desks()
    case = desks.transfer()
    cases.send_reply(desks.tenzin, case, "We look after it now.", "en", DAY)
    deliver()
    answers = read_replies(
        desks.reporter.mailbox, desks.reporter.receipt, desks.here.public, coalition_of(desks)
    )
    assert (answers.unchecked, [each.words for each in answers.checked]) == (0, ["We look after it now."])
    assert answers.checked[0].handed_by == desks.here.public
    assert answers.checked[0].written_by == desks.there.public


@pytest.mark.parametrize("broken", ["no statement", "its own statement", "another report", "unlisted"])
def test_reply_of_another_organisation_without_a_genuine_statement_is_not_shown(broken: str) -> None:
    from safehold.core.envelopes import HandOverDocument, sign_document

    desks = make_two_desks()
    case = desks.transfer()
    signer = desks.tenzin if broken == "its own statement" else desks.noor
    report_id = str(case.pk) if broken == "another report" else str(case.reports.get().pk)
    statement = HandOverDocument(
        report_id=report_id,
        from_id=str(desks.here.organisation.pk),
        to_id=str(desks.there.organisation.pk),
        handed_on=DAY.isoformat(),
    )
    if broken == "no statement":
        HandOver.objects.all().delete()
    else:
        HandOver.objects.update(signed=sign_document(statement, signer.signing_key("replies")))
    cases.send_reply(desks.tenzin, case, "Meet us at the bridge.", "en", DAY)
    deliver()
    listed = Coalition((desks.here.public,)) if broken == "unlisted" else coalition_of(desks)
    answers = read_replies(desks.reporter.mailbox, desks.reporter.receipt, desks.here.public, listed)
    assert (answers.unchecked, answers.checked) == (1, ())


def test_member_removed_between_offer_and_taking_takes_nothing_along() -> None:
    desks = make_two_desks()
    offer = desks.offer("transfer")
    vault.remove_member(desks.there.unlocked_lead, desks.there.noor, DAY)
    stolen = desks.noor.case_key(desks.case.pk, 1)
    case = actions.accept_offer(desks.there.unlocked_lead, offer, DAY)
    for row in rows_of(case):
        with pytest.raises(RowTampered):
            row.open(stolen)
