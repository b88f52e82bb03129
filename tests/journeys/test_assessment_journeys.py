# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody asks whether they must register: on a phone without JavaScript, and from right to left."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from safehold.cli.demo.processes import Sites
from tests.journeys.asker import Asker
from tests.journeys.visitor import DESKTOP, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Leaving = Callable[[Visitor], Visitor]


def test_must_i_register_on_a_phone_without_javascript(
    browser: "Browser", sites: Sites, leaving: Leaving
) -> None:
    # Given: a phone, a browser that runs no scripts
    asker = Asker(browser, sites.public, "en", javascript=False)
    leaving(asker)
    asker.begins()

    # When: nothing is chosen
    asker.goes_on()
    # Then: it is said kindly, and the question stands there again
    assert asker.at == "q1" and asker.reads("Choose one, or “I do not know”.")

    # When: every question is answered so that there is a duty
    asker.walks_to("result")
    # Then: the level is only reported, so a person must look at it; the day is said, to confirm
    assert asker.reads("A person needs to look at this")
    assert asker.reads("Sept. 15, 2026 to confirm")
    assert asker.reads("This is not legal advice")

    # When: an answer is changed to no
    asker.goes_back_to("q2")
    assert asker.page.is_checked("[value=foreign_state]")
    asker.page.uncheck("[value=foreign_state]")
    asker.page.uncheck("[value=foreign_economic_entity]")
    asker.answers("none")
    # Then: there is nothing to register, and why
    assert asker.reads("By your answers, there is nothing to register")
    # And: the browser holds nothing
    assert not asker.context.cookies()


def test_must_i_register_from_right_to_left_and_by_another_scheme(
    browser: "Browser", sites: Sites, leaving: Leaving
) -> None:
    asker = Asker(browser, sites.public, "ug", viewport=DESKTOP)
    leaving(asker)
    asker.begins()
    assert asker.page.locator("html").get_attribute("dir") == "rtl"
    asker.walks_to("result")
    asker.look(schemes=("light", "dark"))
    asker.begins()
    asker.chooses_the_scheme("uk-firs")
    asker.answers("yes")
    asker.answers("unknown")
    asker.answers("firs-political")
    asker.names_the_day("2026-11-10")
    asker.answers("none")
    assert asker.at == "result"
