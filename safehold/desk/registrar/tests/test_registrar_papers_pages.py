# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The notice for paper in both languages; and the office's pages of agreements, opinions, corrections, the log."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from django.urls import reverse

from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, papers, queries
from safehold.desk.registrar.models import Agreement, Entry, Filing, Leaf, Notice
from safehold.desk.registrar.tests.office import House
from safehold.desk.registrar.tests.test_registrar_agreements import make_agreement
from safehold.desk.registrar.tests.test_registrar_catching_up import lost
from safehold.desk.registrar.tests.test_registrar_notices import decide, serve
from safehold.web.clock import today

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def words(house: House, notice: Notice, language: str) -> str:
    key = queries.open_key(house.first, house.office)
    content = papers.put_into_words(notice, queries.open_notice(key, notice), house.office, language)
    return "\n".join([content["title"], *(part for pair in content["parts"] for part in pair)])


def test_notice_says_all_that_section_19_asks_for_in_both_languages(house: House) -> None:
    notice = serve(house)
    english, french = (words(house, notice, language) for language in papers.LANGUAGES)
    for part in (
        "North Quay Consulting",
        "subsection 5(1)",
        "500",
        "Write to us",
        "deemed to have committed",
    ):
        assert part in english
    for part in (
        "Procès-verbal",
        "North Quay Consulting",
        "paragraphe 5(1)",
        "500",
        "aveu de responsabilité",
    ):
        assert part in french
    assert "December 23, 2026" in english and "23 décembre 2026" in french


def test_notice_of_the_decision_says_what_was_decided_and_what_is_public(house: House) -> None:
    done = decide(house, serve(house), dollars=200)
    english, french = (words(house, done, language) for language in papers.LANGUAGES)
    assert "neither paid the penalty" in english and "made public" in english and "200" in english
    assert french.startswith("Avis de décision") and "article 21" in french


def test_notice_comes_as_a_pdf_and_another_language_is_not_there(house: House) -> None:
    notice = serve(house)
    browser = house.browser(house.rosa)
    for language in papers.LANGUAGES:
        answer = browser.get(reverse("registrar:paper", args=[notice.pk, language]))
        assert answer.headers["Content-Type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.content)) as pdf:
            assert str(pdf.Root.Lang) == language
    assert browser.get(reverse("registrar:paper", args=[notice.pk, "de"])).status_code == 404


def test_agreement_is_written_confirmed_and_ended_on_the_pages(house: House) -> None:
    notice = serve(house, house.accept())
    first, second = house.browser(house.rosa), house.browser(house.ravi)
    address = f"{reverse('registrar:new_agreement')}?notice={notice.pk}"
    page = first.get(address).content.decode()
    assert "North Quay Consulting" in page and "To confirm" in page and "clock runs on" in page
    typed = {"name": "North Quay", "provision": "5(1)", "terms": "To file", "words": "They came"}
    assert first.post(address, {**typed, "terms": ""}).status_code == 422
    assert "Proposed." in first.post(address, typed, follow=True).content.decode()
    proposal = notice.proposals.get(kind="agreement")
    shown = second.get(reverse("registrar:proposal", args=[proposal.pk])).content.decode()
    assert "To file" in shown and "They came" in shown
    second.post(reverse("registrar:confirm", args=[proposal.pk]))
    agreement = Agreement.objects.get()
    assert (agreement.notice, agreement.is_public) == (notice, False)
    end = reverse("registrar:end_agreement", args=[agreement.pk])
    second.post(end, {"kept": "no", "words": "Nothing came"})
    proposal = agreement.proposals.get()
    first.post(reverse("registrar:confirm", args=[proposal.pk]))
    page = first.get(reverse("registrar:agreement", args=[agreement.pk])).content.decode()
    assert "Broken" in page and "Nothing came" in page
    assert "Broken" in first.get(reverse("registrar:agreements")).content.decode()


def test_question_is_answered_and_a_bulletin_written_on_the_pages(house: House) -> None:
    filing = house.send("question", form="question/1", values={"text": "Must I register?"})
    browser = house.browser(house.rosa)
    page = browser.get(reverse("registrar:filing", args=[filing.pk])).content.decode()
    assert "Must I register?" in page and "Give the opinion" in page and "Accept and publish" not in page
    typed = {"opinion": "No.", "reasons": "Section 6(1)(a)."}
    browser.post(reverse("registrar:answer", args=[filing.pk]), typed)
    assert Filing.objects.get().state == "answered"
    bulletin = {"subject_en": "Letters", "subject_fr": "Lettres", "text_en": "Yes.", "text_fr": "Oui."}
    browser.post(reverse("registrar:new_bulletin"), bulletin)
    page = browser.get(reverse("registrar:opinions")).content.decode()
    assert "Letters" in page and "asked through an account" in page


def test_coded_value_is_corrected_on_the_page(house: House) -> None:
    entry = house.accept()
    browser = house.browser(house.rosa)
    address = f"{reverse('registrar:correct', args=[entry.pk])}?field=levels"
    page = browser.get(address).content.decode()
    assert re.search(r'<input[^>]*value="federal"[^>]*\bchecked\b', page)
    assert not re.search(r'<input[^>]*value="provincial"[^>]*\bchecked\b', page)
    typed = {"value": ["provincial", "federal"], "why_en": "Both were meant", "why_fr": ""}
    assert browser.post(address, typed).status_code == 422
    browser.post(address, {**typed, "why_fr": "Les deux"})
    newest = Entry.objects.get()
    assert queries.read_public([newest.leaf_id])[newest.leaf_id]["levels"] == ["federal", "provincial"]


def test_desk_that_is_behind_says_so_and_catches_up_on_the_page(house: House) -> None:
    house.accept()
    actions.cross_register(DAY)
    with lost():
        house.accept()
        actions.cross_register(DAY)
    waiting = house.send()
    browser = house.browser(house.rosa)
    refused = browser.post(reverse("registrar:accept", args=[waiting.pk]), {}, follow=True)
    assert "has more of the log than this desk" in refused.content.decode()
    assert "put back to an older day" in browser.get(reverse("registrar:log")).content.decode()
    page = browser.post(reverse("registrar:catch_up"), follow=True).content.decode()
    assert "Fetched 1 leaves" in page and "registrant_contact" in page and "put back to" not in page
    assert Leaf.objects.count() == 2


def test_lists_show_what_runs_and_what_is_missing(house: House) -> None:
    entry = house.accept(changed={"ended_on": "2026-11-01"})
    make_agreement(house, entry)
    browser = house.browser(house.rosa)
    address = reverse("registrar:expect", args=[entry.pk])
    browser.post(address, {"changes_on": str(today()), "words": "We move"})
    page = browser.get(reverse("registrar:late")).content.decode()
    assert "was to end on" in page and "We move" in page and "To confirm" in page and "to do by" in page
    figures = browser.get(reverse("registrar:figures"), {"start": "2026-04-01", "end": "2027-03-31"})
    assert "Sept. 30, 2027" in figures.content.decode()
