# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A register to be pictured, published into the public database of a data folder through the real doors.

Run in a process of its own, with SAFEHOLD_DATA; prints the ids of what it published as JSON. Every name is made up.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from safehold.cli.sites import set_up
from safehold.core import tlog

CHANGED_PURPOSE = (
    "To explain the harbour agreement to members of the legislature and to the port authority before the vote in "
    "March, and to invite two of them to a study visit."
)
OTHERS = (
    ("Lindqvist & Aubé, communications", "Ministerium für Fernhandel", "foreign_state", "CH", "current"),
    (
        "Association culturelle Pont d'Avril",
        "Fondation de la Francophonie des Deux Rives",
        "foreign_entity",
        "FR",
        "current",
    ),
    ("Iskandar Policy Group", "وزارة السياحة والثقافة", "foreign_state", "AE", "ended"),
    (
        "Northern Lights Public Affairs",
        "Государственная энергетическая компания",
        "foreign_economic_entity",
        "RU",
        "current",
    ),
)
WHY = "Publishing this address would put a person who lives there in danger."

BULLETIN = {
    "subject_en": "Letters to members",
    "subject_fr": "Lettres aux députés",
    "text_en": "A letter to a member of Parliament is a communication with a public office holder.",
    "text_fr": "Une lettre à un député est une communication avec le titulaire d'une charge publique.",
}


def main() -> None:
    set_up("public")
    from django.conf import settings
    from django.core.management import call_command

    from safehold.public.register import actions
    from safehold.public.register.tests.published import Filed, Press

    call_command("migrate", verbosity=0)
    press, witness = Press(), tlog.make_signer("witness.example", tlog.COSIGNATURE)
    settings.REGISTER_LOG_KEY_FILE.parent.mkdir(parents=True, exist_ok=True)
    settings.REGISTER_LOG_KEY_FILE.write_text(f"{press.vkey}\n")
    settings.REGISTER_WITNESSES_FILE.write_text(f"{witness.verifier.text}\n")

    filed = Filed()
    purpose = "To explain the harbour agreement to members of the legislature before the vote."
    press.file(filed, on=date(2026, 3, 2), purpose=purpose)
    press.file(
        filed,
        "amendment",
        version=2,
        on=date(2026, 6, 15),
        purpose=CHANGED_PURPOSE,
        levels=["federal", "provincial"],
    )
    notice = press.publish("notice", {}, form="notice/1", on=date(2026, 8, 3))
    decision = press.publish(
        "decision",
        {
            "nature": "nature-5(2)",
            "reasons": "The study visit of May was registered 31 days late.",
            "name": "Maple Bridge Consulting",
            "outcome": "committed",
            "provisions": ["5(2)"],
            "penalty": {"amount": "2500.00", "currency": "CAD"},
        },
        form="decision/1",
        filed=filed,
        about=(notice,),
        on=date(2026, 9, 30),
    )
    reply = "We told the office as soon as the dates were fixed. We have changed how we keep our calendar."
    press.publish(
        "reply", {"text": reply}, form="reply/1", filed=filed, about=(decision,), on=date(2026, 10, 9)
    )
    third = press.file(
        filed,
        "amendment",
        version=3,
        on=date(2026, 10, 20),
        purpose=CHANGED_PURPOSE,
        levels=["federal", "provincial"],
        terms="Four meetings, one opinion piece and one study visit of five days.",
    )
    for number, (registrant, principal, kind, country, state) in enumerate(OTHERS):
        other = Filed(principal=filed.principal if number == 3 else Filed().principal)
        changed: dict[str, Any] = {
            "registrant_name": registrant,
            "principal_name": principal,
            "principal_kind": [kind],
            "principal_country": country,
        }
        if number == 3:
            del changed["principal_name"], changed["principal_kind"], changed["principal_country"]
        press.file(other, on=date(2026, 4 + number, 11), **changed)
        if state == "ended":
            press.file(
                other, "termination", version=2, on=date(2026, 9, 12), ended_on="2026-09-01", **changed
            )
    same_house = Filed(registrant=filed.registrant)
    press.file(
        same_house,
        on=date(2026, 7, 7),
        principal_name="Institut für Auslandsbeziehungen (Ausland)",
        principal_country="CH",
    )
    press.withhold(third, ["registrant_address"], WHY, on=date(2026, 10, 21))
    source = press.publish(
        "import",
        {"name": "active_2021-05-22.csv", "sha256": "00" * 32, "as_of": "2021-05-22"},
        form="import/1",
    )
    replayed = Filed(principal=None)
    press.replay(replayed, about=(source,), on=date(2021, 5, 22))
    press.publish("bulletin", BULLETIN, form="bulletin/1", on=date(2026, 10, 2))
    note = press.sign()
    actions.store_cosignature(tlog.add_signatures(note, tlog.cosign(note, witness, 1_795_430_000)))
    actions.write_data_files(date(2026, 11, 23))
    ids = {
        "entry": filed.entry,
        "registrant": filed.registrant,
        "principal": filed.principal,
        "replayed": replayed.entry,
    }
    print(json.dumps({name: str(each) for name, each in ids.items()}))


if __name__ == "__main__":
    main()
