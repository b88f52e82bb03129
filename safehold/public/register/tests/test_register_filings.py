# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing and sending: nothing typed is lost, what is sent is sent once, and the office's answer is read here."""

from datetime import date
from uuid import uuid4

import pytest

from safehold.catalog.register_forms import register_form
from safehold.public.register import actions, queries
from safehold.public.register.errors import AnswerWrong
from safehold.public.register.models import Draft, Filing
from safehold.public.register.tests.registrant import ARRANGEMENT, PRINCIPAL, SAFETY, Registrant

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: TODAY)


@pytest.fixture
def ruth() -> Registrant:
    return Registrant().join()


def test_what_is_sent_has_every_field_as_the_log_wants_it(ruth: Registrant) -> None:
    filing = ruth.file()
    (sent,) = queries.list_sent_filings()
    assert (sent.id, sent.kind, sent.form, sent.sent_on) == (filing, "filing", "arrangement/1", TODAY)
    assert set(sent.values) == set(register_form("arrangement/1").names)
    assert sent.values["registrant_kind"] == ["corporation"]
    assert sent.values["activities"] == ["communicating", "disseminating"]
    assert sent.values["started_on"] == "2026-11-16"
    assert sent.values["ended_on"] is None
    assert sent.values["compensation_exists"] is True
    assert sent.values["compensation_amount"] == {"amount": "1200.50", "currency": "CAD"}
    assert sent.values["safety_request"] is None
    assert sent.entry_id is None
    assert Draft.objects.count() == 0


def test_preview_shows_what_everybody_reads_apart_from_what_the_office_reads(ruth: Registrant) -> None:
    draft = ruth.start()
    ruth.write(draft, safety={"safety_request": "My sister lives there."})
    text = ruth.get(f"filings/{draft}/preview").content.decode()
    public, _, office = text.partition("For the office only")
    for words in (
        "Maple Advice Ltd.",
        "12 Office Street",
        "Ministry of Examples",
        "Switzerland",
        "Two meetings",
    ):
        assert words in public
    for words in ("555 0100", "1200.50 CAD", "A fee each month.", "My sister lives there."):
        assert words in office
        assert words not in public


def test_bad_input_is_kept_and_said_kindly(ruth: Registrant) -> None:
    draft = ruth.start()
    typed = ARRANGEMENT | {"started_on": "yesterday", "levels": [], "ended_on": "2026-01-01"}
    page = ruth.post(f"filings/{draft}/step/arrangement", typed)
    assert page.status_code == 422
    assert "kept in your draft" in page.content.decode()
    kept = Draft.objects.get().typed
    assert (kept["started_on"], kept["terms"]) == ("yesterday", "Two meetings a month.")
    again = ruth.get(f"filings/{draft}/step/arrangement").content.decode()
    assert "Two meetings a month." in again
    assert 'value="communicating"' in again and "checked" in again
    assert "Before it can be sent" in ruth.get(f"filings/{draft}/preview").content.decode()
    assert ruth.post(f"filings/{draft}/send", {"seen": "0" * 64}).status_code == 422
    assert Filing.objects.count() == 0


@pytest.mark.parametrize("button", ["back", "leave"])
def test_going_back_and_leaving_keep_what_stands_there_unjudged(ruth: Registrant, button: str) -> None:
    draft = ruth.start()
    page = ruth.post(f"filings/{draft}/step/principal", {"principal_name": "Half a na", button: "1"})
    assert page.status_code == 302
    assert Draft.objects.get().typed["principal_name"] == "Half a na"


def test_a_cut_request_changes_nothing(ruth: Registrant) -> None:
    draft = ruth.start()
    ruth.write(draft)
    before = Draft.objects.get().typed
    page = ruth.client.post(
        ruth.at(f"filings/{draft}/step/principal"),
        "principal_name=Minis",
        content_type="application/x-www-form-urlencoded",
        headers={"origin": "http://testserver"},
    )
    assert page.status_code == 400
    assert Draft.objects.get().typed == before


def test_days_and_sums_that_contradict_are_asked_about(ruth: Registrant) -> None:
    draft = ruth.start()
    page = ruth.post(f"filings/{draft}/step/arrangement", ARRANGEMENT | {"ended_on": "2026-11-01"})
    assert "The end is before the beginning" in page.content.decode()
    page = ruth.post(
        f"filings/{draft}/step/compensation", {"compensation_exists": "no", "compensation_amount": "5"}
    )
    assert "You said that there is none" in page.content.decode()


