# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of actors over HTTP: what is typed stays, what is decided is a person's, what is read is in the audit."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from safehold.desk.actors import queries
from safehold.desk.actors.models import Actor, Decision, Statement
from safehold.desk.actors.tests.lists import HAN, OTHER, PINYIN, ROW, bring_list
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, make_desk
from safehold.desk.members.models import Member
from safehold.desk.parties.rules import PartyDraft, name_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Any:
    return arrive(desk, "A man followed me")[1]


@pytest.fixture
def browser(desk: Desk) -> Client:
    return desk.browser(desk.noor)


def read(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def post(browser: Client, address: str, status: int = 302, **typed: Any) -> Any:
    answer = browser.post(address, typed)
    assert answer.status_code == status, answer.content.decode()
    return answer


def screen(browser: Client, case: Case, name: str = HAN) -> Actor:
    post(browser, f"/actors/{case.id}/add", kind="official", name_1=name)
    return Actor.objects.get()


def test_a_name_is_screened_as_it_is_kept_and_the_reason_stands_beside_it(
    desk: Desk, case: Case, browser: Client
) -> None:
    bring_list(ROW, OTHER)
    actor = screen(browser, case)
    page = read(browser, f"/actors/{case.id}/{actor.id}/screening")
    assert PINYIN in page
    assert "Likely the same name" in page
    assert "Head of an invented bureau" in page
    (found,) = queries.list_proposals(desk.unlocked, queries.open_actor(desk.unlocked, actor))
    assert all(each.en in page for each in found.finding.reasons)
    assert not Decision.objects.exists()


def test_bad_input_keeps_what_was_typed(case: Case, browser: Client, desk: Desk) -> None:
    bring_list(ROW)
    page = post(browser, f"/actors/{case.id}/add", 422, kind="official", born="who knows", description=CANARY)
    assert CANARY in page.content.decode()
    actor = screen(browser, case)
    (found,) = queries.list_proposals(desk.unlocked, queries.open_actor(desk.unlocked, actor))
    address = f"/actors/{case.id}/{actor.id}/decide/{found.id}"
    page = post(browser, address, 422, reason=CANARY, seen=found.fingerprint)
    assert CANARY in page.content.decode()
    page = post(browser, address, 422, verdict="match", reason=CANARY, seen="older")
    assert CANARY in page.content.decode()
    assert "The list changed while you were reading." in page.content.decode()
    page = post(browser, f"/actors/{case.id}/{actor.id}/statements", 422, words=CANARY, when="who knows")
    assert CANARY in page.content.decode()
    assert not Decision.objects.exists()
    assert not Statement.objects.exists()


def test_a_party_of_the_case_is_screened_by_one_link_and_whom_it_looks_after_has_none(
    desk: Desk, case: Case, browser: Client
) -> None:
    parties = {
        role: cases.add_party(desk.unlocked, case, PartyDraft("person", (role,), (name_of(HAN),)), DAY)
        for role in ("perpetrator", "relative")
    }
    page = read(browser, f"/cases/{case.id}/people")
    there = {role: f"/actors/{case.id}/party/{party.id}" for role, party in parties.items()}
    assert there["perpetrator"] in page
    assert there["relative"] not in page
    read(browser, there["relative"], 404)
    assert HAN in read(browser, there["perpetrator"])
    post(browser, there["perpetrator"], kind="official", name_1=HAN)
    assert Actor.objects.get().party_id == parties["perpetrator"].id
    assert browser.get(there["perpetrator"]).status_code == 302
    assert there["perpetrator"] not in read(browser, f"/actors/{case.id}/")


def test_a_mistaken_identity_stands_first_and_a_statement_has_its_source(case: Case, browser: Client) -> None:
    bring_list(ROW)
    actor = screen(browser, case)
    at = f"/actors/{case.id}/{actor.id}"
    post(browser, f"{at}/mistaken", words="A teacher in Richmond has this name.")
    page = read(browser, f"{at}/screening")
    assert 0 < page.index("A teacher in Richmond") < page.index(PINYIN)
    said: dict[str, Any] = {
        "about": "position",
        "words": "Deputy head",
        "body": "An office",
        "when": "since 2019",
    }
    post(browser, f"{at}/statements", **said, source="A page of the office", reliability="fairly")
    page = read(browser, at)
    assert all(
        each in page for each in ("Deputy head", "since 2019", "A page of the office", "Fairly reliable")
    )
    statement = Statement.objects.get()
    post(browser, f"{at}/statements/{statement.id}/remove")
    assert "Deputy head" not in read(browser, at)


def test_everything_done_is_one_row_of_the_audit_without_a_name(
    desk: Desk, case: Case, browser: Client
) -> None:
    bring_list(ROW)
    actor = screen(browser, case)
    at = f"/actors/{case.id}/{actor.id}"
    (found,) = queries.list_proposals(desk.unlocked, queries.open_actor(desk.unlocked, actor))
    post(browser, f"{at}/decide/{found.id}", verdict="unsure", reason="No birth", seen=found.fingerprint)
    post(browser, f"{at}/screen")
    post(browser, f"{at}/remove")
    rows = list(AuditRow.objects.filter(verb__startswith="actor.").order_by("sequence"))
    assert [row.verb for row in rows] == ["actor.added", "actor.decided", "actor.screened", "actor.removed"]
    assert {row.subject for row in rows} == {str(case.id)}


def test_the_same_form_twice_makes_one(case: Case, browser: Client) -> None:
    page = browser.get(f"/actors/{case.id}/add")
    once = str(page.context["form"].initial["once"])
    for _ in range(2):
        post(browser, f"/actors/{case.id}/add", kind="official", name_1=HAN, once=once)
    assert Actor.objects.count() == 1


def test_pages_speak_french_with_the_reason(case: Case, desk: Desk, browser: Client) -> None:
    bring_list(ROW)
    actor = screen(browser, case)
    (found,) = queries.list_proposals(desk.unlocked, queries.open_actor(desk.unlocked, actor))
    Member.objects.filter(pk=desk.noor.pk).update(language="fr")
    page = read(browser, f"/actors/{case.id}/{actor.id}/screening")
    assert all(each.fr in page for each in found.finding.reasons)
