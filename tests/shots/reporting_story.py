# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amina's pictures: every public page, in English; the main ones in the other scripts, and in the dark."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.coalition import SignIn
from safehold.cli.demo.processes import Sites, environment_for, free_port, start, stop, wait_for
from tests.journeys.amina import Amina
from tests.shots.assessment_story import picture_assessment
from tests.shots.studio import PHONE_WIDTH, Studio

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WORDS = (
    "On Wednesday a man called me. He knew my sister's name and the school where she teaches.\n\n"
    "He told me to stop going to the rallies, or she would have trouble."
)
REPLY = (
    "We have read what you wrote. Thank you for telling us.\n\nPlease keep the record of the call. "
    "We will decide the next step together with you."
)
PHONE_ONLY = (PHONE_WIDTH,)
OTHER_LANGUAGES = {
    "ug": "ئۇلار ماڭا تېلېفون قىلىپ، سىڭلىمنىڭ ئەھۋالىنى سورىدى.",
    "bo": "ཁོང་ཚོས་ང་ལ་ཁ་པར་བཏང་ནས་ངའི་ནུ་མོའི་གནས་ཚུལ་དྲིས་བྱུང་།",
    "zh-hans": "上周三有人打电话给我，说出我妹妹的名字和她工作的学校。",
}


def picture_reporting(studio: Studio, browser: "Browser", sites: Sites, answering: SignIn) -> None:
    amina = Amina(browser, sites.public, "en", watched=False)
    _write(studio, amina)
    _send(studio, amina)
    _come_back(studio, amina, Caseworker(sites.desk, answering))
    _stand(studio, amina)
    for language, words in OTHER_LANGUAGES.items():
        _in_another_language(studio, Amina(browser, sites.public, language, watched=False), words)
    picture_assessment(studio, browser, sites.public)
    with not_open(sites.data / "not-open") as origin:
        early = Amina(browser, origin, "en", watched=False)
        early.opens_the_form()
        studio.take("not-open", "amina", early)


def _write(studio: Studio, amina: Amina) -> None:
    amina.opens_the_form()
    studio.take("form", "amina", amina)
    studio.take("form", "amina", amina, widths=PHONE_ONLY, dark=True)
    amina.reads_it_through()
    studio.take("form-errors", "amina", amina)
    amina.writes(WORDS, to="Harbour Lantern")
    amina.fills_every_optional_part()
    studio.take("form-filled", "amina", amina)
    amina.reads_it_through()
    studio.take("review", "amina", amina)
    studio.take("review", "amina", amina, widths=PHONE_ONLY, dark=True)


def _send(studio: Studio, amina: Amina) -> None:
    amina.sends_it()
    studio.take("receipt", "amina", amina)
    studio.take("receipt", "amina", amina, widths=PHONE_ONLY, dark=True)
    amina.send("/files/")
    studio.take("file-missing", "amina", amina)
    amina.adds_a_file("call-record.jpg", b"\xff\xd8\xff\xe0" + bytes(120_000))
    studio.take("file-added", "amina", amina)


def _come_back(studio: Studio, amina: Amina, desk: Caseworker) -> None:
    amina.open("/en/return")
    studio.take("return", "amina", amina)
    amina.comes_back(code=amina.code[:-2])
    studio.take("return-mistyped", "amina", amina)
    amina.comes_back(code="00000 " * 8)
    studio.take("return-unknown", "amina", amina)
    amina.comes_back()
    studio.take("dialogue-empty", "amina", amina)
    desk.sign_in()
    desk.wait_for_report()
    desk.unlock()
    desk.open_report()
    desk.reply(REPLY)
    amina.waits_for("Please keep the record of the call.")
    studio.take("dialogue", "amina", amina)
    studio.take("dialogue", "amina", amina, widths=PHONE_ONLY, dark=True)
    amina.answers("I can come on Tuesday. Please do not call my home.")
    studio.take("dialogue-answered", "amina", amina)
    amina.withdraws("statistics")
    studio.take("dialogue-withdrawn", "amina", amina)
    amina.unfolds(amina.page.locator('details:has(form[action$="/return/grant"])'))
    amina.page.locator('form[action$="/return/grant"] [name=consents]').last.check()
    amina.send("/return/grant")
    studio.take("dialogue-agreed", "amina", amina)
    amina.unfolds(amina.page.locator('details:has(form[action$="/return/files"])'))
    amina.send("/return/files")
    studio.take("more-files", "amina", amina)
    amina.comes_back()
    amina.unfolds(amina.page.locator('details:has(form[action$="/return/close"])'))
    amina.send("/return/close")
    studio.take("close", "amina", amina)
    amina.send("/return/close")
    studio.take("closed", "amina", amina)


def _stand(studio: Studio, amina: Amina) -> None:
    for name, path in {
        "promises": "/en/promises",
        "about": "/en/about",
        "not-found": "/en/nothing-here",
        "files-ended": "/en/files/" + "A" * 43,
    }.items():
        amina.open(path)
        studio.take(name, "amina", amina)
    amina.opens_the_form()
    amina.page.locator("form[action$='/review'] [name=end]").evaluate("field => field.remove()")
    amina.reads_it_through()
    studio.take("cut", "amina", amina)


def _in_another_language(studio: Studio, amina: Amina, words: str) -> None:
    who = f"amina-{amina.language}"
    amina.opens_the_form()
    studio.take("form", who, amina, widths=PHONE_ONLY)
    amina.reads_it_through()
    studio.take("form-errors", who, amina, widths=PHONE_ONLY)
    amina.writes(words)
    amina.fills_every_optional_part()
    amina.reads_it_through()
    studio.take("review", who, amina, widths=PHONE_ONLY)
    amina.sends_it()
    studio.take("receipt", who, amina, widths=PHONE_ONLY)
    amina.comes_back()
    studio.take("dialogue-empty", who, amina, widths=PHONE_ONLY)
    amina.open(f"/{amina.language}/promises")
    studio.take("promises", who, amina, widths=PHONE_ONLY)


@contextmanager
def not_open(data: Path) -> Iterator[str]:
    """A public site to which no list has come yet."""
    data.mkdir()
    sites = Sites(data, f"http://localhost:{(port := free_port())}", "", environment_for(data))
    sites.command("migrate", "public")
    process = start(sites, "public", ["serve", "public", "--port", str(port)])
    try:
        wait_for(f"{sites.public}/healthz", [process])
        time.sleep(0.1)
        yield sites.public
    finally:
        process.terminate()
        stop(process)
