# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""My day and the case page, over HTTP."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case, Note
from safehold.desk.home import context, queries
from safehold.desk.inbox.models import Envelope
from safehold.desk.inbox.tests.sealed_reports import (
    DAY,
    PASSWORD,
    Reporter,
    arrive,
    collect_all,
    deliver,
    make_desk,
    open_report,
)
from safehold.desk.members import actions as members
from safehold.desk.vault import actions as vault
from safehold.desk.vault.models import EscrowDrill

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


OWN = "How you sign in"


def labels(rooms: list[context.Item]) -> list[str]:
    return [room["label"] for room in rooms]


def test_each_role_is_shown_its_rooms() -> None:
    desk = make_desk()
    noors = labels(context.list_rooms(desk.noor, "/"))
    assert noors[:5] == ["My day", "Inbox", "Cases", "Actors", "Tasks"]
    assert {"Referrals", "Search"} < set(noors) and noors[-1] == OWN
    assert not {"Members and keys", "Audit"} & set(noors)
    assert labels(context.list_rooms(desk.auditor, "/")) == ["My day", "Audit", OWN]
    assert labels(context.list_rooms(desk.lead, "/cases/"))[:3] == ["My day", "Inbox", "Cases"]
    assert [room["label"] for room in context.list_rooms(desk.lead, "/cases/x/") if room["current"]] == [
        "Cases"
    ]


def test_who_is_signed_out_is_shown_no_rooms() -> None:
    request = RequestFactory().get("/sign-in/")
    assert context.desk(request)["desk_nav"] == []


def test_who_is_not_admitted_is_told_what_they_wait_for_and_sees_no_number() -> None:
    desk = make_desk()
    _, case = arrive(desk, urgent=True)
    newcomer = members.enlist(desk.organisation, "newcomer", "Nur", "caseworker", PASSWORD, DAY)
    members.add_totp(newcomer)
    browser = desk.browser(newcomer, unlocked=False)
    assert "Get my six words" in browser.get("/").content.decode()
    vault.enrol_member(newcomer, DAY)
    for address, status in (("/", 200), ("/inbox/", 403), ("/cases/", 403)):
        answer = browser.get(address)
        page = answer.content.decode()
        assert answer.status_code == status
        assert "You are not admitted yet" in page
        assert case.id.hex[:3].upper() not in page and "urgent" not in page
    assert labels(context.list_rooms(newcomer, "/")) == ["My day", OWN]
    vault.admit_member(desk.unlocked_lead, newcomer, DAY)
    assert "Titles are sealed" in browser.get("/").content.decode()


def test_a_leads_day_says_who_waits_for_them() -> None:
    desk = make_desk()
    newcomer = members.enlist(desk.organisation, "newcomer", "Nur", "caseworker", PASSWORD, DAY)
    vault.enrol_member(newcomer, DAY)
    other = make_desk("snowpass", founding=False)
    lead = desk.browser(desk.lead).get("/").content.decode()
    assert "Nur waits to be admitted." in lead and "Snowpass waits to join the coalition." in lead
    for desk_of, member in ((desk, desk.noor), (other, other.lead)):
        assert "waits to" not in desk_of.browser(member).get("/").content.decode()


def test_a_leads_day_says_that_nobody_has_tried_the_recovery_kit() -> None:
    desk, untried = make_desk(), "Nobody has read two sheets of the recovery kit back"
    EscrowDrill.objects.all().delete()
    assert untried in desk.browser(desk.lead).get("/").content.decode()
    assert untried not in desk.browser(desk.noor).get("/").content.decode()
    EscrowDrill.objects.create(organisation=desk.organisation, member=desk.lead, on_day=DAY, generation=1)
    assert untried not in desk.browser(desk.lead).get("/").content.decode()


def test_the_day_puts_urgent_first_and_each_case_once() -> None:
    desk = make_desk()
    _, urgent = arrive(desk, "urgent", urgent=True)
    answered, done = arrive(desk, "answered")
    old = Reporter(desk, DAY - timedelta(days=9))
    report_id = old.report("waits long")
    arrive(desk, "waits")
    collect_all()
    open_report(desk, report_id)
    cases.send_reply(desk.unlocked, done, "We have read it.", "en", DAY)
    for case in (urgent, done):
        cases.assign(case, desk.noor, desk.lead, DAY)
    day = queries.plan_day(desk.noor, desk.unlocked, DAY)
    assert [line.title for line in day.urgent.lines] == ["urgent"]
    assert [line.title for line in day.waiting.lines] == ["waits long", "waits"]
    assert [line.waits_days for line in day.waiting.lines] == [9, 0]
    assert [line.title for line in day.mine.lines] == ["answered"]
    assert (day.waiting.total, day.mine.total) == (3, 2)
    answered.write("Thank you.")
    collect_all()
    day = queries.plan_day(desk.noor, desk.unlocked, DAY)
    assert [line.title for line in day.unread.lines] == ["answered"]


