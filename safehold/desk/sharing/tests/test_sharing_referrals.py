# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A referral between two organisations: only what was chosen, only while it stands, and really gone afterwards."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from safehold.core.rows import RowTampered
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as case_actions
from safehold.desk.cases import queries as cases
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.inbox.tests.sealed_reports import collect_all
from safehold.desk.members.models import Member
from safehold.desk.sharing import actions, queries
from safehold.desk.sharing.errors import (
    NothingChosen,
    OfferedAlready,
    OfferNotWaiting,
    ShareClosed,
)
from safehold.desk.sharing.models import Entry, Offer, Parcel, Share
from safehold.desk.sharing.tests.two_desks import DAY, SECRET_NAME, WHY, WORDS, make_two_desks
from safehold.desk.tasks.models import Task
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import SubjectKey

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def verbs(organisation_id: UUID) -> list[str]:
    rows = AuditRow.objects.filter(organisation_id=organisation_id, verb__startswith="share.")
    return list(rows.order_by("sequence").values_list("verb", flat=True))


def holders(share: Share) -> set[object]:
    return set(SubjectKey.objects.filter(subject_id=share.pk).values_list("vault__organisation", flat=True))


def test_only_what_was_chosen_reaches_the_other_organisation() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    task = Task.objects.get(organisation=desks.there.organisation, done_on=None)
    assert (task.kind, task.about_id, task.due_on) == ("share-waits", offer.pk, DAY), (
        "it stands in their day from the first day"
    )
    cover = actions.read_cover(desks.tenzin, offer)
    assert (cover.words, cover.classes) == (WHY, {"words": 1})
    case = actions.accept_offer(desks.tenzin, offer, DAY)
    assert case.organisation_id == desks.there.organisation.pk
    share = queries.open_share(desks.tenzin, Share.objects.get())
    assert share.content["reports"][0]["answers"] == [{"field": "words", "text": WORDS}]
    assert SECRET_NAME not in str(share.content)
    assert WORDS not in cases.open_titles(desks.tenzin, [case])[case.pk]
    assert not Parcel.objects.exists()
    assert not Task.objects.filter(organisation=desks.there.organisation, done_on=None).exists()
    for desk in (desks.here, desks.there):
        assert verbs(desk.organisation.pk) == ["share.offered", "share.accepted"]


def test_nothing_lies_in_the_clear() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    rows = [offer, offer.parcel]
    actions.accept_offer(desks.tenzin, offer, DAY)
    actions.add_entry(desks.noor, Share.objects.get(), "Call her on Monday.", DAY)
    for row in [*rows, *Entry.objects.all()]:
        for name, value in vars(row).items():
            kept = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            assert not [w for w in (WORDS, WHY, SECRET_NAME, "Monday") if w.encode() in kept], name


def test_without_consent_nothing_is_offered() -> None:
    desks = make_two_desks(("contact",))
    with pytest.raises(ConsentMissing) as missing:
        desks.offer()
    assert missing.value.recipient == f"organisation:{desks.there.organisation.pk}"
    assert not Offer.objects.exists()
    assert not Parcel.objects.exists()
    assert not Task.objects.exists()
    assert "share.offered" not in verbs(desks.here.organisation.pk)


def test_consent_for_this_organisation_alone_is_enough() -> None:
    desks = make_two_desks(("contact",))
    desks.agree(desks.case.reports.get().pk, desks.there)
    assert desks.offer().state == "waiting"


def test_nothing_chosen_and_offered_twice_are_refused() -> None:
    desks = make_two_desks()
    with pytest.raises(NothingChosen):
        desks.offer(choice=queries.Choice())
    desks.offer()
    with pytest.raises(OfferedAlready):
        desks.offer()


def test_a_second_click_offers_once_and_takes_once() -> None:
    desks, once = make_two_desks(), uuid4()
    draft = actions.Draft(desks.there.organisation, "referral", WHY, desks.choice())
    first, second = (actions.offer_case(desks.noor, desks.case, draft, DAY, once) for _ in range(2))
    assert first.pk == second.pk
    taken = {actions.accept_offer(desks.tenzin, first, DAY).pk for _ in range(2)}
    assert len(taken) == 1
    assert Share.objects.count() == 1


def test_an_urgent_case_is_urgent_for_those_who_take_a_part_of_it() -> None:
    desks = make_two_desks()
    case_actions.set_triage(desks.case, "urgent", desks.noor.member, DAY)
    assert actions.accept_offer(desks.tenzin, desks.offer(), DAY).triage == "urgent"


def test_both_write_and_read_and_the_other_is_told() -> None:
    desks = make_two_desks()
    share, once = desks.share(), uuid4()
    for _click in range(2):
        actions.add_entry(desks.noor, share, "Who calls her?", DAY, once=once)
    told = Task.objects.get(done_on=None)
    assert told.due_on == told.opened_on
    assert (told.organisation_id, told.case_id) == (desks.there.organisation.pk, share.receiver_case_id)
    actions.add_entry(desks.tenzin, share, "Call her.", DAY, doing=desks.there.organisation.pk)
    opened = queries.open_share(desks.noor, share)
    assert [(each.words, each.is_ours) for each in opened.messages] == [("Who calls her?", True)]
    actions.mark_work(desks.noor, share, opened.works[0].row.pk, DAY, done=True)
    assert queries.open_share(desks.tenzin, share).works[0].row.done_on == DAY


