# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A registrant's account: what she wrote is there after signing in again, and her cookies are the register's alone."""

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
