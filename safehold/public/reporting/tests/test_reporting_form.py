# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Form, review, send and receipt over HTTP: nothing typed is ever lost, nothing is stored before Send."""

import gzip
import html
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.test import Client

from safehold.core.receipts import parse
from safehold.public.reporting.models import Envelope, Mailbox, UploadGrant
from safehold.public.reporting.tests.amina import FORM, WORDS, Amina, hidden_fields, post_raw
from safehold.public.reporting.tests.coalition import MadeCoalition
from safehold.web.languages import codes

BUDGET_BYTES = 20_000


def test_the_form_asks_for_words_first_and_danger_before(amina: Amina) -> None:
    page = amina.client.get("/en/").content.decode()
    assert page.index("911") < page.index("What happened?") < page.index("Steppe community desk")
    assert page.rstrip().rindex('name="end"') > page.rindex("<button")
    assert "ئۇيغۇرچە, English" in page


def test_the_first_pages_are_light(amina: Amina) -> None:
    stylesheet = finders.find("safehold.css")
    assert isinstance(stylesheet, str)
    styles = gzip.compress(Path(stylesheet).read_bytes())
    for language in codes():
        pages = [amina.client.get(f"/{language}/").content]
        amina.language = language
        for words in ("", WORDS):
            amina.review(words=words)
            pages.append(amina.raw.encode())
        assert all(len(gzip.compress(page)) + len(styles) < BUDGET_BYTES for page in pages)


def test_a_report_is_read_through_sent_and_answered_by_a_code(amina: Amina, coalition: MadeCoalition) -> None:
    amina.review(
        words=WORDS.replace("\n", "\r\n"),
        tactics=["followed"],
        where="Ottawa",
        help_wanted=["talk"],
        consents=["contact", "compare"],
    )
    assert "They knew my sister's name." in amina.page
    assert "Someone followed, watched or filmed me" in amina.page and "Ottawa" in amina.page
    assert not Mailbox.objects.exists()
    response = amina.send_again()
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert "Arrived and sealed" in amina.page
    assert " ".join(amina.receipt.groups) == " ".join(re.findall(r"\b\d{5}\b", amina.page)[:8])
    assert " ".join(amina.receipt.words("en") or ()) in amina.page
    report = coalition.default.open_report(Envelope.objects.get())
    assert report.words == WORDS
    assert (report.tactics, report.where, report.help_wanted) == (["INT-STLK"], "Ottawa", ["talk"])
    assert report.consents == ["contact", "compare"]
    assert report.language == "en" and not report.urgent


def test_the_receipt_page_has_no_words_where_there_is_no_list(amina: Amina) -> None:
    amina.language = "bo"
    amina.send()
    assert amina.receipt.words("bo") is None
    assert re.findall(r"\b\d{5}\b", amina.page)


@pytest.mark.parametrize(
    ("changed", "urgent"),
    [
        ({}, False),
        ({"hurt_soon": "on"}, True),
        ({"tactics": ["hurt"]}, True),
        ({"tactics": ["followed"]}, False),
    ],
)
def test_only_danger_makes_a_report_urgent(
    amina: Amina, changed: dict[str, str | list[str]], urgent: bool
) -> None:
    amina.send(**changed)
    assert Envelope.objects.get().urgent is urgent


def test_the_size_of_a_group_is_kept_for_groups_only(amina: Amina, coalition: MadeCoalition) -> None:
    amina.send(reporting_for="group", group_size="11-50")
    assert coalition.default.open_report(Envelope.objects.get()).group_size == "11-50"
    other = Amina(amina.client)
    other.send(reporting_for="self", group_size="11-50")
    assert coalition.default.open_report(Envelope.objects.get(mailbox=other.mailbox)).group_size == ""


def test_the_chosen_desk_receives_it(amina: Amina, coalition: MadeCoalition) -> None:
    harbour = coalition.desks[2]
    amina.send(organisation=str(harbour.id))
    assert harbour.open_report(Envelope.objects.get()).words == WORDS
    assert "Harbour community desk" in amina.page


