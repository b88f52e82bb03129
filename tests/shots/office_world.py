# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m tests.shots.office_world`: what the pictures of the register's office show, on a demo's own databases.

Filings as the crossing keeps them, one of them accepted, and what needs a second person. Prints the ids as JSON.
"""

import json
import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from safehold.cli.demo.coalition import read_sign_ins
from safehold.cli.sites import set_up

PATIENCE_SECONDS = 30
VALUES: dict[str, Any] = {
    "registrant_name": "North Quay Consulting",
    "registrant_kind": ["corporation"],
    "registrant_address": "12 Quay Street\nHalifax",
    "registrant_contact": "office@north-quay.example",
    "principal_name": "Ministry of Culture of Ruritania",
    "principal_kind": ["foreign_state"],
    "principal_country": "CH",
    "purpose": "Letters to members of Parliament about a treaty on museums.",
    "activities": ["communicating"],
    "processes": ["decision"],
    "levels": ["federal"],
    "started_on": "2026-11-01",
    "terms": "One letter a month, for a year.",
    "compensation_exists": True,
    "compensation_amount": {"amount": "1200.00", "currency": "CAD"},
    "safety_request": "The address is also where my mother lives.",
}


def main() -> None:
    set_up("desk")
    from safehold.desk.members.queries import find_member
    from safehold.desk.registrar import actions, queries
    from safehold.desk.registrar.models import Agreement, Notice
    from safehold.desk.vault.actions import unlock_with
    from safehold.web.clock import today

    on = today()
    people = {
        each.username: each for each in read_sign_ins(Path(os.environ["SAFEHOLD_DATA"]) / "sign-ins.json")
    }
    unlocked = {}
    for name in ("registrar", "registrar-two"):
        member = find_member(name)
        assert member is not None
        unlocked[name] = unlock_with(member, people[name].passphrase)
    first, second = unlocked["registrar"], unlocked["registrar-two"]
    entry = actions.accept_filing(first, send(on - timedelta(days=9)), actions.Parties(), on)
    assert entry is not None
    change = send(
        on,
        kind="amendment",
        entry=entry,
        changed={"terms": "Two letters a month."},
        due=on - timedelta(days=2),
    )
    waiting = send(on - timedelta(days=1))
    violation = actions.Violation(
        "North Quay Consulting",
        "5(1)",
        "Entered into on 1 November; filed later.",
        500,
        "By letter to the office.",
    )
    actions.confirm(second, actions.propose_notice(first, violation, on, entry), on)
    actions.propose_withholding(second, ["registrant_address"], "A relative lives there.", on, filing=waiting)
    proposal = queries.list_proposals(queries.access_office(first.member))[0]
    opinion = advise(first, second, entry, on)
    wait_for_the_crossing()
    print(
        json.dumps(
            {
                "filing": str(change.pk),
                "new": str(waiting.pk),
                "entry": str(entry.pk),
                "notice": str(Notice.objects.get().pk),
                "agreement": str(Agreement.objects.get().pk),
                "opinion": str(opinion),
                "proposal": str(proposal.pk),
            }
        )
    )


def advise(first: Any, second: Any, entry: Any, on: date) -> Any:
    """An agreement, an opinion, a bulletin, and an update that is announced; return the opinion's id."""
    from safehold.desk.registrar import actions

    terms = actions.Terms(
        "North Quay Consulting", "5(2)", "To file every change within a week.", str(on + timedelta(days=30))
    )
    reasons = "They came to the office by themselves."
    actions.confirm(second, actions.propose_agreement(first, terms, reasons, on, entry=entry), on)
    actions.issue_bulletin(
        first,
        actions.Bulletin(
            "Letters to members",
            "Lettres aux députés",
            "A letter to a member of Parliament is a communication with a public office holder.",
            "Une lettre à un député est une communication avec le titulaire d'une charge publique.",
        ),
        on,
    )
    actions.expect_update(first, entry, on, "They move their office.", on)
    answered = actions.Answered("Not on what you tell.", "Section 2: no activity in relation to a process.")
    question = "Must a choir register that a consulate invites?"
    return actions.give_opinion(second, "A choir, by letter", question, answered, on).pk


def wait_for_the_crossing() -> None:
    """Return when what was accepted is signed and published: the page of the log shows it."""
    from safehold.desk.registrar import queries

    office, until = queries.find_office(), time.monotonic() + PATIENCE_SECONDS
    assert office is not None
    while (head := queries.read_head(office)).published_checkpoint < head.size:
        assert time.monotonic() < until, "the crossing published nothing"
        time.sleep(0.2)


def send(
    on: date, kind: str = "filing", entry: Any = None, changed: Any = None, due: date | None = None
) -> Any:
    """A filing as the crossing keeps it."""
    from safehold.catalog.register_forms import register_form
    from safehold.core import age
    from safehold.desk.registrar.models import Filing
    from safehold.desk.registrar.queries import Sent, find_office, write_sent

    office = find_office()
    assert office is not None
    row = Filing(
        pk=uuid4(),
        office=office,
        kind=kind,
        form="arrangement/1",
        entry=entry,
        account=uuid4(),
        sent_on=on,
        collected_on=on,
        due_on=due,
        key_version=office.key_version,
    )
    values = dict.fromkeys(register_form(row.form).names) | VALUES | (changed or {})
    row.sealed = write_sent(row, Sent(values), age.parse_recipient(office.recipient))
    row.save(force_insert=True)
    return row


if __name__ == "__main__":
    main()
