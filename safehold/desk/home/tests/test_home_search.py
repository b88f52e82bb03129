# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of search: what it finds, to whom, and that what somebody looked for stays nowhere."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from safehold.catalog.tactics import load_tactics
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.actions.incidents import ActDraft, IncidentDraft
from safehold.desk.cases.models import Case
from safehold.desk.home.queries import searching
from safehold.desk.inbox.actions import file_arrivals
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, collect_all, make_desk
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.search import queries as search
from safehold.desk.search.models import SavedSearch, SourceTokens
from safehold.desk.search.queries import candidates
from safehold.desk.vault import actions as vault

pytestmark = pytest.mark.django_db(databases=["default", "public"])

SIX = {
    "en": ("A man waited outside the café on Spadina and knew my sister’s name.", "CAFE sister's"),
    "fr": ("Ils l’ont menacée près de l’école, à Montréal.", "menacee ecole"),
    "zh-hans": ("他们在多伦多跟踪我，还知道我母亲的电话号码。", "跟踪 母亲"),
    "zh-hant": ("他們在多倫多拍攝示威的人，說我的兄弟會被審問。", "拍摄示威"),
    "bo": ("ང་ཚོའི་ཁྲོམ་སྐོར་སྐབས་ཁོ་ཚོས་པར་བརྒྱབས་སོང་། ཚེ་རིང་ལ་འཇིགས་སྐུལ་བྱས།", "ཚེ་རིང"),
    "ug": ("ئۇلار ئاپامنى تۇتۇپ كېتىمىز دەپ قورقۇتتى.", "ئاپامنى"),
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def look(browser: Client, words: str, **narrowed: Any) -> Any:
    return browser.post(reverse("home:search"), {"words": words, **narrowed})


def found(response: Any) -> list[Any]:
    assert response.status_code == 200
    page = response.context["page"]
    return [each.line.case.id for each in page.lines]


def hire_researcher(desk: Desk) -> Member:
    member = members.enlist(desk.organisation, "rae", "Rae", "researcher", "x" * 20, DAY)
    members.add_totp(member)
    desk.words[member.id] = vault.enrol_member(member, DAY)
    vault.admit_member(desk.unlocked_lead, member, DAY)
    return member


@pytest.mark.parametrize("language", SIX)
def test_each_language_is_found_as_somebody_types_it(desk: Desk, language: str) -> None:
    words, typed = SIX[language]
    _, case = arrive(desk, words, language=language)
    for other in SIX:
        if other != language:
            arrive(desk, SIX[other][0], language=other)
    response = look(desk.browser(desk.noor), typed)
    assert found(response) == [case.id]
    assert "<mark>" in response.content.decode()


def test_everything_said_in_a_case_is_found_and_each_word_may_stand_elsewhere(desk: Desk) -> None:
    reporter, case = arrive(desk, "They followed me home", who_did_it="two men in a silver van")
    reporter.write("Now they write to my cousin, too")
    reporter.add_file("letter-from-Urumqi.pdf")
    collect_all()
    file_arrivals(desk.unlocked, case, DAY)
    case = Case.objects.get(pk=case.pk)
    cases.add_note(desk.unlocked, case, "Called the clinic about her", DAY)
    cases.send_reply(desk.unlocked, case, "We will call on Thursday", "en", DAY)
    cases.rename_case(desk.unlocked, case, "The silver Toyota", DAY)
    browser = desk.browser(desk.noor)
    for words in ("cousin", "urumqi pdf", "clinic", "thursday", "toyota", "van followed clinic"):
        assert found(look(browser, words)) == [case.id], words
    assert found(look(browser, "cousin nobody")) == []
    assert found(look(browser, "follow")) == []


def test_what_was_written_before_is_no_longer_found(desk: Desk) -> None:
    _, case = arrive(desk, "They followed me home")
    cases.rename_case(desk.unlocked, case, "Blue lantern", DAY)
    cases.rename_case(desk.unlocked, Case.objects.get(pk=case.pk), "Green lantern", DAY)
    browser = desk.browser(desk.noor)
    assert found(look(browser, "green")) == [case.id]
    assert found(look(browser, "blue")) == []


def test_nobody_elsewhere_finds_it(desk: Desk) -> None:
    arrive(desk, "They followed me home")
    other = make_desk("snow-pass", founding=False)
    assert found(look(other.browser(other.noor), "followed")) == []
    assert desk.browser(desk.auditor).get(reverse("home:search")).status_code == 403
    assert Client().get(reverse("home:search")).status_code == 302


def test_a_researcher_neither_finds_nor_sees_what_is_not_theirs_to_read(desk: Desk) -> None:
    _, case = arrive(
        desk,
        "They followed me home past the harbour",
        who_was_targeted="Gulnara the harbour singer",
        relatives_at_risk="an uncle in Kashgar",
    )
    browser, rae = desk.browser(desk.noor), desk.browser(hire_researcher(desk))
    for words in ("gulnara", "kashgar", "followed gulnara"):
        assert found(look(browser, words)) == [case.id]
        assert found(look(rae, words)) == []
    response = look(rae, "harbour")
    assert found(response) == [case.id]
    assert "Gulnara" in look(browser, "harbour").content.decode()
    assert "Gulnara" not in response.content.decode()


def test_a_candidate_that_has_not_the_words_is_dropped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, case = arrive(desk, "They followed me home")
    everything = search.find_cases(desk.unlocked, search.read_query("lead", "followed"), {})
    assert everything.ids() == {case.id}
    monkeypatch.setattr(search, "find_cases", lambda *args: everything)
    assert found(look(desk.browser(desk.noor), "lantern")) == []


def test_a_search_is_narrowed_by_what_stands_in_the_clear(desk: Desk) -> None:
    _, one = arrive(desk, "They followed me home")
    _, two = arrive(desk, "They followed my son")
    cases.assign(two, desk.noor, desk.lead, DAY)
    cases.set_triage(one, "urgent", desk.lead, DAY)
    cases.change_state(one, "closed", desk.lead, DAY)
    browser = desk.browser(desk.noor)
    assert set(found(look(browser, "followed"))) == {one.id, two.id}
    assert found(look(browser, "followed", mine="on")) == [two.id]
    assert found(look(browser, "followed", triage="urgent")) == [one.id]
    assert found(look(browser, "followed", state="closed")) == [one.id]
    assert found(look(browser, "followed", opened_from="2026-11-24")) == []
    assert len(found(look(browser, "followed", opened_to="2026-11-23"))) == 2
    wrong = look(browser, "followed", opened_from="soon", state="lost")
    assert wrong.status_code == 422
    assert "followed" in wrong.content.decode()


def test_a_search_is_narrowed_to_cases_with_an_act_of_a_kind(desk: Desk) -> None:
    _, one = arrive(desk, "They followed me home")
    arrive(desk, "They followed my son")
    tactic, other = load_tactics().codes[:2]
    incident = cases.add_incident(desk.unlocked, one, IncidentDraft("At the harbour"), DAY)
    cases.add_act(desk.unlocked, incident, ActDraft(tactic, method_words="with a lantern"), DAY)
    browser = desk.browser(desk.noor)
    assert found(look(browser, "followed", tactic=tactic)) == [one.id]
    assert found(look(browser, "followed", tactic=other)) == []
    assert found(look(browser, "followed lantern harbour")) == [one.id]


@pytest.mark.parametrize("few", [500, 2, 1])
def test_results_go_on_page_by_page(desk: Desk, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "PAGE_LENGTH", 2)
    monkeypatch.setattr(searching, "COMPARED", few)
    monkeypatch.setattr(candidates, "FEW", few)
    arrive(desk, "Something else")
    made = {arrive(desk, f"They followed me home {n}")[1].id for n in range(3)}
    browser = desk.browser(desk.noor)
    first = look(browser, "followed")
    following = first.context["page"].following
    second = look(browser, "followed", start=following)
    assert set(found(first) + found(second)) == made
    assert (len(found(first)), len(found(second))) == (2, 1)
    assert second.context["page"].following is None


def test_what_somebody_looked_for_stays_nowhere(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    arrive(desk, "They followed me home")
    browser = desk.browser(desk.noor)
    response = look(browser, "followed zanzibarian")
    assert "zanzibarian" not in str(dict(response.headers))
    newest = AuditRow.objects.filter(organisation_id=desk.organisation.id).order_by("-sequence").first()
    assert newest is not None
    assert (newest.verb, newest.subject, newest.member_id) == ("search.done", "", desk.noor.id)
    every = [row for model in apps.get_models() for row in model._default_manager.values_list()]
    assert "zanzibarian" not in str(every)
    assert b"zanzibarian" not in b"".join(bytes(v) for row in every for v in row if isinstance(v, bytes))
    assert "zanzibarian" not in caplog.text


def test_words_typed_while_locked_are_kept_in_the_browser_alone(desk: Desk) -> None:
    response = look(desk.browser(desk.noor, unlocked=False), "followed")
    assert response.status_code == 423
    assert "followed" in response.content.decode()


def test_nothing_but_signs_is_said_kindly_and_the_box_teaches(desk: Desk) -> None:
    browser = desk.browser(desk.noor)
    assert "How searching works" in browser.get(reverse("home:search")).content.decode()
    assert "no word in this" in look(browser, "… — !").content.decode()
    assert look(browser, " ").status_code == 422
    assert "Nothing was found" in look(browser, "nobody").content.decode()


def test_a_search_is_kept_for_its_member_alone_and_deleted(desk: Desk) -> None:
    _, case = arrive(desk, "They followed me home")
    browser = desk.browser(desk.noor)
    for _ in range(2):
        kept = look(browser, "followed home", state="new", keep="on")
    assert found(kept) == [case.id]
    row = SavedSearch.objects.get()
    assert b"followed" not in bytes(row.sealed)
    assert "followed home" in browser.get(reverse("home:search")).content.decode()
    again = browser.post(reverse("home:search_again", args=[row.id]))
    assert found(again) == [case.id]
    assert again.context["form"].cleaned_data["state"] == "new"
    leads = desk.browser(desk.lead)
    assert "followed home" not in leads.get(reverse("home:search")).content.decode()
    for name in ("home:search_again", "home:forget_search"):
        assert leads.post(reverse(name, args=[row.id])).status_code == 404
    browser.post(reverse("home:forget_search", args=[row.id]))
    assert not SavedSearch.objects.exists()


def test_a_case_that_somebody_changed_is_counted_and_the_others_are_shown(desk: Desk) -> None:
    _, good = arrive(desk, "They followed me home")
    _, bad = arrive(desk, "They followed my son")
    other = bad.reports.get()
    type(other).objects.filter(pk=other.pk).update(sealed=b"\x01rubbish")
    response = look(desk.browser(desk.noor), "followed")
    assert found(response) == [good.id]
    assert response.context["page"].unreadable == 1


def test_a_case_read_in_another_is_found_there(desk: Desk) -> None:
    _, one = arrive(desk, "They followed me home")
    _, two = arrive(desk, "A silver van")
    Case.objects.filter(pk=two.pk).update(merged_into=one)
    browser = desk.browser(desk.noor)
    assert found(look(browser, "silver")) == [one.id]
    assert found(look(browser, "silver followed")) == [one.id]


def test_the_database_names_the_case_and_no_class_and_no_word(desk: Desk) -> None:
    _, case = arrive(desk, "They followed me home", who_was_targeted="Gulnara")
    rows = SourceTokens.objects.select_related("indexed_case")
    assert {row.indexed_case.case_id for row in rows} == {case.id}
    assert {row.source_id for row in rows} == {case.id, case.reports.get().id}
