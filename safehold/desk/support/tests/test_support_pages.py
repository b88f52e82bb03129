# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Support and consent over HTTP."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.consent import queries as ledger
from safehold.desk.consent.models import LedgerEntry, Override
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, make_desk
from safehold.desk.members.models import Member
from safehold.desk.support import actions
from safehold.desk.support.actions import NeedMove, RiskWords, StepWords
from safehold.desk.support.models import DeviceCheck, Need, RiskAssessment, SafetyStep
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])
POLICE = "authority:local-police"
FORMS: dict[str, dict[str, str]] = {
    "risk": {"fears": CANARY, "level": "high"},
    "plan": {"part": "digital", "what": CANARY},
    "needs": {"need": "lawyer", "words": CANARY, "state": "open"},
    "devices": {"updated": "no", "warnings": "yes", "words": CANARY},
    "consent/share-authorities": {
        "answer": "agrees",
        "how": "spoken",
        "read_aloud": "on",
        "recipient": POLICE,
    },
    "consent/override": {"recipient": POLICE, "reason": CANARY},
}
SEALED = [part for part, fields in FORMS.items() if CANARY in fields.values()]


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def case(desk: Desk) -> Any:
    return arrive(desk, "A man followed me")[1]


def read(browser: Client, case: Case, part: str = "", status: int = 200) -> str:
    answer = browser.get(f"/support/{case.id}/{part}")
    assert answer.status_code == status
    return answer.content.decode()


def written() -> list[int]:
    return [
        each.objects.count()
        for each in (RiskAssessment, SafetyStep, Need, DeviceCheck, LedgerEntry, Override)
    ]


def test_an_empty_page_teaches_the_first_steps(desk: Desk, case: Case) -> None:
    page = read(desk.browser(desk.noor), case)
    assert "A man followed me" in page
    assert "Nobody has written down yet what they fear" in page
    assert "A plan has three parts" in page
    assert [row.verb for row in AuditRow.objects.order_by("-sequence")[:1]] == ["case.read"]


@pytest.mark.parametrize("part", FORMS)
def test_what_is_posted_is_kept_once_and_shown(desk: Desk, case: Case, part: str) -> None:
    browser, before = desk.browser(desk.noor), written()
    assert "<form" in read(browser, case, part)
    fields = FORMS[part] | {"once": str(uuid4())}
    for _ in range(2):
        answer = browser.post(f"/support/{case.id}/{part}", fields)
        assert answer.status_code == 302
    assert sum(written()) == sum(before) + 1
    page = browser.get(answer.headers["Location"]).content.decode()
    assert (CANARY in page) is (part in SEALED)


