# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small register with one of everything: versions, an end, what is withheld and erased, a decision with its reply, a
replay, an export, and letters that break careless programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safehold.public.register.tests.published import VALUES, Filed, Press

WHY = "A person who lives there is in danger."
FORMULA = "=HYPERLINK(1)"


@dataclass(frozen=True)
class WholeRegister:
    press: Press
    changed: Filed
    withheld: Filed
    nameless: Filed
    replayed: Filed
    person: Filed
    odd: Filed

    @property
    def filed(self) -> tuple[Filed, ...]:
        return (self.changed, self.withheld, self.nameless, self.replayed, self.person, self.odd)


def publish_whole(press: Press) -> WholeRegister:
    """Publish it and sign it."""
    made = WholeRegister(press, Filed(), Filed(), Filed(), Filed(principal=None), Filed(), Filed())
    press.file(made.changed, on=date(2026, 9, 1))
    press.file(
        made.changed,
        "amendment",
        version=2,
        on=date(2026, 10, 1),
        purpose=VALUES["purpose"].replace("port", "rail"),
    )
    press.file(made.changed, "termination", version=3, on=date(2026, 11, 1), ended_on="2026-10-30")
    decision = press.publish(
        "decision",
        {
            "nature": "Filed late",
            "penalty": {"amount": "500.00", "currency": "CAD"},
            "provisions": ["s. 5(1)"],
        },
        form="decision/1",
        filed=made.changed,
        about=(press.publish("notice", {}, form="notice/1"),),
    )
    press.publish("reply", {"text": "We were <ill>."}, form="reply/1", filed=made.changed, about=(decision,))
    press.withhold(press.file(made.withheld), ["registrant_address"], WHY)
    names = ["registrant_name", "principal_name", "purpose"]
    press.withhold(press.file(made.nameless), names, "Erased.", kind="redaction")
    source = press.publish(
        "import", {"name": "active.csv", "sha256": "00", "as_of": "2021-05-22"}, form="import/1"
    )
    press.replay(made.replayed, about=(source,))
    press.file(
        made.person,
        registrant_kind=["individual"],
        registrant_name="Ruth Morin",
        principal_kind=["foreign_state"],
    )
    press.file(
        made.odd,
        registrant_name=FORMULA,
        purpose='\u202e"\n\x00\U0001f600',
        started_on="2026-12-01",
        ended_on="2026-01-01",
    )
    press.publish("export", {"name": "history.jsonl", "sha256": "00"}, form="export/1")
    press.sign()
    return made
