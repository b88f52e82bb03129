# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office says beside entries: agreements, decisions and why it corrected something; bulletins; opinions."""

from __future__ import annotations

import pytest
from django.test import Client

from safehold.public.register import actions, queries
from safehold.public.register.tests.published import DAY, Filed, Press
from safehold.public.register.tests.registrant import Registrant

pytestmark = pytest.mark.django_db(transaction=True)
TERMS = {
    "name": "Maple Bridge Consulting",
    "nature": "nature-5(2)",
    "provisions": ["5(2)"],
    "terms": "To file every change within a week",
    "due_on": "2026-12-31",
}
BULLETIN = {
    "subject_en": "Letters to members",
    "subject_fr": "Lettres aux députés",
    "text_en": "A letter is a communication.",
    "text_fr": "Une lettre est une communication.",
}


def read(language: str, path: str) -> str:
    answer = Client().get(f"/{language}/register/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_agreement_stands_with_its_end_and_the_reply_beside_in_words_not_codes(press: Press) -> None:
    filed = Filed()
    press.file(filed)
    made = press.publish("agreement", TERMS, form="agreement/1", filed=filed)
    ended = {"outcome": "broken", "reasons": "Two changes were not filed."}
    press.publish("agreement", ended, form="agreement-end/1", filed=filed, about=(made,))
    press.publish("reply", {"text": "We were ill."}, form="reply/1", filed=filed, about=(made,))
    press.sign()
    for place in (f"entries/{filed.entry}", f"who/{filed.registrant}"):
        page = read("en", place)
        thread = page[page.index('<div class="beside">') :].partition("</div>\n")[0]
        assert page.count('<div class="beside">') == 1
        for part in ("Compliance agreement", "To file every change", "Broken", "We were ill."):
            assert part in thread
        assert "nature-5(2)" not in page and "Did not give an update" in page
        assert "has not replied" not in page


def test_registrant_may_reply_to_an_agreement_and_nobody_else(press: Press) -> None:
    filed, ruth = Filed(), Registrant().join()
    filing = ruth.file()
    actions.mark_collected(filing, DAY)
    actions.store_answer(filing, "accepted", on=DAY, entry_id=filed.entry, number="1")
    press.file(filed)
    made = press.publish("agreement", TERMS, form="agreement/1", filed=filed)
    press.sign()
    assert "A compliance agreement" in ruth.get("account").content.decode()
    assert ruth.post(f"filings/answer/{made}/reply").status_code == 302
    assert Registrant().join().post(f"filings/answer/{made}/reply").status_code == 404


def test_correction_says_why_in_the_readers_language_only(press: Press) -> None:
    filed = Filed()
    press.file(filed)
    values = {"correction_en": "The wrong box was ticked", "correction_fr": "La mauvaise case était cochée"}
    press.file(filed, "correction", version=2, levels=["federal"], **values)
    press.sign()
    english, french = (read(language, f"entries/{filed.entry}") for language in ("en", "fr"))
    assert "The wrong box" in english and "La mauvaise case" not in english
    assert "La mauvaise case" in french and "The wrong box" not in french
    assert "The wrong box" in read("en", f"entries/{filed.entry}/differences")


def test_bulletins_are_shown_in_the_readers_language_and_followed(press: Press) -> None:
    press.file(Filed())
    press.sign()
    assert "published none yet" in read("en", "bulletins")
    index = press.publish("bulletin", BULLETIN, form="bulletin/1")
    assert "Letters to members" not in read("en", "bulletins")
    press.sign()
    assert "A letter is a communication." in read("en", "bulletins")
    assert "Une lettre est une communication." in read("fr", "bulletins")
    assert "A letter is a communication." in read("zh-hans", "bulletins")
    feed = Client().get("/en/register/feed").content.decode()
    assert "/en/register/bulletins" in feed
    assert Client().get(f"/register/api/v1/leaves/{index}").status_code == 200


def test_leaf_that_names_nobody_shows_nothing_and_breaks_no_page(press: Press) -> None:
    filed = Filed()
    press.file(filed)
    for kind in ("agreement", "opinion"):
        leaf = press.write(kind, {"terms": "secret words"}, form=f"{kind}/1")
        assert actions.store_publication(leaf[0], leaf[1], {})
    press.sign()
    for place in (f"entries/{filed.entry}", "", "log", "bulletins"):
        assert "secret words" not in read("en", place)
    assert "secret words" not in Client().get("/register/api/v1/leaves").content.decode()


def test_question_goes_to_the_office_alone_and_its_answer_is_read_in_the_account() -> None:
    ruth = Registrant().join()
    begun = ruth.post("filings/ask")
    draft = begun.headers["Location"].split("/filings/")[1].split("/")[0]
    step = ruth.get(f"filings/{draft}/step/words").content.decode()
    assert "What do you want to know?" in step and "published" not in step
    ruth.post(f"filings/{draft}/step/words", {"text": "Must I register a choir?"})
    assert "For the office only" in ruth.get(f"filings/{draft}/preview").content.decode()
    assert ruth.send(draft).status_code == 302
    (sent,) = queries.list_sent_filings()
    assert (sent.kind, sent.form, sent.values) == (
        "question",
        "question/1",
        {"text": "Must I register a choir?"},
    )
    actions.mark_collected(sent.id, DAY)
    assert actions.store_answer(sent.id, "answered", "Not on these facts.", on=DAY)
    page = ruth.get(f"filings/{draft}").content.decode()
    assert "Not on these facts." in page and "is not binding" in page and "For everybody" not in page
    assert "Answered" in ruth.get("account").content.decode()
    (held,) = queries.list_collected_filings()
    assert (held.state, held.words, held.sent.id) == ("answered", "Not on these facts.", sent.id)
