# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A desk with one case that was reported to it, and referrals made through the doors that pages use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from safehold.desk.cases.models import Case
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, arrive, collect_all, make_desk
from safehold.desk.referrals import actions, queries
from safehold.desk.referrals.models import Packet, Referral

WORDS = "Two men waited at my door. They said they know where my sister works."
AGREED = ("contact", "share-authorities")
POLICE, CYBER, VICTIMS = "authority:local-police", "authority:cyber-centre", "service:victim-services"


@dataclass
class DeskWithCase:
    """Noor's desk, amina who reported, and her case. Everything is done as noor."""

    desk: Desk
    reporter: Reporter
    case: Case

    @property
    def unlocked(self) -> Any:
        return self.desk.unlocked

    def begin(self, receiver: str = POLICE, on: date = DAY) -> Referral:
        actions.choose_receivers(self.unlocked, self.case, [receiver], on)
        return Referral.objects.get(case=self.case, receiver=receiver, state="draft")

    def pack(
        self, referral: Referral, *fields: str, files: tuple[str, ...] = (), language: str = "en"
    ) -> None:
        choice = queries.Choice(language, fields or ("what", "words"), files, "Please look into this.")
        actions.choose_packet(self.unlocked, referral, choice, DAY)

    def send(self, receiver: str = POLICE, on: date = DAY, follow_up_on: date = date(2026, 12, 7)) -> Packet:
        referral = self.begin(receiver, on)
        self.pack(referral)
        return actions.send_packet(self.unlocked, referral, "mail", follow_up_on, on)

    def say(self, referral: Referral, answer: str, on: date = DAY, **rest: Any) -> None:
        contacted = actions.Contacted(on, "phone", "theirs", answer, **rest)
        actions.log_contact(self.unlocked, referral, contacted, on)

    def withdraw(self, purpose: str = "share-authorities") -> None:
        """Amina takes something back with her code; the crossing brings it."""
        self.reporter.withdraw(purpose)
        collect_all()


def make_desk_with_case(words: str = WORDS, **told: Any) -> DeskWithCase:
    desk = make_desk()
    told = {"consents": AGREED, "tactics": ("INT-STLK",), **told}
    reporter, case = arrive(desk, words, **told)
    return DeskWithCase(desk, reporter, case)


__all__ = ["AGREED", "CYBER", "DAY", "POLICE", "VICTIMS", "WORDS", "DeskWithCase", "make_desk_with_case"]
