# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Registering, changing, ending: on a phone's narrow screen, without JavaScript, in English and in French."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from safehold.cli.demo.processes import Sites, environment_for, free_port, start, stop, wait_for
from tests.journeys.ruth import Ruth
from tests.journeys.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ANSWER = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "safehold.config.settings.public"
django.setup()
from uuid import UUID, uuid4
from safehold.public.register import actions, queries
from safehold.web.clock import today
state, words = sys.argv[1:]
for sent in queries.list_sent_filings():
    actions.mark_collected(sent.id, today())
    actions.store_answer(sent.id, state, words, on=today(), entry_id=sent.entry_id or uuid4(), number="17")
"""

Answers = Callable[[str, str], None]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """A public site alone: there is no desk, and nobody can report yet."""
    data = tmp_path_factory.mktemp("register")
    sites = Sites(data, f"http://localhost:{(port := free_port())}", "", environment_for(data))
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=sites.environment | {"DJANGO_SETTINGS_MODULE": "safehold.config.settings.public"},
        check=True,
    )
    process = start(sites, "public", ["serve", "public", "--port", str(port)])
    try:
        wait_for(f"{sites.public}/healthz", [process])
        yield sites
    finally:
        process.terminate()
        stop(process)


@pytest.fixture
def office(site: Sites) -> Answers:
    """The office's answers, through the doors that the crossing uses."""

    def answer(state: str, words: str) -> None:
        subprocess.run([sys.executable, "-c", ANSWER, state, words], env=site.environment, check=True)

    return answer


@pytest.mark.parametrize("language", ["en", "fr"])
def test_register_correct_change_and_end(
    browser: "Browser",
    site: Sites,
    office: Answers,
    leaving: Callable[[Visitor], Visitor],
    language: str,
) -> None:
    ruth = Ruth(browser, site.public, language)
    leaving(ruth)
    ruth.opens("account")
    ruth.makes_an_account()
    ruth.begins()
    ruth.presses_the_button()  # nothing is filled in: she is told, kindly
    ruth.writes_it_all()
    assert ruth.reads("Maple Advice Ltd.") and ruth.reads("1200.00 CAD")
    ruth.presses_the_button()
    address = ruth.path
    assert ruth.reads("Ministry of Examples")

    office("correction", "Please name the program.")
    ruth.open(address)
    assert ruth.reads("Please name the program.")
    with ruth.arriving():
        ruth.page.locator("form[action$='/follow/correction'] button").click()
    draft = ruth.path.split("/filings/")[1].split("/")[0]
    ruth.opens(f"filings/{draft}/step/arrangement")
    ruth.fills("", purpose="To speak for a change of the program for trade fairs.")
    ruth.presses_the_button()
    ruth.opens(f"filings/{draft}/preview")
    ruth.presses_the_button()

    office("accepted", "")
    ruth.opens(f"filings/{draft}")
    assert ruth.reads("17")
    with ruth.arriving():
        ruth.page.locator("form[action$='/follow/termination'] button").click()
    ruth.fills("", ended_on="2026-11-20")
    ruth.presses_the_button()
    assert ruth.reads("2026")
    ruth.presses_the_button()
    ruth.opens("account")
    assert ruth.page.locator("a[href*='/filings/']").count() >= 3


def test_what_she_wrote_goes_on_after_signing_in_again(
    browser: "Browser", site: Sites, leaving: Callable[[Visitor], Visitor]
) -> None:
    ruth = Ruth(browser, site.public)
    leaving(ruth)
    ruth.makes_an_account()
    draft = ruth.begins()
    ruth.fills("registrant", registrant_name="Written before the cookie went")
    ruth.context.clear_cookies()
    ruth.presses_the_button()
    assert ruth.reads("What you have just written is on this page")
    ruth.signs_in("not this one")
    ruth.signs_in()
    ruth.opens(f"filings/{draft}/step/registrant")
    assert ruth.page.input_value("[name=registrant_name]") == "Written before the cookie went"


def test_her_cookies_are_sent_to_the_register_alone(
    browser: "Browser", site: Sites, leaving: Callable[[Visitor], Visitor]
) -> None:
    ruth = Ruth(browser, site.public)
    leaving(ruth)
    ruth.makes_an_account()
    cookies = ruth.context.cookies()
    assert {each["path"] for each in cookies} == {
        f"/{each}/register" for each in ("en", "fr", "zh-hans", "zh-hant", "bo", "ug")
    }
    assert all(each["httpOnly"] and each["sameSite"] == "Strict" for each in cookies)
    assert ruth.context.cookies(f"{site.public}/en/") == []
    assert len(ruth.context.cookies(f"{site.public}/fr/register/account")) == 1
    assert Path(site.data, "public", "secret-key").stat().st_mode & 0o777 == 0o600