@pytest.mark.parametrize("part", SEALED)
def test_what_is_posted_while_locked_is_carried_to_the_unlock_page(desk: Desk, case: Case, part: str) -> None:
    answer = desk.browser(desk.noor, unlocked=False).post(f"/support/{case.id}/{part}", FORMS[part])
    assert answer.status_code == 423
    assert CANARY in answer.content.decode()


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("risk", {"level": ""}),
        ("risk", {"reassess_on": "2020-01-01"}),
        ("plan", {"part": "garden"}),
        ("needs", {"state": "gone"}),
        ("needs", {"service": "the-mafia"}),
        ("needs", {"follow_up_on": "soon"}),
        ("devices", {"updated": "perhaps"}),
        ("devices", {"once": "no-id"}),
        ("consent/share-authorities", {"read_aloud": ""}),
        ("consent/share-authorities", {"answer": ""}),
        ("consent/override", {"recipient": ""}),
        ("consent/override", {"recipient": "authority:the-mafia"}),
    ],
)
def test_what_cannot_be_kept_is_asked_again_with_what_was_typed(
    desk: Desk, case: Case, part: str, wrong: dict[str, str]
) -> None:
    before = written()
    answer = desk.browser(desk.noor).post(f"/support/{case.id}/{part}", FORMS[part] | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What you wrote is still here" in page
    assert part not in SEALED or CANARY in page
    assert written() == before


@pytest.mark.parametrize("part", ["", *FORMS, "consent", "plan/print"])
def test_a_case_is_not_found_by_strangers_and_auditors(desk: Desk, case: Case, part: str) -> None:
    elsewhere, before = make_desk("snowpass", founding=False), written()
    for browser in (elsewhere.browser(elsewhere.noor), desk.browser(desk.auditor)):
        read(browser, case, part, status=404)
        assert browser.post(f"/support/{case.id}/{part}", FORMS.get(part, {})).status_code in (404, 405)
    assert written() == before


def test_what_is_in_another_case_is_not_found_here(desk: Desk, case: Case) -> None:
    _, other = arrive(desk)
    step = actions.add_step(desk.unlocked, other, StepWords("digital", CANARY), DAY)
    need = actions.add_need(desk.unlocked, other, "lawyer", CANARY, NeedMove(), DAY)
    check = actions.keep_check(desk.unlocked, other, {}, CANARY, DAY)
    override = actions.propose_override(desk.unlocked, other, POLICE, CANARY, DAY, once=None)
    browser = desk.browser(desk.noor)
    for part in (f"plan/{step.id}", f"needs/{need.id}", f"devices/{check.id}"):
        read(browser, case, part, status=404)
    for part in (
        f"plan/{step.id}/done",
        f"plan/{step.id}/remove",
        f"needs/{need.id}",
        f"consent/override/{override.id}",
    ):
        assert browser.post(f"/support/{case.id}/{part}", {"state": "met"}).status_code == 404
    assert SafetyStep.objects.get().id == step.id


@pytest.mark.parametrize("part", ["", *FORMS, "plan/print"])
def test_a_role_that_may_not_see_what_keeps_people_safe_is_kept_out(
    desk: Desk, case: Case, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_words(monkeypatch)
    read(desk.browser(desk.noor), case, part, status=403)


def test_such_a_role_reads_the_consents_and_no_reason(
    desk: Desk, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.propose_override(desk.unlocked, case, POLICE, CANARY, DAY, once=None)
    browser = desk.browser(desk.noor)
    assert CANARY in read(browser, case, "consent")
    only_words(monkeypatch)
    page = read(browser, case, "consent")
    assert CANARY not in page and "Share with authorities" in page


def only_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let caseworkers see no more than a researcher does."""
    from safehold.desk.members import rules as members

    monkeypatch.setitem(members.SEEN_BY, "caseworker", members.SEEN_BY["researcher"])


def test_steps_are_ticked_and_the_plan_is_printed_without_saying_whose_it_is(desk: Desk, case: Case) -> None:
    step = actions.add_step(desk.unlocked, case, StepWords("family-abroad", "Agree on a word"), DAY)
    browser = desk.browser(desk.noor)
    assert browser.post(f"/support/{case.id}/plan/{step.id}/done", {"done": "yes"}).status_code == 302
    assert "Done on" in read(browser, case)
    assert "Agree on a word" in read(browser, case, f"plan/{step.id}")
    page = read(browser, case, "plan/print")
    main = page[page.index("<main") : page.index("</main>")]
    assert "Agree on a word" in main and "Family abroad" in main and "call 911" in main
    assert "A man followed me" not in main and "Harbour" not in main
    browser.post(f"/support/{case.id}/plan/{step.id}/remove")
    assert "There is no step" in read(browser, case, "plan/print")


def test_signs_of_spyware_say_where_to_send_a_device_and_how_sure_that_is(desk: Desk, case: Case) -> None:
    browser = desk.browser(desk.noor)
    calm = actions.keep_check(desk.unlocked, case, {"updated": "yes", "warnings": "no"}, "", DAY)
    assert "Citizen Lab" not in read(browser, case, f"devices/{calm.id}")
    signs = actions.keep_check(desk.unlocked, case, {"warnings": "yes"}, "", DAY)
    page = read(browser, case, f"devices/{signs.id}")
    assert "Citizen Lab" in page and "to confirm before you rely on it" in page and "Do not wipe" in page


def test_the_text_is_shown_in_their_language_and_says_when_nobody_checked_it(desk: Desk, case: Case) -> None:
    browser = desk.browser(desk.noor)
    query = f"consent/share-authorities?recipient={POLICE}&language=zh-hans"
    page = read(browser, case, query)
    assert "我们可以把您的个案转交这个机构吗" in page and 'class="quote" lang="zh-Hans"' in page
    assert '<html lang="en" dir="ltr"' in page
    assert "No native reader has checked this text yet" in page
    assert "No native reader" not in read(browser, case, "consent/publish?language=fr")
    for unknown in ("consent/marketing", "consent/share-authorities?recipient=authority:nobody"):
        read(browser, case, unknown, status=404)
    read(browser, case, f"consent/share-organisation?recipient={POLICE}", status=404)


def test_who_was_chosen_after_the_text_was_read_is_read_to_again_and_nothing_is_written(
    desk: Desk, case: Case
) -> None:
    """The text on the page was about everybody: a yes to it is not written down for anybody else, nor the reverse."""
    browser, before = desk.browser(desk.noor), LedgerEntry.objects.count()
    address = f"/support/{case.id}/consent/share-authorities"
    heard = FORMS["consent/share-authorities"] | {"recipient": "", "language": "en"}
    answer = browser.post(address, heard | {"ask_recipient": POLICE, "ask_language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "You chose somebody else, or another language." in page
    assert f'name="recipient" value="{POLICE}"' in page
    ticks = [tag for tag in page.split("<") if tag.startswith("input") and 'name="read_aloud"' in tag]
    assert len(ticks) == 1 and "checked" not in ticks[0]
    answer = browser.post(address, heard | {"ask_recipient": "", "ask_language": "fr"})
    assert answer.status_code == 422 and "Pouvons-nous porter" in answer.content.decode()
    shown = browser.post(address, heard | {"ask_recipient": POLICE, "ask_language": "en", "show": "1"})
    assert shown.status_code == 200 and "You chose" not in shown.content.decode()
    assert LedgerEntry.objects.count() == before
    browser.post(address, heard | {"recipient": POLICE, "ask_recipient": POLICE, "ask_language": "en"})
    assert LedgerEntry.objects.filter(purpose="share-authorities", recipient=POLICE).count() == 1


def test_a_spoken_withdrawal_for_one_receiver_is_shown_with_its_history(desk: Desk, case: Case) -> None:
    browser, subjects = desk.browser(desk.noor), cases.list_consent_subjects(case)
    until = clock.today() + timedelta(30)
    said = FORMS["consent/share-authorities"] | {"language": "fr"}
    browser.post(f"/support/{case.id}/consent/share-authorities", said | {"until": until.isoformat()})
    assert ledger.allows(subjects, "share-authorities", POLICE, clock.today())
    assert not ledger.allows(subjects, "share-authorities", POLICE, until + timedelta(1))
    browser.post(
        f"/support/{case.id}/consent/share-authorities", said | {"answer": "takes-back", "read_aloud": ""}
    )
    assert not ledger.allows(subjects, "share-authorities", POLICE, clock.today())
    page = read(browser, case, "consent")
    assert "Not agreed" in page and "Police of local jurisdiction" in page
    assert "French" in page and "written down by Caseworker of harbour" in page


def test_two_members_decide_on_the_page(desk: Desk, case: Case) -> None:
    noor, lead = desk.browser(desk.noor), desk.browser(desk.lead)
    noor.post(f"/support/{case.id}/consent/override", FORMS["consent/override"])
    override = Override.objects.get()
    address = f"/support/{case.id}/consent/override/{override.id}"
    assert "Another member has to confirm it" in read(noor, case, "consent")
    assert "You proposed it" in noor.post(address, follow=True).content.decode()
    assert "I have read the reason" in read(lead, case, "consent")
    assert "Confirmed. It can be used once" in lead.post(address, follow=True).content.decode()
    assert Override.objects.get().confirmed_by == desk.lead


def test_the_script_is_read_without_unlocking_by_those_who_talk_with_people(desk: Desk) -> None:
    def ask(member: Member) -> Any:
        return desk.browser(member, unlocked=False).get("/support/script")

    assert "It is not your fault." in ask(desk.noor).content.decode()
    assert ask(desk.auditor).status_code == 403


def test_pages_are_in_french_for_those_who_read_french(desk: Desk, case: Case) -> None:
    actions.assess_risk(desk.unlocked, case, "high", RiskWords(fears=CANARY), DAY)
    Member.objects.filter(id=desk.noor.id).update(language="fr")
    browser = desk.browser(Member.objects.get(id=desk.noor.id))
    assert "Ce n'est pas votre faute." in browser.get("/support/script").content.decode().replace(
        "&#x27;", "'"
    )
    assert "Chaque compte important" in read(browser, case, "devices")
    assert "Pouvons-nous porter votre dossier" in read(browser, case, "consent/share-authorities")
