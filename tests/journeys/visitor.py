# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody in front of a real browser, watched at every step.

Each page they come to is looked at: axe finds no violation, nothing sticks out at 320 px or at their own width. All the
while: no error in the console, no violation of the content security policy, no request to another origin.
"""

import re
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Locator, Page, Request, Route

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 860}
NARROWEST = 320
EXPECTED_STATUS = re.compile(r"Failed to load resource: .* status of 4(01|03|04|05|09|22|23)\b")
"""Chromium writes into the console when a page that it shows has such a status; the page itself is ours."""


class Visitor:
    """One browser profile with one page."""

    def __init__(
        self,
        browser: "Browser",
        origin: str,
        *,
        viewport: dict[str, int] = DESKTOP,
        javascript: bool = True,
        locale: str = "en-CA",
        watched: bool = True,
    ) -> None:
        self.browser, self.origin, self.viewport, self.javascript = browser, origin, viewport, javascript
        self.watched = watched
        self.context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            locale=locale,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._note_request)
        self.complaints: list[str] = []
        self.page = self.new_page()
        self._glass: Page | None = None

    def new_page(self) -> "Page":
        """Open another tab of the same browser."""
        page = self.context.new_page()
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        return page

    def open(self, path: str) -> "Visitor":
        self.page.goto(self.origin + path)
        self.look()
        return self

    def send(self, action: str, **typed: str) -> "Visitor":
        """Fill controls of the form whose address contains `action`, by name, and press its button."""
        form = self.form(action)
        for name, value in typed.items():
            form.locator(f"[name={name}]:visible").fill(value)
        with self.arriving():
            form.locator("button:not([formaction])").first.click()
        return self

    def press(self, name: str, *, role: str = "button") -> "Visitor":
        """Press a button or follow a link by the name that people read or hear."""
        with self.arriving():
            self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        return self

    def add_file(self, action: str, file: "FilePayload") -> "Visitor":
        self.form(action).locator("input[type=file]").set_input_files(file)
        return self.send(action)

    def form(self, action: str) -> "Locator":
        return self.page.locator(f'form[action*="{action}"]').first

    @contextmanager
    def arriving(self) -> "Iterator[None]":
        """Wait for the page that a step leads to, and look at it."""
        with self.page.expect_navigation():
            yield
        self.look()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def reads(self, text: str) -> bool:
        """Whether a text stands on the page, as it is read: without what is folded away."""
        return " ".join(text.split()) in " ".join(self.page.locator("body").inner_text().split())

    def look(self, *, schemes: Sequence[str] = ("light",)) -> None:
        """Look at the page as it stands; note what is wrong with it."""
        self.page.wait_for_load_state("load")
        if not self.watched:
            return
        for width in (NARROWEST, self.viewport["width"]):
            self.page.set_viewport_size({"width": width, "height": self.viewport["height"]})
            sticks_out = self.page.evaluate(STICKS_OUT)
            if sticks_out:
                self.complaints.append(f"{self.path} at {width} px: sticks out: {sticks_out}")
        for scheme in schemes:
            self.complaints += [f"{self.path} ({scheme}): {found}" for found in self._ask_axe(scheme)]

    def leave(self) -> None:
        """Close the browser; raise when anything was wrong on the way."""
        if self._glass:
            self._glass.context.close()
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)

    def _ask_axe(self, scheme: str) -> list[str]:
        page = self.page if self.javascript else self._show_in_glass()
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        results: dict[str, Any] = Axe().run(page).response
        page.emulate_media(color_scheme="light")
        return [
            f"{rule['id']}: {node['html'][:160]} — {node.get('failureSummary', '')[:200]}"
            for rule in results["violations"]
            for node in rule["nodes"]
        ]

    def _show_in_glass(self) -> "Page":
        """Show the same page, byte for byte, in a browser that runs axe's script."""
        if self._glass is None:
            context = self.browser.new_context(
                viewport=self.viewport,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            self._glass = context.new_page()
        address, content = self.page.url, self.page.content()

        def fulfil(route: "Route") -> None:
            if route.request.is_navigation_request():
                route.fulfill(body=content, content_type="text/html; charset=utf-8")
            else:
                route.continue_()

        self._glass.route("**/*", fulfil)
        self._glass.goto(address)
        self._glass.unroute("**/*")
        return self._glass

    def _note_request(self, request: "Request") -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "about:")):
            self.complaints.append(f"{self.path} asked another origin: {request.url}")

    def _note_console(self, message: "ConsoleMessage") -> None:
        if message.type in ("error", "warning") and not EXPECTED_STATUS.search(message.text):
            self.complaints.append(f"{message.page.url if message.page else ''} console: {message.text}")


STICKS_OUT = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return "";
  const wide = [...document.querySelectorAll("body *")].filter(
    e => e.getBoundingClientRect().right > root.clientWidth + 1 || e.getBoundingClientRect().left < -1);
  return `${root.scrollWidth} px: ` + wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(" | ");
}"""
