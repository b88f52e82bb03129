# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A desk with full cases, and a colleague who will be removed."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from safehold.desk.cases import actions, queries
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import contents
from safehold.desk.inbox.actions import file_arrivals
from safehold.desk.inbox.tests.sealed_reports import (
    CANARY,
    DAY,
    Desk,
    Reporter,
    arrive,
    collect_all,
    make_desk,
)
from safehold.desk.members import actions as members
from safehold.desk.members.models import Member
from safehold.desk.vault import actions as vault


@dataclass
class House:
    """A desk, with a colleague who will be removed."""

    desk: Desk
    leaver: Member
    cases: list[Case] = field(default_factory=list)

    def remove(self) -> None:
        vault.remove_member(self.desk.unlocked_lead, self.leaver, DAY)

    def hand_over(self) -> None:
        """What happens when noor unlocks."""
        unlocked = vault.unlock_with(self.desk.noor, self.desk.words[self.desk.noor.id])
        actions.hand_over_renewals(unlocked, DAY, timezone.now())

    def progress(self) -> queries.RenewalProgress:
        return queries.show_renewal(self.desk.organisation.id, timezone.now())

    def words(self, case: Case) -> list[str]:
        """Everything that can be read in a case, in order."""
        case_now = Case.objects.get(pk=case.pk)
        opened = queries.open_contents(self.desk.unlocked, case_now)
        return [
            opened.title,
            *(report.document.words for report in opened.reports),
            *(message.words for message in opened.messages),
            *(note.words for note in opened.notes),
            *(file.name for file in opened.files),
        ]


def hire(desk: Desk, name: str = "leaver") -> Member:
    member = members.enlist(desk.organisation, name, name.title(), "caseworker", "x" * 20, DAY)
    vault.enrol_member(member, DAY)
    vault.admit_member(desk.unlocked_lead, member, DAY)
    return member


def full_case(desk: Desk, words: str = CANARY) -> tuple[Reporter, Case]:
    """A case with one of each sealed thing."""
    reporter, case = arrive(desk, words)
    reporter.add_file()
    reporter.write(f"{words}, later")
    collect_all()
    file_arrivals(desk.unlocked, case, DAY)
    actions.add_note(desk.unlocked, case, f"a note on {words}", DAY)
    actions.send_reply(desk.unlocked, case, f"an answer to {words}", "en", DAY)
    return reporter, Case.objects.get(pk=case.pk)


def make_house() -> House:
    """A desk with three full cases, and somebody who will be removed."""
    desk = make_desk()
    made = House(desk, hire(desk))
    made.cases = [full_case(desk, f"{CANARY} {n}")[1] for n in range(3)]
    return made


def sealed_bytes(case: Case) -> dict[Any, bytes]:
    return {row.pk: bytes(row.sealed) for row in contents.list_sealed([Case.objects.get(pk=case.pk)])}
