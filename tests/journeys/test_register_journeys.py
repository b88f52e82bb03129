# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register on both real sites: registering, changing, ending, being late; a notice, its answer, its decision."""

import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from safehold.cli.demo.processes import Sites
from tests.journeys.member import DESK_ZONE
from tests.journeys.registrar import Registrar
from tests.journeys.ruth import Ruth
from tests.journeys.visitor import PHONE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Leaving = Callable[[Visitor], Visitor]
Members = Callable[..., Registrar]
LATE = "main .head .tag.warn"
IN_FORCE = """format: safehold/register-values/1
in_force:
- {scheme: ca-fitaa, level: federal, applies_from: 2025-01-01, source: Made up for a journey, read_on: 2025-01-01}
"""


@pytest.fixture
def in_force(sites: Sites) -> Iterator[None]:
    """An office that has confirmed from when the Act holds: only then can anything be late."""
    confirmed = sites.data / "register-values.yaml"
    confirmed.write_text(IN_FORCE)
    yield
    confirmed.unlink()


def days_ago(count: int) -> str:
    return (datetime.now(DESK_ZONE).date() - timedelta(days=count)).isoformat()


def verify(shown: str, content: bytes, folder: Path) -> str:
    """Run the line that a page shows, on a file as it was saved, without any site; return what it says."""
    words = shlex.split(shown)
    assert words[:3] == ["safehold", "verify", "entry"]
    saved = folder / words[3]
    saved.write_bytes(content)
    words[3] = str(saved)
    done = subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_register_change_end_and_be_late(
    browser: "Browser", sites: Sites, member: Members, leaving: Leaving, in_force: None, tmp_path: Path
) -> None:
    # Given: ruth, on a phone without JavaScript, and a registrar
    ruth = Ruth(browser, sites.public, viewport=PHONE)
    leaving(ruth)
    osei = member("registrar-two", kind=Registrar, watched=False)
    osei.comes_to_work()

    # When: she makes an account and registers an arrangement of last week
    ruth.makes_an_account()
    ruth.begins()
    ruth.presses_the_button()  # nothing is filled in: she is told, kindly
    ruth.writes_it_all(started_on=days_ago(7))
    assert ruth.reads("Maple Advice Ltd.") and ruth.reads("1200.00 CAD")
    ruth.presses_the_button()
    first = ruth.filing

    # Then: the office sees all of it, and that it is in time; it asks for a correction
    osei.opens_the_filing(first)
    assert osei.reads("Ruth, 613 555 0100") and osei.reads("It was due on")
    assert not osei.page.locator(LATE).count()
    osei.asks_for_a_correction(first, "Please name the program.")

    # When: she corrects it, and the office accepts it
    ruth.hears_of(first, by="form[action$='/follow/correction']")
    assert ruth.reads("Please name the program.")
    ruth.follows_it_with("correction")
    second = ruth.filing
    ruth.opens(f"filings/{second}/step/arrangement")
    ruth.fills("", purpose="To speak for a change of the program for trade fairs.")
    ruth.presses_the_button()
    ruth.opens(f"filings/{second}/preview")
    ruth.presses_the_button()
    osei.accepts(second)

    # Then: it stands on the register, without what is for the office only
    ruth.hears_of(second, by="form[action$='/follow/amendment']")
    entry = ruth.reads_it_on_the_register()
    assert ruth.reads("Maple Advice Ltd. for Ministry of Examples")
    assert ruth.reads("change of the program for trade fairs")
    assert not ruth.reads("613 555 0100") and not ruth.reads("1200")

    # And: it is proved on her own machine by the line that the page shows
    ruth.press("Check this yourself", role="link")
    line = ruth.page.locator("pre.note").first.inner_text()
    assert "filing, version 1" in verify(line, ruth.saves("a.button[href$='/1.json']"), tmp_path)

    # When: she tells a change
    ruth.opens(f"filings/{second}")
    ruth.follows_it_with("amendment")
    third = ruth.filing
    ruth.goes_to_the_step("arrangement")
    ruth.fills("", terms="Four meetings a month.")
    ruth.presses_the_button()
    ruth.opens(f"filings/{third}/preview")
    ruth.presses_the_button()
    osei.opens_the_filing(third)
    assert osei.reads("What changes") and osei.reads("Two meetings a month")
    osei.accepts(third)

    # Then: everybody reads what changed, in French too
    ruth.hears_of(third, by="form[action$='/follow/termination']")
    ruth.language = "fr"
    ruth.opens(f"{entry}/differences")
    assert ruth.page.locator("ins", has_text="Four").count()
    ruth.opens(entry)
    assert ruth.reads("Maple Advice Ltd. pour Ministry of Examples")
    ruth.language = "en"

    # When: it ends
    ruth.opens(f"filings/{third}")
    ruth.follows_it_with("termination")
    fourth = ruth.filing
    ruth.fills("", ended_on=days_ago(1))
    ruth.presses_the_button()
    ruth.presses_the_button()
    osei.accepts(fourth)

    # Then: it is no longer in effect, and its whole history is proved
    ruth.waits_for(entry, "#versions + .timeline li:nth-child(3)")
    assert ruth.reads("No longer in effect")
    whole = verify(line, ruth.saves("a[href$='.json']"), tmp_path)
    kinds = ("filing, version 1", "amendment, version 2", "termination, version 3")
    assert all(each in whole for each in kinds), whole

    # When: she tells of an arrangement of three months ago
    late = ruth.registers(started_on=days_ago(90))

    # Then: the office sees that it is late, and publishes it all the same
    osei.opens_the_filing(late)
    assert osei.page.locator(LATE).count()
    osei.accepts(late)
    osei.goes_to("late")
    assert osei.page.locator(f"main a[href$='/filings/{late}']").count()
    ruth.hears_of(late, by="main a[href*='/register/entries/']")


