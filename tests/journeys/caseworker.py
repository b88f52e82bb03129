# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A caseworker with a case: a navigator over incidents, risk, referrals and what the person says about consent."""

import time
from collections.abc import Callable

from tests.journeys.member import PATIENCE_SECONDS, DeskMember


class Caseworker(DeskMember):
    def opens_the_referrals(self) -> None:
        self.open(f"/referrals/{self.case_id}/")

    def opens_the_referral_to(self, name: str) -> None:
        self.opens_the_referrals()
        with self.arriving():
            self.page.locator("main table").get_by_role("link", name=name).click()

    def looks_at_the_evidence(self) -> None:
        self.open(f"/evidence/{self.case_id}/")

    def downloads_the_original(self) -> bytes:
        """Of the item whose page is open."""
        self.page.locator("summary", has_text="Download the original").click()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Download it").click()
        return download.value.path().read_bytes()

    def hands_everything_over(self) -> bytes:
        """To the local police, in the plain."""
        self.open(f"/evidence/{self.case_id}/hand-over")
        for box in self.page.locator("[name=items]").all():
            box.check()
        self.page.select_option("[name=receiver]", "authority:local-police")
        self.page.locator("[name=how][value=plain]").check()
        self.page.locator("[name=sure]").check()
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Hand it over").click()
        return download.value.path().read_bytes()

    def writes_down_an_incident(self, title: str, *, when: str, tactic: str) -> None:
        """With one act."""
        self.open(f"/cases/{self.case_id}/incidents/new")
        self.page.fill("[name=title]", title)
        self.page.fill("[name=when]", when)
        self.press("Keep this")
        with self.arriving():
            section = self.page.locator("section", has_text=title)
            section.get_by_role("link", name="Add an act").first.click()
        self.page.select_option("[name=tactic]", tactic)
        self.press("Keep this")

    def adds_a_person(self, name: str) -> None:
        self.open(f"/cases/{self.case_id}/people/new")
        self.page.check("[name=kind][value=person]")
        self.page.check("[name=roles] >> nth=0")
        self.page.fill("[name=name_1]", name)
        self.press("Keep this")

    def judges_the_risk(self, level: str, *, fears: str) -> None:
        self.open(f"/support/{self.case_id}/risk")
        self.page.check(f"[name=level][value={level}]")
        self.send("/risk", fears=fears)

    def chooses_receivers(self, *receivers: str) -> None:
        """Of those that the rules propose; take the rest from the list, one after the other."""
        self.opens_the_referrals()
        proposed = {box.get_attribute("value") for box in self.page.locator("[name=receivers]:visible").all()}
        for receiver in proposed:
            self.page.set_checked(f'[name=receivers][value="{receiver}"]:visible', receiver in receivers)
        for receiver in [each for each in receivers if each not in proposed] or [""]:
            self.page.select_option("[name=more]", receiver)
            self.press("Begin")
            self.opens_the_referrals()

    def sends_a_packet_to(self, name: str) -> None:
        """What happened, in the person's words."""
        self.opens_the_referral_to(name)
        self.page.check("[name=fields_words][value=words]")
        self.send("/packet")
        self.send("/send")

    def writes_down_that(self, name: str, answer: str, **said: str) -> None:
        """A contact with a receiver."""
        self.opens_the_referral_to(name)
        self.unfolds("/contacts")
        self.page.select_option("[name=answer]", answer)
        self.send("/contacts", **said)

    def hears_that(self, purpose: str, *, recipient: str, agrees: bool) -> None:
        """Read the text aloud, then write down what the person says."""
        self.open(f"/support/{self.case_id}/consent/{purpose}?recipient={recipient}&language=en")
        self.page.check(f"[name=answer][value={'agrees' if agrees else 'takes-back'}]")
        if agrees:
            self.page.check("[name=read_aloud]")
        self.send(f"/consent/{purpose}")

    def states_of_referrals(self) -> dict[str, str]:
        """What the table of the case's referrals says, by receiver."""
        rows = self.page.locator("main table tbody tr").all()
        cells = [[cell.inner_text().strip() for cell in row.locator("td").all()] for row in rows]
        return {name: state for name, state, *_ in cells}

    def until(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert time.monotonic() < until, "it did not happen"
            time.sleep(0.5)
