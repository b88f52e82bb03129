# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases that were put together are read as one on the pages of other rooms, too; each row says whose it is."""

import pytest
from django.urls import reverse

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, arrive
from safehold.desk.referrals import actions as referrals
from safehold.desk.referrals.models import Referral
from safehold.desk.sharing.models import Share
from safehold.desk.sharing.tests.two_desks import AGREED, make_two_desks
from safehold.desk.support import actions as support
from safehold.desk.support.models import Need
from safehold.web.references import reference_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def test_support_referrals_and_sharing_show_those_of_the_case_that_is_read_in_it() -> None:
    desks = make_two_desks((*AGREED, "share-authorities"))
    noor, merged = desks.noor, desks.case
    support.add_need(noor, merged, "lawyer", "For the ferry papers", support.NeedMove(), DAY)
    referrals.choose_receivers(noor, merged, ["authority:local-police"], DAY)
    share = desks.share()
    _, main = arrive(desks.here, "They came again.", consents=(*AGREED, "share-authorities"))
    cases.merge_cases(noor, Case.objects.get(pk=merged.pk), main, DAY)
    browser = desks.here.browser(desks.here.noor)
    label = f"from case {reference_of(merged.pk)}"

    def read(page: str) -> str:
        return browser.get(reverse(page, args=[main.pk])).content.decode()

    for page in ("support:case", "referrals:case", "sharing:case"):
        assert label in read(page), page
    assert "For the ferry papers" in read("support:case")
    address = reverse("referrals:referral", args=[merged.pk, Referral.objects.get().pk])
    assert address in read("referrals:case")
    assert browser.get(address).status_code == 200
    assert reverse("sharing:thread", args=[share.pk]) in read("sharing:case")
    recall = reverse("sharing:recall", args=[merged.pk, share.pk])
    assert recall in read("sharing:case")
    assert browser.post(recall).headers["Location"] == reverse("sharing:case", args=[main.pk])
    assert Share.objects.get().ending == "recalled"
    assert {row.case_id for row in (Need.objects.get(), Referral.objects.get())} == {merged.pk}
    cases.unmerge_case(noor, Case.objects.get(pk=merged.pk), DAY)
    for page in ("support:case", "referrals:case", "sharing:case"):
        assert label not in read(page), page
    assert "For the ferry papers" not in read("support:case")