def test_without_words_everything_else_stays(amina: Amina) -> None:
    response = amina.review(words="  \n ", where="Ottawa", tactics=["followed"], consents=["compare"])
    assert response.status_code == 422
    assert "Please write a few words about what happened." in amina.page
    assert 'value="Ottawa"' in amina.page
    page = amina.raw
    for name, value in (("tactics", "followed"), ("consents", "compare")):
        assert re.search(rf'name="{name}" value="{value}"[^>]*checked', page)
    assert not re.search(r'name="consents" value="contact"[^>]*checked', page)
    assert len(re.findall(r"<details open>", page)) == 2
    assert page.count("filled in") == 2


def test_too_long_a_text_is_kept_on_the_page(amina: Amina) -> None:
    response = amina.review(words="w" * 50_001, who_did_it="d" * 5_001)
    assert response.status_code == 422
    assert "This is 1 character too long." in amina.page
    assert "w" * 50_001 in amina.page and "d" * 5_001 in amina.page
    assert amina.review(words="w" * 50_000, who_did_it="").status_code == 200


def test_no_browser_is_told_to_cut_what_is_pasted(amina: Amina) -> None:
    assert "maxlength" not in amina.client.get("/en/").content.decode()


def test_unreadable_characters_are_pointed_out(amina: Amina) -> None:
    assert amina.review(words="caf\ufffd").status_code == 200
    assert "Some characters did not reach us as you typed them." in amina.page
    amina.review(words="café")
    assert "did not reach us" not in amina.page


def test_control_characters_are_taken_out(amina: Amina, coalition: MadeCoalition) -> None:
    amina.send(words="a\x00b\x1bc\u200dd\te")
    assert coalition.default.open_report(Envelope.objects.get()).words == "abc\u200dd\te"


def test_markup_is_shown_as_text(amina: Amina) -> None:
    amina.review(words="<script>alert(1)</script>")
    assert "<script" not in amina.raw
    assert html.escape("<script>alert(1)</script>") in amina.raw


def test_change_something_brings_everything_back(amina: Amina) -> None:
    amina.review(tactics=["followed"], where="Ottawa", consents=[])
    first = amina.receipt
    amina.post("", amina.carried)
    assert "They knew my sister's name." in amina.page and 'value="Ottawa"' in amina.page
    assert "Please look" not in amina.page
    assert re.search(r'name="tactics" value="followed"[^>]*checked', amina.raw)
    assert not re.search(r'name="consents" value="[^"]*"[^>]*checked', amina.raw)
    assert parse(hidden_fields(amina.raw, "/review")["receipt"][0]) == first


def press_language(amina: Amina, language: str, page: str) -> None:
    """Press the button of a language, which belongs to the form though it stands above it."""
    amina.language = language
    assert re.search(rf'<button[^>]* form="report" formaction="/{language}/{page}"', amina.raw)


def test_another_language_keeps_everything_that_was_typed(amina: Amina) -> None:
    half = amina.typed(words='They "know" <me>\n', where="Ottawa", tactics=["followed"], consents=["compare"])
    amina.raw = amina.client.get("/en/").content.decode()
    press_language(amina, "ug", "")
    assert amina.post("", half).status_code == 200
    assert 'lang="ug" dir="rtl"' in amina.raw
    assert 'They "know" <me>\n' in amina.page and 'value="Ottawa"' in amina.page
    assert "wrong-text" not in amina.raw
    for name, value in (("tactics", "followed"), ("consents", "compare")):
        assert re.search(rf'name="{name}" value="{value}"[^>]*checked', amina.raw)
    assert not re.search(r'name="consents" value="contact"[^>]*checked', amina.raw)
    assert not Mailbox.objects.exists()


def test_another_language_keeps_what_is_wrong_and_what_is_reviewed(amina: Amina) -> None:
    amina.review(words="", where="Ottawa")
    press_language(amina, "fr", "")
    amina.post("", amina.typed(words="", where="Ottawa"))
    assert 'value="Ottawa"' in amina.page
    amina.review(where="Ottawa")
    press_language(amina, "zh-hans", "review")
    first = amina.receipt
    assert amina.post("review", amina.carried).status_code == 200
    assert "They knew my sister's name." in amina.page
    amina.carried = hidden_fields(amina.raw, "/send")
    assert amina.receipt == first


