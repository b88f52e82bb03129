# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What amina goes through: on a phone without JavaScript, on a desktop, and from right to left."""

from collections.abc import Callable

from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.processes import Sites
from tests.journeys.amina import LINES, Amina
from tests.journeys.conftest import People
from tests.journeys.visitor import DESKTOP

Reporting = Callable[..., Amina]

HARBOUR, HARBOURS_LEAD = "港燈會", "lead-harbour-lantern"
WORDS = "上週三有人打電話給我，說出我妹妹的名字和她工作的學校。\n他們要我停止參加集會。"
REPLY = "我們收到了您的話，您並不孤單。"
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40


def test_report_on_a_phone_without_javascript(reporter: Reporting, sites: Sites, people: People) -> None:
    # Given: a phone, a browser that runs no scripts, Traditional Chinese
    amina = reporter("zh-hant", javascript=False)
    amina.opens_the_form()
    assert amina.page.locator("html").get_attribute("lang") == "zh-Hant"
    assert amina.page.locator("a[href='tel:911']").is_visible()
    assert amina.page.locator("a.exit").is_visible()

    # When: she writes, fills every optional part, and reads it through
    amina.writes(WORDS, to=HARBOUR)
    amina.fills_every_optional_part()
    amina.reads_it_through()

    # Then: everything she wrote stands there, and nothing was sent
    assert amina.reads(WORDS)
    assert all(amina.reads(text) for text in LINES.values())

    # When: she goes back to change a word, and sends
    amina.changes_something()
    assert amina.page.input_value("[name=words]") == WORDS
    assert amina.page.input_value("[name=safe_times]") == LINES["safe_times"]
    amina.writes(WORDS + "她很害怕。")
    amina.reads_it_through()
    groups = amina.sends_it()

    # Then: she is shown a code, as digits and as words
    amina.must_hold_a_code(groups)
    assert amina.good_news
    assert len(amina.page.locator(".code ~ .hint .words").inner_text().split()) == 12

    # When: she adds a file
    amina.adds_a_file("通話紀錄.jpg", PHOTO)
    assert amina.reads("通話紀錄.jpg")

    # When: the desk she chose answers
    desk = Caseworker(sites.desk, people[HARBOURS_LEAD])
    desk.sign_in()
    desk.wait_for_report()
    desk.unlock()
    desk.open_report()
    desk.must_read("她很害怕。")
    desk.must_read("通話紀錄.jpg")
    desk.reply(REPLY)

    # Then: she reads the answer, writes back, and the desk reads that
    amina.waits_for(REPLY)
    amina.answers("謝謝。請不要打電話。")
    assert amina.good_news
    desk.wait_for_words("謝謝。請不要打電話。")

    # When: she takes a consent back
    amina.withdraws("share-authorities")
    assert amina.good_news
    assert amina.page.locator(".purposes .tag").count() == 1

    # When: she closes the report for good
    amina.closes_for_good()
    amina.comes_back()

    # Then: the code leads nowhere
    assert amina.page.get_by_role("alert").is_visible()


def test_report_on_a_desktop(reporter: Reporting) -> None:
    # Given: a desktop browser as most people have it
    amina = reporter("en", viewport=DESKTOP)
    amina.open("/")
    assert amina.path == "/en/"
    amina.look(schemes=("light", "dark"))

    # When: she forgets to write anything
    amina.reads_it_through()

    # Then: the page says so, beside the field and at the top, and keeps the rest
    assert amina.page.get_by_role("alert").is_visible()
    assert amina.page.locator("[name=words]").get_attribute("aria-invalid") == "true"

    # When: she writes, reads it through and sends
    amina.writes("Two men waited outside my door.")
    amina.agrees_to("contact")
    amina.reads_it_through()
    amina.look(schemes=("dark",))
    amina.must_hold_a_code(amina.sends_it())
    amina.look(schemes=("dark",))

    # Then: loading that page again, which sends it again, keeps it once, under the same code
    amina.page.reload()
    amina.look()
    assert amina.reads("This had already arrived, and it was kept once.")
    assert amina.reads(amina.code)

    # When: she mistypes the code
    amina.comes_back(code=amina.code[:-1] + ("1" if amina.code[-1] != "1" else "2"))

    # Then: the page says that a digit is wrong, before anything is looked up
    assert amina.page.get_by_role("alert").is_visible()

    # When: she types it right
    amina.comes_back()
    amina.look(schemes=("dark",))
    assert amina.reads("There is no answer yet.")
    for page in ("promises", "about"):
        amina.open(f"/en/{page}")
    amina.open("/en/nothing-here")


def test_report_from_right_to_left(reporter: Reporting) -> None:
    # Given: Uyghur, on a phone
    amina = reporter("ug")
    amina.opens_the_form()
    assert amina.page.locator("html").get_attribute("dir") == "rtl"
    assert amina.page.locator("html").get_attribute("lang") == "ug"

    # When: she writes and sends
    amina.writes("ئۇلار ماڭا تېلېفون قىلىپ، سىڭلىمنىڭ ئەھۋالىنى سورىدى.")
    amina.fills_every_optional_part()
    amina.reads_it_through()
    groups = amina.sends_it()

    # Then: the code reads from left to right, and there are no words, because no list of them is in Uyghur
    amina.must_hold_a_code(groups)
    boxes = [span.bounding_box() for span in amina.page.locator(".code span").all()]
    first, second = boxes[0], boxes[1]
    assert first and second
    assert first["x"] < second["x"] and first["y"] == second["y"]
    assert amina.page.locator(".words").count() == 0

    # Then: she comes back with it
    amina.comes_back()
    assert amina.page.locator("form[action$='/return/answer']").is_visible()
    amina.answers("رەھمەت.")
    assert amina.good_news


def test_another_language_costs_no_word(reporter: Reporting) -> None:
    # Given: a page in a language that is not hers, and half a report
    amina = reporter("en", javascript=False)
    amina.opens_the_form()
    amina.writes(WORDS)

    # When: she finds her own language
    amina.reads_on_in("zh-hant")

    # Then: every word is there; the key Enter reads it through, and the language can be changed there, too
    assert amina.page.locator("html").get_attribute("lang") == "zh-Hant"
    assert amina.page.input_value("[name=words]") == WORDS
    amina.page.locator("details:has([name=when]) summary").click()
    with amina.arriving():
        amina.page.locator("[name=when]").press("Enter")
    assert amina.path == "/zh-hant/review"
    amina.reads_on_in("ug")
    assert amina.reads(WORDS)
    amina.must_hold_a_code(amina.sends_it())


def test_first_page_in_every_language(reporter: Reporting) -> None:
    """Each fits a phone and says 911 first."""
    amina = reporter("en")
    for language in ("en", "fr", "zh-hans", "zh-hant", "bo", "ug"):
        amina.open(f"/{language}/")
        assert "911" in amina.page.locator("main > *").first.inner_text()
