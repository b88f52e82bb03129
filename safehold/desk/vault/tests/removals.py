# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A colleague to be removed, and noor's removal two days after the first."""

from datetime import date, timedelta
from uuid import uuid4

from safehold.core.envelopes import ReplyDocument
from safehold.desk.vault import actions
from safehold.desk.vault.tests.vault_cast import DAY, Cast, Person, make_person

LATER = DAY + timedelta(days=2)
"""A Wednesday: the week began before."""


def admit(cast: Cast, name: str, role: str = "caseworker") -> Person:
    person = make_person(cast.house, name, role)
    actions.admit_member(cast.lead.unlocked, person.member, DAY)
    return person


def remove_noor(cast: Cast, on: date = LATER) -> None:
    actions.remove_member(cast.lead.unlocked, cast.noor.member, on)


def reply(day: date) -> ReplyDocument:
    return ReplyDocument(
        report_id=str(uuid4()),
        reply_id=str(uuid4()),
        words="We are here.",
        language="en",
        signed_as="North House",
        sent_on=day.isoformat(),
    )