def test_who_wants_no_answer_is_not_shown_as_waiting() -> None:
    desk = make_desk()
    reporter, _ = arrive(desk)
    arrive(desk, consents=())
    assert queries.plan_day(desk.noor, None, DAY).waiting.total == 1
    reporter.withdraw("contact")
    collect_all()
    assert queries.plan_day(desk.noor, None, DAY).waiting.total == 0


def test_a_closed_case_in_which_they_write_again_is_shown() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    cases.change_state(case, "closed", desk.noor, DAY)
    reporter.write("Again.")
    collect_all()
    assert [line.case for line in queries.plan_day(desk.noor, None, DAY).unread.lines] == [case]


def test_a_locked_day_shows_no_title_and_an_empty_one_teaches() -> None:
    desk = make_desk()
    assert "Nothing waits for you" in desk.browser(desk.noor).get("/").content.decode()
    arrive(desk, "A man followed me")
    locked = desk.browser(desk.noor, unlocked=False).get("/").content.decode()
    assert "A man followed me" not in locked
    assert "Titles are sealed" in locked
    assert "A man followed me" in desk.browser(desk.noor).get("/").content.decode()


def test_an_auditors_day_is_the_audit() -> None:
    desk = make_desk()
    arrive(desk, "A man followed me", urgent=True)
    page = desk.browser(desk.auditor).get("/").content.decode()
    assert "A man followed me" not in page
    assert "/audit/" in page


def test_the_case_page_shows_the_rooms_together() -> None:
    desk = make_desk()
    reporter, case = arrive(
        desk,
        "ئۇلار ماڭا تېلېفون قىلدى",
        language="ug",
        consents=("contact", "compare"),
        relatives_at_risk="سىڭلىم",
        safe_contact="Only here",
        where="Toronto <b>",
    )
    reporter.add_file("photo.jpg", b"x" * 2048)
    reporter.write("رەھمەت")
    collect_all()
    cases.add_note(desk.unlocked, case, "Called the line.", DAY)
    cases.send_reply(desk.unlocked, case, "We have read it.", "en", DAY)
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    for shown in (
        '<blockquote class="quote" lang="ug" dir="auto">ئۇلار ماڭا تېلېفون قىلدى</blockquote>',
        "Family at risk",
        "Only here",
        "Toronto &lt;b&gt;",
        "photo.jpg",
        "2.0",
        "رەھمەت",
        "Called the line.",
        "We have read it.",
        "On its way",
        '<span class="tag good">Contact here</span>',
        "Not: Share with authorities",
        "Look at the files",
        "never edited",
    ):
        assert shown in page, shown
    assert "Safe times" not in page
    deliver()
    assert "Delivered" in desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()


def test_a_reply_template_fills_the_form_without_a_script() -> None:
    desk = make_desk()
    _, case = arrive(desk, language="fr")
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/?template=question&language=fr").content.decode()
    assert "Nous avons une question" in page
    assert '<option value="fr" selected>' in page
    nonsense = desk.browser(desk.noor).get(f"/cases/{case.id}/?template=nonsense&language=xx")
    assert nonsense.status_code == 200


def test_a_reply_template_is_put_after_what_was_typed() -> None:
    desk = make_desk()
    _, case = arrive(desk, language="fr")
    noor, address = desk.browser(desk.noor), f"/cases/{case.id}/"
    once = "5d9c5a55-21a5-4c8e-9e5d-6d6f7ba1f3f0"
    half = {"template": "question", "language": "fr", "once": once, "words": "Merci <3\n"}
    page = noor.post(address, half).content.decode()
    typed = html.unescape(page.partition('name="words"')[2].partition(">")[2].partition("</textarea>")[0])
    assert typed.strip().startswith("Merci <3\n\n") and "Nous avons une question" in typed
    assert f'value="{once}"' in page
    again = noor.post(address, half | {"words": typed}).content.decode()
    assert again.count("Nous avons une question") == 1
    empty = noor.post(address, half | {"words": " "})
    assert empty.headers["Location"] == f"{address}?template=question&language=fr#reply"
    locked = desk.browser(desk.noor, unlocked=False).post(address, half)
    assert locked.status_code == 423
    assert "Merci" in locked.content.decode()


@pytest.mark.parametrize(
    ("closing", "said"),
    [
        ("withdraw", "They took back their agreement to be answered here"),
        ("close", "They closed their mailbox on"),
    ],
)
def test_where_no_answer_is_wanted_there_is_no_form(closing: str, said: str) -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    if closing == "close":
        reporter.close()
    else:
        reporter.withdraw("contact")
    collect_all()
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    assert said in page
    assert f"/cases/{case.id}/reply" not in page
    is_closed = closing == "close"
    assert ("They can add some with their code" in page) is not is_closed
    assert ("Do not try to reach them another way" in page) is is_closed