def test_notice_representations_decision_and_reply(
    browser: "Browser", sites: Sites, member: Members, leaving: Leaving
) -> None:
    # Given: ruth and the office read French, and her arrangement is on the register
    ruth = Ruth(browser, sites.public, "fr", watched=False)
    leaving(ruth)
    ruth.makes_an_account()
    filing = ruth.registers(registrant_name="Conseil Érable inc.")
    lind = member("registrar", kind=Registrar)
    lind.comes_to_work("fr")
    lind.accepts(filing)
    ruth.hears_of(filing, by="main a[href*='/register/entries/']")
    entry = ruth.reads_it_on_the_register()

    # When: one registrar proposes a notice, and another confirms it
    lind.opens_the_entry_of("Conseil Érable inc.")
    lind.proposes_a_notice(
        provision="5(2)", dollars=500, words="Un changement n'a pas été déclaré.", manner="Par lettre."
    )
    lind.opens_what_waits_for_two()
    assert not lind.page.locator("form[action*='/confirm']").count()
    osei = member("registrar-two", kind=Registrar, watched=False)
    osei.comes_to_work()
    osei.confirms()

    # And: her representations come by letter
    lind.opens_the_notice()
    assert not lind.page.locator("form[action*='/decide']").count()
    lind.send("/representations", words="Le changement n'en était pas un.")

    # Then: nobody outside reads anything of it
    ruth.opens(entry)
    assert not ruth.page.locator("#said").count()

    # When: one proposes a decision, and the other confirms it
    lind.opens_the_notice()
    assert lind.reads("Le changement n'en était pas un.")
    lind.proposes_a_decision(dollars=300, reasons="C'en était un, quoique petit.")
    osei.confirms()

    # Then: it is published, and she may answer
    ruth.waits_for(entry, "#said")
    assert ruth.reads("300,00") and ruth.reads("Conseil Érable inc.")
    assert not ruth.reads("Le changement n'en était pas un.")
    ruth.opens("account")
    with ruth.arriving():
        ruth.page.locator("form[action$='/reply'] button").click()
    ruth.fills("", text="Nous déclarons désormais chaque changement.")
    ruth.presses_the_button()
    ruth.presses_the_button()
    lind.accepts(ruth.filing)

    # Then: her words stand beside the decision, in either language
    for ruth.language, penalty in (("fr", "300,00"), ("en", "300.00")):
        ruth.waits_for(entry, ".beside section:nth-of-type(2)")
        beside = ruth.page.locator(".beside").first.inner_text()
        assert penalty in beside and "Nous déclarons désormais chaque changement." in beside
    assert ruth.reads("Decision") and ruth.reads("Reply")
    lind.opens_the_notice()
    lind.goes_to("log")
