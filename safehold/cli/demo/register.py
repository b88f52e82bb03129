# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register in the demo: invented registrants file, an invented registrar accepts. Each entry says so itself."""

import re
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.coalition import SignIn
from safehold.cli.demo.processes import Sites
from safehold.cli.demo.registrant import Registrant, Typed
from safehold.cli.demo.traces import Secret

KEEPER = "registrar-two"
"""Who accepts what was invented. The other registrar is left to whoever tries the demo: a code counts once."""
OFFICE_ONLY = "nobody@example.org"
MADE_UP = "Invented for this demonstration: nobody of this name has registered anything."
KEY_LINE = re.compile(r"--log-key (\S+)")
Tell = Callable[[str, str], None]


def invent(registrant: str, principal: str, country: str, **more: str | list[str]) -> Typed:
    """Return what an invented registrant types. `more`: what differs from the rest."""
    return {
        "registrant_name": f"{registrant} (invented)",
        "registrant_kind": "corporation",
        "registrant_address": "1 Example Street\nOttawa",
        "registrant_contact": OFFICE_ONLY,
        "principal_name": f"{principal} (invented)",
        "principal_kind": "foreign_entity",
        "principal_country": country,
        "purpose": f"{MADE_UP} Its purpose would be to speak for a change of a program that supports trade fairs.",
        "activities": ["communicating"],
        "processes": ["policy_or_program"],
        "levels": ["federal"],
        "started_on": (date.today() - timedelta(days=7)).isoformat(),  # noqa: DTZ011
        "terms": "Two meetings a month with officials of a department.",
        "compensation_exists": "yes",
        "compensation_amount": "1200",
        "compensation_amount_currency": "CAD",
        **more,
    }


FIRST = ("Maple Bridge Advice", "Harbour Fairs Foundation", "CH")
SECOND = ("Two Rivers Communications", "Northern Tourism Board", "NO")
WAITING = ("Conseil de l'Érable", "Fondation des Deux Rives", "CH")


class Registrar(Caseworker):
    """The office's side: what is sent comes in, and is accepted."""

    def accept(self, filing: str) -> None:
        self._until("/register/filings", lambda: f"/filings/{filing}" in self.browser.html, "the filing")
        self.browser.open(f"/register/filings/{filing}")
        self.browser.send(self.browser.form(action="/accept"))
        if self.browser.status != 200:
            raise AssertionError(f"accepting was answered with {self.browser.status}")


def fill_register(sites: Sites, keeper: SignIn) -> None:
    """Give a lasting demo a register: an entry with two versions, another one, and a filing that waits."""
    lind = Registrar(sites.desk, keeper)
    lind.sign_in()
    lind.unlock()
    ruth = Registrant(sites.public)
    ruth.make_account()
    first = ruth.register(invent(*FIRST))
    lind.accept(first)
    ruth.wait_for_entry(first)
    lind.accept(ruth.change(first, invent(*FIRST, terms="Four meetings a month with officials.")))
    somebody = Registrant(sites.public)
    somebody.make_account()
    lind.accept(somebody.register(invent(*SECOND)))
    waiting = Registrant(sites.public, "fr")
    waiting.make_account()
    waiting.register(invent(*WAITING))
    lind.sign_out()


def play_register(sites: Sites, keeper: SignIn, tell: Tell) -> list[Secret]:
    """Play one entry from the filing to its proof; return what must have left no trace."""
    ruth = Registrant(sites.public)
    ruth.make_account()
    filing = ruth.register(invent(*FIRST))
    tell("ruth", "makes an account without a name, and files an arrangement for the register")
    lind = Registrar(sites.desk, keeper)
    lind.sign_in()
    lind.unlock()
    lind.accept(filing)
    lind.sign_out()
    tell("lind", "a registrar, reads all of it and accepts it; the crossing signs the log and publishes")
    entry = ruth.wait_for_entry(filing)
    ruth.open(entry)
    ruth.must_answer("the entry")
    if OFFICE_ONLY in ruth.browser.html:
        raise AssertionError("the register shows what is for the office alone")
    tell("anybody", "reads it on the register, without what is for the office alone")
    tell("anybody", verify(sites, ruth, entry))
    return [
        Secret("ruth's password", ruth.password.encode()),
        Secret("the words that unlock the office", keeper.passphrase.encode()),
        Secret("lind's password", keeper.password.encode()),
    ]


def verify(sites: Sites, reader: Registrant, entry: str) -> str:
    """Save an entry with its proof, and check it as its page says; return what was found."""
    reader.open(f"{entry}/1/proof")
    key = KEY_LINE.search(reader.browser.text)
    if key is None:
        raise AssertionError("the page of the proof shows no key")
    saved = reader.browser.open(f"/register/{entry}.json").html
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "entry.json"
        file.write_text(saved)
        said = sites.command("verify", "entry", str(file), "--log-key", key[1])
    return f"saves it and checks it offline: {said.splitlines()[0].removeprefix(f'{file}: ')}"