def test_recall_takes_the_wraps_away_and_an_old_key_opens_no_row() -> None:
    desks = make_two_desks()
    share = desks.share()
    actions.add_entry(desks.tenzin, share, "We have called her.", DAY)
    stolen = desks.tenzin.case_key(share.pk, share.key_version)
    assert [entry.open(stolen) for entry in Entry.objects.all()]
    actions.recall_offer(desks.noor, share.offer, DAY)
    assert holders(share) == {desks.here.organisation.pk}
    share.refresh_from_db()
    assert (share.is_open, share.ending, share.reseal_due) == (False, "recalled", True)
    assert actions.reseal_due(desks.noor, DAY) == 1
    for entry in Entry.objects.all():
        with pytest.raises(RowTampered):
            entry.open(stolen)
    share.refresh_from_db()
    assert not SubjectKey.objects.filter(subject_id=share.pk, version=1).exists()
    assert queries.open_share(desks.noor, share).messages[0].words == "We have called her."
    with pytest.raises(ShareClosed):
        queries.open_share(desks.tenzin, share)
    with pytest.raises(ShareClosed):
        actions.add_entry(desks.tenzin, share, "Once more.", DAY)
    assert verbs(desks.there.organisation.pk)[-2:] == ["share.recalled", "share.resealed"]


def test_withdrawal_closes_without_a_key_and_the_next_unlock_seals_anew() -> None:
    desks = make_two_desks()
    share = desks.share()
    stolen = desks.tenzin.case_key(share.pk, 1)
    desks.reporter.withdraw("share-organisation")
    collect_all()
    share.refresh_from_db()
    assert (share.ending, share.reseal_due) == ("withdrawn", True)
    assert holders(share) == {desks.here.organisation.pk}
    told = Task.objects.filter(kind="consent-withdrawn", done_on=None)
    assert {task.case_id for task in told} == {share.sender_case_id, share.receiver_case_id}
    vault_words = desks.here.words[desks.here.noor.id]
    unlock(desks.here.noor, vault_words)
    for entry in Entry.objects.all():
        with pytest.raises(RowTampered):
            entry.open(stolen)
    assert "share.withdrawn" in verbs(desks.there.organisation.pk)


def unlock(member: Member, words: str) -> None:
    vault.begin_unlocking(member, words, session_key="k", source="test", on=DAY, now=timezone.now())


def test_withdrawal_between_offer_and_taking_refuses_it() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    desks.agree(desks.case.reports.get().pk, desks.there, act="withdrawn")
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    assert not Parcel.objects.exists()
    with pytest.raises(OfferNotWaiting):
        actions.accept_offer(desks.tenzin, offer, DAY)
    assert not Share.objects.exists()


def test_withdrawal_for_somebody_else_ends_nothing() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    desks.agree(desks.case.reports.get().pk, desks.here, act="withdrawn")
    offer.refresh_from_db()
    assert offer.state == "waiting"


def test_consent_that_ends_by_itself_is_seen_without_any_job() -> None:
    desks = make_two_desks(("contact",))
    desks.agree(desks.case.reports.get().pk, desks.there, until=DAY)
    offer = desks.offer()
    with pytest.raises(ConsentMissing):
        actions.accept_offer(desks.tenzin, offer, DAY + timedelta(days=1))
    assert not Share.objects.exists()


@pytest.mark.parametrize("how", ["reject", "recall", "expire"])
def test_an_offer_that_ends_leaves_nothing_that_travelled(how: str) -> None:
    desks = make_two_desks()
    offer = desks.offer()
    if how == "reject":
        actions.reject_offer(desks.tenzin, offer, "full", DAY)
    elif how == "recall":
        actions.recall_offer(desks.noor, offer, DAY)
    else:
        assert actions.expire_offers(offer.expires_on) == 0
        assert actions.expire_offers(offer.expires_on + timedelta(days=1)) == 1
    offer.refresh_from_db()
    assert offer.state == f"{how.rstrip('e')}ed"
    assert not Parcel.objects.exists()
    assert not SubjectKey.objects.filter(subject_id=offer.pk).exists()
    left = Task.objects.filter(done_on=None)
    told = [] if how == "recall" else [("share-came-back", desks.case.pk, offer.ended_on)]
    assert [(task.kind, task.case_id, task.due_on) for task in left] == told
    if how == "reject":
        desks.offer()
        assert not left.filter(kind="share-came-back").exists(), "it is offered again"
    with pytest.raises(OfferNotWaiting):
        actions.accept_offer(desks.tenzin, offer, DAY)


def test_an_offer_is_over_though_no_job_ran() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    with pytest.raises(OfferNotWaiting):
        actions.accept_offer(desks.tenzin, offer, offer.expires_on + timedelta(days=1))


def test_giving_back_and_calling_back_after_each_other_is_once() -> None:
    desks = make_two_desks()
    share = desks.share()
    actions.return_share(desks.tenzin, share, DAY)
    actions.recall_offer(desks.noor, share.offer, DAY)
    actions.return_share(desks.tenzin, share, DAY)
    assert verbs(desks.here.organisation.pk).count("share.returned") == 1
    assert Task.objects.get(kind="share-came-back").organisation_id == desks.here.organisation.pk
    assert "share.recalled" not in verbs(desks.here.organisation.pk)
    with pytest.raises(OfferNotWaiting):
        actions.reject_offer(desks.tenzin, share.offer, "full", DAY)


def test_destroying_the_case_of_who_began_it_erases_the_share() -> None:
    desks = make_two_desks()
    share = desks.share()
    actions.forget_case(desks.case.pk, DAY)
    share.refresh_from_db()
    assert share.ending == "destroyed"
    assert not Entry.objects.exists()
    assert not SubjectKey.objects.filter(subject_id=share.pk).exists()
