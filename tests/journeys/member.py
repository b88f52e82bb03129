# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A member at the desk: a navigator over signing in, unlocking and the pages of a case."""

import re
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from safehold.cli.demo.coalition import SignIn, current_code
from tests.journeys.visitor import DESKTOP, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE_SECONDS = 30
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DESK_ZONE = ZoneInfo("America/Toronto")
"""Of the settings, which a browser does not read."""
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class DeskMember(Visitor):
    def __init__(
        self,
        browser: "Browser",
        origin: str,
        person: SignIn | None = None,
        *,
        viewport: dict[str, int] = DESKTOP,
        javascript: bool = True,
        watched: bool = True,
    ) -> None:
        super().__init__(browser, origin, viewport=viewport, javascript=javascript, watched=watched)
        self.person = person
        self.case_path = ""

    @property
    def case_id(self) -> str:
        """Of the case they opened last."""
        found = ID.search(self.case_path)
        assert found, "they have no case"
        return found[0]

    @property
    def known(self) -> SignIn:
        assert self.person is not None, "nobody told them how to sign in"
        return self.person

    def signs_in(self) -> None:
        """With a password, then a code from the app."""
        self.open("/sign-in/")
        self.send("/sign-in/", login=self.known.username, password=self.known.password)
        self.types_the_code(at="/sign-in/second-factor/")

    def types_the_code(self, *, at: str = "/second-factor/app/add/") -> None:
        """The six digits that the app shows now; the next ones, if these were used up a moment ago."""
        code = current_code(self.known.totp_secret)
        self.send(at, code=code)
        if self.page.url.endswith(at):
            while code == current_code(self.known.totp_secret):
                time.sleep(0.5)
            self.send(at, code=current_code(self.known.totp_secret))

    def unlocks(self) -> None:
        self.open("/unlock")
        self.types_the_six_words()

    def types_the_six_words(self) -> None:
        self.send("/unlock", passphrase=self.known.passphrase)

    def locks(self) -> None:
        self.send("/lock")

    def signs_out(self) -> None:
        self.send("/sign-out/")

    def waits_for_a_report(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        self.open("/inbox/")
        while not self.page.locator('form[action$="/open"]').count():
            assert time.monotonic() < until, "no report arrived"
            time.sleep(0.5)
            self.page.reload()
        self.look()

    def opens_the_first_report(self) -> None:
        self.send("/open")
        self.case_path = self.path

    def opens_the_case(self) -> None:
        self.open(self.case_path)

    def adds_a_note(self, words: str) -> None:
        self.send("/notes", words=words)

    def adds_a_task(self, words: str, *, due_in_days: int) -> None:
        """Into their case; days are those of the desk."""
        self.open(f"{self.case_path}tasks")
        due_on = datetime.now(DESK_ZONE).date() + timedelta(days=due_in_days)
        self.page.fill("[name=words]", words)
        self.page.fill("[name=due_on]", due_on.isoformat())
        self.press("Keep this task")

    def begins_an_answer_with(self, template: str) -> str:
        """Choose a template; return the words it puts into the form."""
        self.page.select_option("[name=template]", label=template)
        with self.arriving():
            self.page.locator("form:has([name=template]) button[formaction]").click()
        return self.form("/reply").locator("[name=words]").input_value()

    def answers(self, words: str) -> None:
        self.send("/reply", words=words)

    def gives_the_case_to(self, name: str) -> None:
        self.unfolds("/assign")
        self.form("/assign").locator("[name=member]").select_option(label=name)
        self.send("/assign")

    def moves_the_case_to(self, state: str) -> None:
        self.unfolds("/state")
        self.form("/state").locator("[name=state]").select_option(value=state)
        self.send("/state")

    def unfolds(self, action: str) -> None:
        """Unfold the part that holds a form, where it is folded."""
        part = self.page.locator(f'details:has(form[action*="{action}"])')
        if part.count() and part.first.get_attribute("open") is None:
            part.first.locator("summary").click()

    def has_a_device_with_passkeys(self) -> None:
        """Plug a device into this browser that has passkeys and always says yes."""
        self.devices = self.context.new_cdp_session(self.page)
        self.devices.send("WebAuthn.enable")
        added = self.devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.device = added["authenticatorId"]

    def adds_a_passkey(self, name: str) -> None:
        """On its page: name it, and let it sign in by itself."""
        self.page.fill("[name=name]", name)
        self.page.check("[name=passwordless]")
        self.press("Add a passkey")

    def count_passkeys(self) -> int:
        """How many the device holds."""
        held = self.devices.send("WebAuthn.getCredentials", {"authenticatorId": self.device})
        return len(held["credentials"])

    def fills_in_the_invitation(self, name: str, username: str, password: str) -> None:
        """Join as somebody new."""
        typed = {
            "display_name": name,
            "username": username,
            "password": password,
            "password_again": password,
        }
        for field, text in typed.items():
            self.page.fill(f"[name={field}]", text)
        self.press("Go on")
        self.person = SignIn(username, "caseworker", "", password, "", "")

    def adds_the_app(self) -> None:
        """Copy the secret that the page shows to whoever cannot read the picture, and type the first code."""
        self.page.locator("details summary").click()
        self.known.totp_secret = self.page.locator("details .address").inner_text().strip()
        self.types_the_code()

    def confirms_the_words(self) -> list[str]:
        """Write the six words down, and type them back in capitals."""
        words = [word.inner_text() for word in self.page.locator(".words li").all()]
        self.known.passphrase = " ".join(words)
        self.page.fill("[name=typed]", self.known.passphrase.upper())
        self.press("I have written them down")
        return words
