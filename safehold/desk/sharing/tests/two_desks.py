# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two organisations of one coalition, noor's and tenzin's, and a case of noor's that amina reported. Real keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.consent import actions as consent
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, arrive, make_desk
from safehold.desk.parties.rules import PartyDraft, name_of
from safehold.desk.sharing import actions, queries, rules
from safehold.desk.sharing.models import Offer, Share
from safehold.desk.vault import actions as vault

WORDS = "Two men waited at my door. They said they know where my sister works."
WHY = "You speak their language, and you are near."
SECRET_NAME = "Rinchen-canary"
AGREED = ("contact", "share-organisation")
__all__ = ["AGREED", "DAY", "SECRET_NAME", "WHY", "WORDS", "TwoDesks", "make_two_desks"]


@dataclass
class TwoDesks:
    """noor's desk is `here`, tenzin's `there`."""

    here: Desk
    there: Desk
    reporter: Reporter
    case: Case

    @property
    def noor(self) -> Any:
        return self.here.unlocked

    @property
    def tenzin(self) -> Any:
        return self.there.unlocked

    def choice(self) -> queries.Choice:
        reports = tuple(str(each) for each in self.case.reports.values_list("id", flat=True))
        return queries.Choice(("what", "words"), reports)

    def offer(self, kind: str = "referral", on: date = DAY, choice: queries.Choice | None = None) -> Offer:
        chosen = choice or (self.choice() if kind == "referral" else queries.Choice())
        draft = actions.Draft(self.there.organisation, kind, WHY, chosen)
        return actions.offer_case(self.noor, Case.objects.get(pk=self.case.pk), draft, on)

    def share(self) -> Share:
        offer = self.offer()
        actions.accept_offer(self.tenzin, offer, DAY)
        return Share.objects.get(pk=offer.pk)

    def transfer(self) -> Case:
        return actions.accept_offer(self.tenzin, self.offer("transfer"), DAY)

    def agree(self, subject_id: Any, to: Any, *, act: str = "given", source: str = "s", **rest: Any) -> None:
        consent.record(
            self.here.organisation.pk,
            subject_id,
            rules.PURPOSE,
            act,
            how="spoken",
            on=DAY,
            source_id=source,
            recipient=rules.recipient_of(to.organisation.pk) if to else "",
            **rest,
        )


def make_two_desks(consents: tuple[str, ...] = AGREED) -> TwoDesks:
    here, there = make_desk("harbour"), make_desk("snow", founding=False)
    vault.admit_organisation(here.unlocked_lead, there.organisation, DAY)
    reporter, case = arrive(here, WORDS, consents=consents)
    draft = PartyDraft("person", ("supported",), (name_of(SECRET_NAME),))
    cases.add_party(here.unlocked, case, draft, DAY)
    return TwoDesks(here, there, reporter, case)