def test_sending_twice_is_sending_once(ruth: Registrant) -> None:
    draft = ruth.start()
    ruth.write(draft)
    first = ruth.send(draft)
    again = ruth.post(f"filings/{draft}/send", {"seen": "whatever"})
    assert first.headers["Location"] == again.headers["Location"]
    page = ruth.client.get(first.headers["Location"])
    number = Filing.objects.get().number
    assert number[:5] in page.content.decode() and number[5:] in page.content.decode()
    assert ruth.get(f"filings/{draft}/step/principal").headers["Location"] == first.headers["Location"]


def test_the_button_that_begins_pressed_twice_begins_one_draft(ruth: Registrant) -> None:
    once = str(uuid4())
    addresses = {ruth.post("filings/new", {"once": once}).headers["Location"] for _ in range(2)}
    assert len(addresses) == Draft.objects.count() == 1


def test_only_what_was_read_through_is_sent(ruth: Registrant) -> None:
    draft = ruth.start()
    ruth.write(draft)
    page = ruth.get(f"filings/{draft}/preview").content.decode()
    seen = page.split('name="seen" value="')[1][:64]
    ruth.post(f"filings/{draft}/step/principal", PRINCIPAL | {"principal_name": "Somebody else"})
    answer = ruth.post(f"filings/{draft}/send", {"seen": seen})
    assert answer.status_code == 409
    assert "Somebody else" in answer.content.decode()
    assert Filing.objects.count() == 0


def test_another_registrants_draft_and_filing_are_not_found(ruth: Registrant) -> None:
    other, draft, sent = Registrant().join(), ruth.start(), ruth.file()
    for path in (f"filings/{draft}/step/principal", f"filings/{draft}/preview", f"filings/{draft}/delete"):
        assert other.get(path).status_code == 404
    assert other.get(f"filings/{sent}").status_code == 404
    for path in (
        f"filings/{draft}/step/principal",
        f"filings/{draft}/send",
        f"filings/{draft}/delete",
        f"filings/{sent}/follow/amendment",
    ):
        assert other.post(path, PRINCIPAL).status_code == 404
    assert Draft.objects.filter(pk=draft).exists()


def test_a_draft_is_deleted_after_a_question(ruth: Registrant) -> None:
    draft = ruth.start()
    assert "Delete this draft?" in ruth.get(f"filings/{draft}/delete").content.decode()
    assert Draft.objects.count() == 1
    assert ruth.post(f"filings/{draft}/delete").status_code == 302
    assert Draft.objects.count() == 0


def test_collecting_and_answering_twice_is_once(ruth: Registrant) -> None:
    filing, entry = ruth.file(), uuid4()
    for _ in range(2):
        actions.mark_collected(filing, TODAY)
    assert queries.list_sent_filings() == []
    assert "With the office" in ruth.get(f"filings/{filing}").content.decode()
    for _ in range(2):
        assert actions.store_answer(filing, "accepted", on=TODAY, entry_id=entry, number="17")
    assert actions.store_answer(filing, "refused", "no", on=TODAY)
    text = ruth.get(f"filings/{filing}").content.decode()
    assert "It is entry 17 of the register" in text
    assert "Register a change" in text and "Register its end" in text
    actions.mark_collected(uuid4(), TODAY)
    assert not actions.store_answer(uuid4(), "accepted", on=TODAY)


@pytest.mark.parametrize(("state", "words"), [("sent", "x"), ("refused", " "), ("correction", "")])
def test_an_answer_says_why_and_is_one(ruth: Registrant, state: str, words: str) -> None:
    filing = ruth.file()
    with pytest.raises(AnswerWrong):
        actions.store_answer(filing, state, words, on=TODAY)


def accepted(ruth: Registrant) -> tuple[object, object]:
    filing, entry = ruth.file(), uuid4()
    actions.mark_collected(filing, TODAY)
    actions.store_answer(filing, "accepted", on=TODAY, entry_id=entry, number="17")
    return filing, entry


