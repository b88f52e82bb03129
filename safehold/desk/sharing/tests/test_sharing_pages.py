# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of sharing, as noor and tenzin meet them. No JavaScript."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from safehold.desk.sharing import actions
from safehold.desk.sharing.models import Departure, Offer, Share
from safehold.desk.sharing.tests.two_desks import DAY, SECRET_NAME, WHY, WORDS, TwoDesks, make_two_desks

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def read(client: Client, name: str, *ids: Any, status: int = 200) -> str:
    answer = client.get(reverse(name, args=ids))
    assert answer.status_code == status, answer
    return answer.content.decode()


def filled(desks: TwoDesks, kind: str = "referral", **more: Any) -> dict[str, Any]:
    report = str(desks.case.reports.get().pk)
    fields = {"receiver": str(desks.there.organisation.pk), "kind": kind, "words": WHY, "reports": [report]}
    return {**fields, "fields_words": ["words"], **more}


def test_choose_see_offer_take_and_write() -> None:
    desks = make_two_desks()
    noor, tenzin = desks.here.browser(desks.here.noor), desks.there.browser(desks.there.noor)
    assert "Nobody else has it" in read(noor, "sharing:case", desks.case.pk)
    assert "Snow" in read(noor, "sharing:pick", desks.case.pk)
    address = reverse("sharing:pick", args=[desks.case.pk])
    seen = noor.post(address, filled(desks)).content.decode()
    assert "What they will see" in seen
    assert WORDS in seen
    assert SECRET_NAME not in seen
    assert not Offer.objects.exists()
    changed = noor.post(address, filled(desks, change="1"))
    assert (changed.status_code, WHY in changed.content.decode()) == (200, True)
    assert noor.post(address, filled(desks, offer="1")).status_code == 302
    offer = Offer.objects.get()
    assert "Harbour" in read(tenzin, "sharing:list")
    asked = read(tenzin, "sharing:offer", offer.pk)
    assert WHY in asked
    assert WORDS not in asked
    assert tenzin.post(reverse("sharing:accept", args=[offer.pk])).status_code == 302
    thread = read(tenzin, "sharing:thread", offer.pk)
    assert WORDS in thread
    tenzin.post(reverse("sharing:write", args=[offer.pk]), {"words": "I call her tomorrow."})
    assert "I call her tomorrow." in read(noor, "sharing:thread", offer.pk)
    assert "Taken" in read(noor, "sharing:case", desks.case.pk)


def test_missing_words_and_missing_choice_lose_nothing() -> None:
    desks = make_two_desks()
    noor = desks.here.browser(desks.here.noor)
    address = reverse("sharing:pick", args=[desks.case.pk])
    answer = noor.post(address, filled(desks, words=""))
    assert answer.status_code == 422
    assert "Write in a sentence why you ask them." in answer.content.decode()
    answer = noor.post(address, filled(desks, fields_words=[]))
    assert (answer.status_code, WHY in answer.content.decode()) == (422, True)
    assert "Choose at least one thing" in answer.content.decode()


def test_no_organisation_is_chosen_until_somebody_chooses_one() -> None:
    desks = make_two_desks()
    noor = desks.here.browser(desks.here.noor)
    offered = (
        read(noor, "sharing:pick", desks.case.pk).partition('name="receiver"')[2].partition("</select>")[0]
    )
    assert '<option value=""' in offered
    assert f'{desks.there.organisation.pk}" selected' not in offered
    answer = noor.post(reverse("sharing:pick", args=[desks.case.pk]), filled(desks, receiver=""))
    assert (answer.status_code, WHY in answer.content.decode()) == (422, True)
    assert "Choose the organisation." in answer.content.decode()


def test_without_consent_the_page_says_so_and_keeps_what_was_typed() -> None:
    desks = make_two_desks(("contact",))
    noor = desks.here.browser(desks.here.noor)
    address = reverse("sharing:pick", args=[desks.case.pk])
    assert "It cannot leave yet" in noor.post(address, filled(desks)).content.decode()
    answer = noor.post(address, filled(desks, offer="1"))
    assert answer.status_code == 422
    assert "They do not agree now" in answer.content.decode()
    assert WHY in answer.content.decode()
    assert not Offer.objects.exists()


def test_recall_page_says_what_the_other_side_still_knows() -> None:
    desks = make_two_desks()
    share = desks.share()
    noor, tenzin = desks.here.browser(desks.here.noor), desks.there.browser(desks.there.noor)
    assert noor.post(reverse("sharing:recall", args=[desks.case.pk, share.pk])).status_code == 302
    share.refresh_from_db()
    assert not share.reseal_due
    assert "What they have read" in read(noor, "sharing:thread", share.pk)
    left = read(tenzin, "sharing:thread", share.pk)
    assert "does not open here any more" in left
    assert WORDS not in left
    refused = tenzin.post(reverse("sharing:write", args=[share.pk]), {"words": "Kept words."})
    assert refused.status_code == 422
    tenzin.post(reverse("sharing:return", args=[share.pk]))
    assert Share.objects.get().ending == "recalled"


def test_handing_over_leaves_a_line_and_a_case_elsewhere() -> None:
    desks = make_two_desks()
    noor, tenzin = desks.here.browser(desks.here.noor), desks.there.browser(desks.there.noor)
    seen = noor.post(reverse("sharing:pick", args=[desks.case.pk]), filled(desks, "transfer"))
    assert "The whole case" in seen.content.decode()
    noor.post(reverse("sharing:pick", args=[desks.case.pk]), filled(desks, "transfer", offer="1"))
    offer = Offer.objects.get()
    answer = tenzin.post(reverse("sharing:accept", args=[offer.pk]))
    assert answer.headers["Location"] == reverse("home:case", args=[desks.case.pk])
    assert WORDS in read(tenzin, "home:case", desks.case.pk)
    assert "This case came to you" in read(tenzin, "sharing:case", desks.case.pk)
    assert Departure.objects.get().reference in read(noor, "sharing:list")
    for name in ("home:case", "sharing:case", "sharing:pick"):
        read(noor, name, desks.case.pk, status=404)
    assert noor.get(reverse("sharing:sent", args=[desks.case.pk, offer.pk])).status_code == 404


def test_giving_back_needs_a_reason_and_the_sender_reads_it() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    tenzin = desks.there.browser(desks.there.noor)
    assert tenzin.post(reverse("sharing:reject", args=[offer.pk])).status_code == 422
    tenzin.post(reverse("sharing:reject", args=[offer.pk]), {"reason": "language"})
    noor = desks.here.browser(desks.here.noor)
    assert "We do not speak their language" in read(noor, "sharing:case", desks.case.pk)
    assert "does not wait for you any more" in read(tenzin, "sharing:offer", offer.pk)


def test_members_without_the_role_to_share_and_other_organisations_find_nothing() -> None:
    desks = make_two_desks()
    offer = desks.offer()
    noor = desks.here.browser(desks.here.noor)
    read(noor, "sharing:offer", offer.pk, status=404)  # her own offer is not offered to her
    read(desks.there.browser(desks.there.auditor), "sharing:list", status=403)
    read(desks.there.browser(desks.there.noor), "sharing:case", desks.case.pk, status=404)
    actions.recall_offer(desks.noor, offer, DAY)