def test_what_was_taken_back_before_anybody_read_it_is_shown_as_given_too() -> None:
    desk = make_desk()
    reporter = Reporter(desk, DAY - timedelta(days=3))
    report_id = reporter.report(consents=("contact", "compare"))
    reporter.on = DAY - timedelta(days=1)
    reporter.withdraw("compare")
    collect_all()
    case = open_report(desk, report_id)
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    assert "Taken back: Compare" in page
    said = [
        "Nov. 20, 2026 · Compare · yes, with the report",
        "Nov. 20, 2026 · Contact here · yes, with the report",
        "Nov. 22, 2026 · Compare · taken back, later, with their code",
    ]
    assert re.findall(r"<li>(Nov[^<]*)</li>", page) == said


def test_a_case_that_nobody_looks_after_is_taken_by_one_button() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    browser, address = desk.browser(desk.noor), f"/cases/{case.id}/"
    offered = re.search(r'name="member" value="([^"]+)"><p><button', browser.get(address).content.decode())
    assert offered
    browser.post(reverse("cases:assign", args=[case.id]), {"member": offered[1]})
    case.refresh_from_db()
    assert case.assigned_to == desk.noor
    assert "I look after it" not in browser.get(address).content.decode()


def test_the_history_tells_what_became_urgent_and_who_looks_after_it() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    cases.set_triage(case, "urgent", desk.noor, DAY)
    cases.assign(case, desk.noor, desk.lead, DAY)
    cases.change_state(case, "open", desk.noor, DAY)
    cases.assign(case, None, desk.lead, DAY)
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    noor, lead = desk.noor.display_name, desk.lead.display_name
    assert re.findall(r"</time>([^<]*)</li>", page) == [
        f"Opened by {noor}",
        f"How urgent it is: Urgent, by {noor}",
        f"Given to {noor}, by {lead}",
        f"In progress, by {noor}",
        f"Given to nobody, by {lead}",
    ]


def test_what_was_not_signed_by_them_is_counted_on_the_page() -> None:
    desk = make_desk()
    reporter, case = arrive(desk)
    reporter.write("Meet us at the back door.")
    collect_all()
    Envelope.objects.filter(kind="answer").update(key_id="0" * 32)
    page = desk.browser(desk.noor).get(f"/cases/{case.id}/").content.decode()
    assert "did not carry the right signature" in page
    assert "back door" not in page


def test_a_case_is_not_found_by_strangers_auditors_and_made_up_addresses() -> None:
    desk, elsewhere = make_desk(), make_desk("snowpass", founding=False)
    _, case = arrive(desk)
    assert elsewhere.browser(elsewhere.noor).get(f"/cases/{case.id}/").status_code == 404
    assert elsewhere.browser(elsewhere.noor, unlocked=False).get(f"/cases/{case.id}/").status_code == 404
    assert desk.browser(desk.auditor).get(f"/cases/{case.id}/").status_code == 404
    assert desk.browser(desk.noor).get(f"/cases/{uuid4()}/").status_code == 404


def test_a_locked_case_leads_to_unlocking_and_back() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    answer = desk.browser(desk.noor, unlocked=False).get(f"/cases/{case.id}/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/unlock?next=%2Fcases%2F")


def test_reading_a_case_is_one_row_in_the_audit() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    noor = desk.browser(desk.noor)
    before = AuditRow.objects.count()
    noor.get(f"/cases/{case.id}/")
    rows = AuditRow.objects.order_by("sequence")[before:]
    assert [(row.verb, row.subject, row.member_id) for row in rows] == [
        ("case.read", str(case.id), desk.noor.id)
    ]


def test_a_case_that_was_changed_in_the_database_is_explained() -> None:
    desk = make_desk()
    _, case = arrive(desk)
    cases.add_note(desk.unlocked, case, "note", DAY)
    note = Note.objects.get()
    Note.objects.update(sealed=bytes(Case.objects.get().sealed))
    answer = desk.browser(desk.noor).get(f"/cases/{case.id}/")
    assert answer.status_code == 409
    assert "Something in it was changed in the database" in answer.content.decode()
    assert note.sealed


def test_a_long_case_asks_no_more_than_a_short_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    desk = make_desk()
    _, case = arrive(desk)
    for number in range(12):
        cases.add_note(desk.unlocked, case, f"note {number}", DAY)
        cases.send_reply(desk.unlocked, case, f"answer {number}", "en", DAY)
    noor = desk.browser(desk.noor)
    noor.get(f"/cases/{case.id}/")
    with django_assert_max_num_queries(50):
        assert noor.get(f"/cases/{case.id}/").status_code == 200
