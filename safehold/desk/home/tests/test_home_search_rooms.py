# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other rooms wrote about a case is found like the case, by those who may read it there, while it is there."""

from typing import Any

import pytest
from django.utils import timezone

from safehold.desk.cases.models import Case
from safehold.desk.home.tests.test_home_search import found, hire_researcher, look
from safehold.desk.inbox.tests.sealed_reports import DAY, collect_all
from safehold.desk.referrals import actions as referrals
from safehold.desk.referrals.queries import Choice as PacketChoice
from safehold.desk.retention import actions as retention
from safehold.desk.search import actions as search
from safehold.desk.search.models import IndexedCase, SourceTokens
from safehold.desk.sharing import actions as sharing
from safehold.desk.sharing.models import EndedText, Entry, Share
from safehold.desk.sharing.tests.two_desks import AGREED, make_two_desks
from safehold.desk.support import actions as support
from safehold.desk.vault import actions as vault

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def sources_of(case_id: Any) -> set[Any]:
    return set(SourceTokens.objects.filter(indexed_case__case_id=case_id).values_list("source_id", flat=True))


def test_a_packet_an_override_a_hold_and_an_offer_are_found_and_end_with_the_case() -> None:
    desks = make_two_desks((*AGREED, "share-authorities"))
    noor, lead, case = desks.noor, desks.here.unlocked_lead, desks.case
    (referral,) = referrals.choose_receivers(noor, case, ["authority:local-police"], DAY)
    referrals.choose_packet(noor, referral, PacketChoice("en", ("words",), (), "Please look."), DAY)
    packet = referrals.send_packet(noor, referral, "mail", DAY, DAY)
    offer = desks.offer()
    desks.agree(case.reports.get().pk, desks.there, act="withdrawn")
    receiver = f"organisation:{desks.there.organisation.pk}"
    override = support.propose_override(noor, case, receiver, "Her life hangs on the ferry", DAY, once=None)
    hold = retention.place_hold(lead, case, "The tribunal asked for the lighthouse file", DAY)
    assert {packet.pk, offer.pk, override.pk, hold.pk} <= sources_of(case.pk)
    browser = desks.here.browser(desks.here.noor)
    for words in ("ferry", "lighthouse", "you speak their language"):
        assert found(look(browser, words)) == [case.pk], words
    left = look(browser, "two men waited").content.decode()
    assert "A packet that left" in left
    assert "What was shared" in left
    reader = desks.here.browser(hire_researcher(desks.here))
    for words in ("ferry", "lighthouse", "you speak their language"):
        assert found(look(reader, words)) == [], words
    retention.release_hold(lead, hold, DAY)
    retention.destroy_now(lead, Case.objects.get(pk=case.pk), "asked", DAY)
    assert sources_of(case.pk) == set()


def test_what_was_shared_and_written_is_found_on_both_sides_and_only_while_it_opens() -> None:
    desks = make_two_desks()
    share = desks.share()
    theirs = share.receiver_case_id
    here, there = desks.here.browser(desks.here.noor), desks.there.browser(desks.there.noor)
    assert found(look(there, "sister works")) == [theirs]
    assert "What was shared" in look(there, "sister works").content.decode()
    sharing.add_entry(desks.noor, share, "Ask the cobbler on Elm Street.", DAY)
    assert found(look(here, "cobbler")) == [desks.case.pk]
    assert found(look(there, "cobbler")) == []  # nobody of theirs has opened it
    sharing.index_shares(desks.tenzin)
    assert found(look(there, "cobbler")) == [theirs]
    reader = desks.there.browser(hire_researcher(desks.there))
    assert found(look(reader, "sister works")) == found(look(reader, "cobbler")) == []
    entries = set(Entry.objects.values_list("pk", flat=True))
    assert entries <= sources_of(theirs)
    sharing.recall_offer(desks.noor, share.offer, DAY)
    assert not entries & sources_of(theirs)
    assert not EndedText.objects.exists()
    assert found(look(there, "sister works")) == found(look(there, "cobbler")) == []
    assert found(look(here, "cobbler")) == [desks.case.pk]


def test_after_a_withdrawal_the_next_round_takes_the_tokens_away() -> None:
    desks = make_two_desks()
    share = desks.share()
    there = desks.there.browser(desks.there.noor)
    desks.reporter.withdraw("share-organisation")
    collect_all()
    assert found(look(there, "sister works")) == []
    entries = set(Entry.objects.values_list("pk", flat=True))
    assert entries & sources_of(share.receiver_case_id)
    sharing.sweep(DAY)
    assert not entries & sources_of(share.receiver_case_id)


def test_destroying_the_case_of_who_shared_leaves_no_token_at_the_other() -> None:
    desks = make_two_desks()
    share = desks.share()
    entries = set(Entry.objects.values_list("pk", flat=True))
    sharing.forget_case(desks.case.pk, DAY)
    sharing.sweep(DAY)
    assert not entries & sources_of(share.receiver_case_id)


def test_tokens_that_a_new_search_key_took_away_come_back_at_the_next_unlock() -> None:
    desks = make_two_desks()
    share = desks.share()
    assert share.receiver_case_id
    case = Case.objects.get(pk=share.receiver_case_id)
    search.index_case(desks.tenzin, case.pk, desks.tenzin.case_key(case.pk, case.key_version))
    entries = set(Entry.objects.values_list("pk", flat=True))
    assert not entries & sources_of(case.pk)
    vault.begin_unlocking(
        desks.there.noor,
        desks.there.words[desks.there.noor.pk],
        session_key="k",
        source="test",
        on=DAY,
        now=timezone.now(),
    )
    assert entries <= sources_of(case.pk)
    assert Share.objects.get().is_open


def test_a_case_that_is_elsewhere_is_not_found_by_what_the_giver_offered() -> None:
    desks = make_two_desks()
    case = desks.transfer()
    browser = desks.here.browser(desks.here.noor)
    assert found(look(browser, "you speak their language")) == []
    assert not IndexedCase.objects.filter(organisation=desks.here.organisation, case_id=case.pk).exists()