def test_another_language_of_an_empty_form_is_a_page_of_its_own(amina: Amina) -> None:
    empty = amina.typed(words="")
    amina.language = "fr"
    assert amina.post("", empty).headers["Location"] == "/fr/"
    assert amina.post("", empty | {"hurt_soon": "on"}).status_code == 200
    assert amina.post("", empty | {"consents": []}).status_code == 200


def test_the_key_enter_reads_through_and_changes_no_language(amina: Amina) -> None:
    page = amina.client.get("/en/").content.decode()
    first = next(tag for tag in re.findall(r"<button[^>]*>", page) if 'form="report"' in tag)
    assert "formaction" not in first


def test_a_desk_that_left_meanwhile_costs_no_words(amina: Amina, coalition: MadeCoalition) -> None:
    gone = coalition.desks.pop()
    amina.review(organisation=str(gone.id))
    coalition.deliver(version=2)
    assert amina.send_again().status_code == 422
    assert "This choice is not offered any more." in amina.page
    assert "They knew my sister's name." in amina.page


def test_pressing_send_twice_is_one_report(amina: Amina) -> None:
    amina.send()
    response = amina.send_again()
    assert response.status_code == 200
    assert "This had already arrived, and it was kept once." in amina.page
    assert amina.receipt.groups[0] in amina.page
    assert Envelope.objects.count() == 1


def test_sending_something_else_with_the_same_code_is_an_addition(amina: Amina) -> None:
    amina.send()
    amina.send_again(words="I remember more.")
    assert "Your first report had already arrived." in amina.page
    assert list(Envelope.objects.order_by("kind").values_list("kind", flat=True)) == ["addition", "report"]


def test_a_full_disk_keeps_everything_on_the_page(amina: Amina, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("database or disk is full")

    amina.review(where="Ottawa")
    with monkeypatch.context() as patched:
        patched.setattr(UploadGrant, "save", full)
        response = amina.send_again()
    assert response.status_code == 503
    assert "It has not arrived yet" in amina.page and "Try again" in amina.page
    assert not Mailbox.objects.exists()
    kept = hidden_fields(amina.raw, "/send")
    assert kept["words"] == [WORDS] and kept["where"] == ["Ottawa"]
    assert kept["receipt"] == amina.carried["receipt"]
    amina.carried = kept
    assert amina.send_again().status_code == 200
    assert Envelope.objects.count() == 1


def test_the_fault_is_logged_without_a_word_of_the_report(
    amina: Amina, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise OperationalError(WORDS)

    amina.review()
    monkeypatch.setattr(Mailbox, "save", broken)
    with caplog.at_level("DEBUG", logger="safehold"):
        amina.send_again()
    assert "sister" not in caplog.text and amina.receipt.groups[0] not in caplog.text


@pytest.mark.parametrize(
    "fields", [{}, {"words": ["x", "y"], "organisation": "nobody"}, {"consents": "everything"}]
)
def test_a_made_up_form_is_answered_kindly(amina: Amina, fields: dict[str, str | list[str]]) -> None:
    for page in ("review", "send"):
        assert amina.post(page, fields).status_code == 422
    assert not Mailbox.objects.exists()


def test_a_broken_receipt_in_the_form_is_replaced(amina: Amina) -> None:
    assert amina.review(receipt="12345").status_code == 200
    assert len(amina.receipt.groups) == 8


def test_no_cookie_is_ever_set(amina: Amina, client: Client) -> None:
    amina.send()
    amina.come_back()
    assert not client.cookies


@pytest.mark.parametrize("kept_part", [0.0, 0.1, 0.5, 0.9, 0.99])
def test_a_cut_connection_stores_nothing(amina: Amina, kept_part: float) -> None:
    amina.review()
    body = urlencode(amina.carried, doseq=True).encode()
    cut = body[: int(len(body) * kept_part)]
    for stated in (len(body), len(cut)):
        assert post_raw("/en/send", cut, FORM, stated).status_code == 400
    assert not Mailbox.objects.exists()


def test_an_uncut_form_only(amina: Amina) -> None:
    amina.review()
    response = amina.post("send", {**amina.carried, "end": ""})
    assert response.status_code == 400
    assert not Mailbox.objects.exists()