def test_a_change_starts_from_what_stands_and_shows_what_differs(ruth: Registrant) -> None:
    filing, entry = accepted(ruth)
    draft = ruth.follow(filing, "amendment")
    page = ruth.get(f"filings/{draft}/preview").content.decode()
    assert "Choose what is no longer right" in page and "Send to the office" not in page
    ruth.post(f"filings/{draft}/step/arrangement", ARRANGEMENT | {"terms": "One meeting a month."})
    text = ruth.get(f"filings/{draft}/preview").content.decode()
    assert "Two meetings a month." in text and "One meeting a month." in text
    assert ruth.send(draft).status_code == 302
    (sent,) = queries.list_sent_filings()
    assert (sent.kind, sent.entry_id, sent.follows, sent.changed) == ("amendment", entry, filing, ("terms",))
    assert set(sent.values) == set(register_form("arrangement/1").names)
    assert ruth.post(f"filings/{filing}/follow/termination").status_code == 409


def test_an_end_is_one_day_and_carries_every_value(ruth: Registrant) -> None:
    filing, entry = accepted(ruth)
    draft = ruth.follow(filing, "termination")
    assert ruth.post(f"filings/{draft}/step/ending", {"ended_on": ""}).status_code == 422
    ruth.post(f"filings/{draft}/step/ending", {"ended_on": "2026-01-01"})
    assert "Before it can be sent" in ruth.get(f"filings/{draft}/preview").content.decode()
    assert ruth.post(f"filings/{draft}/step/ending", {"ended_on": "2026-11-20"}).status_code == 302
    assert ruth.send(draft).status_code == 302
    (sent,) = queries.list_sent_filings()
    assert (sent.kind, sent.entry_id, sent.changed) == ("termination", entry, ("ended_on",))
    assert sent.values["ended_on"] == "2026-11-20"
    assert sent.values["purpose"] == ARRANGEMENT["purpose"]


def test_a_correction_follows_the_offices_words(ruth: Registrant) -> None:
    filing = ruth.file()
    actions.mark_collected(filing, TODAY)
    actions.store_answer(filing, "correction", "Please name the program.", on=TODAY)
    assert "Please name the program." in ruth.get(f"filings/{filing}").content.decode()
    draft = ruth.follow(filing, "correction")
    assert ruth.send(draft).status_code == 302
    (sent,) = queries.list_sent_filings()
    assert (sent.kind, sent.follows, sent.changed) == ("filing", filing, ())
    assert ruth.post(f"filings/{filing}/follow/correction").status_code == 409


def test_a_refused_change_leaves_the_entry_open_for_another(ruth: Registrant) -> None:
    filing, _entry = accepted(ruth)
    draft = ruth.follow(filing, "amendment")
    ruth.post(f"filings/{draft}/step/arrangement", ARRANGEMENT | {"terms": "Other."})
    ruth.send(draft)
    actions.store_answer(Filing.objects.get(pk=draft).pk, "refused", "Not shown.", on=TODAY)
    assert ruth.follow(filing, "amendment") != draft


def test_a_new_filing_knows_who_registers(ruth: Registrant) -> None:
    ruth.file()
    text = ruth.get(f"filings/{ruth.start()}/step/registrant").content.decode()
    assert "Maple Advice Ltd." in text


def test_steps_speak_french_and_other_languages_mark_what_is_english(ruth: Registrant) -> None:
    draft = ruth.start()
    ruth.language = "fr"
    assert "Nom" in ruth.get(f"filings/{draft}/step/principal").content.decode()
    ruth.language = "ug"
    text = ruth.get(f"filings/{draft}/step/principal").content.decode()
    assert '<bdi lang="en">Foreign principal</bdi>' in text


def test_no_step_of_another_name_is_there(ruth: Registrant) -> None:
    draft = ruth.start()
    assert ruth.get(f"filings/{draft}/step/ending").status_code == 404
    assert ruth.post(f"filings/{draft}/step/nothing", SAFETY).status_code == 404


def test_what_is_far_too_long_stays_on_the_page_and_is_not_kept(ruth: Registrant) -> None:
    draft = ruth.start()
    long = "x" * 70_000
    page = ruth.post(f"filings/{draft}/step/arrangement", ARRANGEMENT | {"purpose": long})
    assert page.status_code == 422
    assert long in page.content.decode()
    assert "too long to be kept" in page.content.decode()
    assert Draft.objects.get().typed == {}
