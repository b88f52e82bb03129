# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A registrar unlocks and sees no case; everybody else does not see the office."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safehold.desk.cases import queries as cases
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.inbox.tests.sealed_reports import DAY, PASSWORD, arrive
from safehold.desk.members import actions as members
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.registrar.models import Filing
from safehold.desk.registrar.tests.office import House
from safehold.desk.vault import actions as vault
from safehold.desk.vault import at_unlock
from safehold.desk.vault import queries as keys
from tests.cast import cheap_argon2id

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_registrar_reaches_no_case(house: House) -> None:
    _reporter, case = arrive(house.desk, "They came at night")
    assert not any(may_see("registrar", each) for each in FieldClass)
    with pytest.raises(CaseUnknown):
        cases.access_case(house.rosa, case.pk)
    browser = house.browser(house.rosa)
    assert browser.get(reverse("home:case", args=[case.pk])).status_code == 404
    for name in ("inbox:queue", "cases:list", "home:search"):
        assert browser.get(reverse(name)).status_code == 403
    assert browser.get(reverse("home:day")).url == reverse("registrar:filings")  # type: ignore[attr-defined]


def test_office_is_not_there_for_anybody_else(house: House) -> None:
    filing = house.send()
    for member in (house.desk.lead, house.desk.noor, house.desk.auditor):
        browser = house.browser(member)
        for name, arguments in (
            ("registrar:filings", []),
            ("registrar:filing", [filing.pk]),
            ("registrar:log", []),
        ):
            assert browser.get(reverse(name, args=arguments)).status_code == 404


def test_work_on_cases_does_not_wait_for_a_registrar(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(at_unlock, "_registered", {"cases": lambda *_: done.append("cases")})
    at_unlock.do_what_waited(house.first, DAY)
    at_unlock.do_what_waited(house.desk.unlocked, DAY)
    assert done == ["cases"]


@pytest.mark.parametrize("role", ["researcher", "registrar", "caseworker"])
def test_whoever_has_words_and_waits_is_shown_to_the_lead(house: House, role: str) -> None:
    with cheap_argon2id():
        member = members.enlist(house.desk.organisation, "newcomer", "Newcomer", role, PASSWORD, DAY)
        vault.enrol_member(member, DAY)
    assert [key.member for key in keys.list_waiting_keys(house.desk.organisation.pk)] == [member]


def test_filing_is_read_accepted_and_found_on_pages(house: House) -> None:
    filing = house.send()
    browser = house.browser(house.rosa)
    page = browser.get(reverse("registrar:filing", args=[filing.pk])).content.decode()
    assert "North Quay Consulting" in page and "contact@north-quay.example" in page and "Office only" in page
    answer = browser.post(reverse("registrar:accept", args=[filing.pk]), {}, follow=True)
    assert "Accepted. It is in the log" in answer.content.decode()
    entry = Filing.objects.get().entry
    assert entry is not None
    found = browser.get(reverse("registrar:entries"), {"words": "quay"}).content.decode()
    assert "North Quay Consulting" in found and str(entry.pk) in found
    for name in ("late", "figures", "notices", "log"):
        assert browser.get(reverse(f"registrar:{name}")).status_code == 200


def test_second_person_confirms_on_the_page_and_the_first_cannot(house: House) -> None:
    filing = house.send()
    first, second = house.browser(house.rosa), house.browser(house.ravi)
    first.post(reverse("registrar:refuse", args=[filing.pk]), {"words": "Not an arrangement"})
    proposal = filing.proposals.get()
    address = reverse("registrar:proposal", args=[proposal.pk])
    assert "You proposed this." in first.get(address).content.decode()
    confirm = reverse("registrar:confirm", args=[proposal.pk])
    assert "You proposed this yourself." in first.post(confirm, follow=True).content.decode()
    assert Filing.objects.get().state == "waiting"
    assert "Not an arrangement" in second.get(address).content.decode()
    assert "Confirmed, and done." in second.post(confirm, follow=True).content.decode()
    assert Filing.objects.get().state == "refused"
