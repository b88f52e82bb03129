# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo's coalition on both real sites, for drills: a thief writes into its public folder, and somebody looks.

The crossing runs when a drill says so, so that what was changed is seen before it is put right.
"""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safehold.cli.demo import SIGN_INS
from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.coalition import SignIn, read_sign_ins
from safehold.cli.demo.processes import Sites, environment_for, free_port, start, stop, wait_for
from safehold.cli.demo.reporter import Reporter
from safehold.core.envelopes import ReportDocument, unpack_document
from tests.faults.site import kill_group, start_server

HEAD = """
import json, sys
from safehold.cli.sites import set_up
set_up("desk")
from safehold.desk.members import queries as members
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.web.clock import today
given = json.load(sys.stdin)
def unlock(name):
    return vault.unlock_with(members.find_member(name), given["words"][name])
"""
OPEN = """
from safehold.desk.vault.errors import KeyMissing
lead, opened = unlock("lead"), []
for key_id, sealed in given["rows"]:
    try:
        opened.append(lead.open_intake(key_id, bytes.fromhex(sealed)).hex())
    except KeyMissing:
        pass
print(json.dumps(opened))
"""


@dataclass
class RealSites:
    """Both sites, the people of the founding organisation, and what lies on the disk."""

    sites: Sites
    people: dict[str, SignIn]
    server: "subprocess.Popen[bytes]"
    signed_in: dict[str, Caseworker] = field(default_factory=dict)

    @property
    def public(self) -> Path:
        return self.sites.data / "public"

    def restart_public(self) -> None:
        """Kill -9 the public site, and start it again: what it knows now, it has read."""
        kill_group(self.server)
        self.server = start_server(self.sites)

    def cross(self) -> None:
        self.sites.command("crossing", "--once")

    def report(self, words: str) -> Reporter:
        """Somebody reports to the organisation that the form offers first."""
        amina = Reporter(self.sites.public, "en")
        amina.tell_and_send(words=words)
        return amina

    def ask(self, site: str, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Read or write a site's database, as somebody who has its file."""
        with (
            contextlib.closing(sqlite3.connect(self.sites.data / site / f"{site}.sqlite3", timeout=20)) as db,
            db,
        ):
            return db.execute(question, values).fetchall()

    def alarms(self) -> set[tuple[str, str]]:
        """The kinds and subjects of the alarms that nobody has looked at."""
        return set(self.ask("desk", "SELECT kind, subject FROM audit_alarm WHERE settled_on IS NULL"))

    def settle_alarms(self) -> None:
        self.ask("desk", "UPDATE audit_alarm SET settled_on = raised_on WHERE settled_on IS NULL")

    def lists(self) -> list[tuple[Any, ...]]:
        """The signed lists of the public database: kind, organisation, version and bytes."""
        return self.ask("public", "SELECT kind, organisation_id, version, signed FROM reporting_signedlist")

    def replace_lists(self, rows: list[tuple[Any, ...]]) -> None:
        """What a thief does who can write there."""
        self.ask("public", "DELETE FROM reporting_signedlist")
        for row in rows:
            self.ask(
                "public",
                "INSERT INTO reporting_signedlist (kind, organisation_id, version, signed) VALUES (?, ?, ?, ?)",
                *row,
            )

    def at_the_desk(self, script: str, **given: object) -> Any:
        """Run a few lines on the desk, where `unlock(name)` gives what a person's words open."""
        words = {person.username: person.passphrase for person in self.people.values()}
        done = subprocess.run(
            [sys.executable, "-c", HEAD + script],
            env=self.sites.environment,
            input=json.dumps({"words": words, **given}),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(done.stdout or "null")

    def opened_words(self) -> list[str]:
        """What the organisation's lead reads in the sealed reports of the public database that are for them."""
        rows = self.ask("public", "SELECT key_id, hex(sealed) FROM reporting_envelope WHERE kind = 'report'")
        return [
            unpack_document(bytes.fromhex(plain), ReportDocument).words
            for plain in self.at_the_desk(OPEN, rows=rows)
        ]

    def day_of(self, name: str) -> str:
        """What stands on a person's first page at the desk. They sign in once: a code works only once."""
        if name not in self.signed_in:
            self.signed_in[name] = Caseworker(self.sites.desk, self.people[name])
            self.signed_in[name].sign_in()
        return self.signed_in[name].browser.open("/").text


@contextlib.contextmanager
def real_sites(data: Path) -> Iterator[RealSites]:
    """Start both sites on what `prepare` made in `data`; stop them on leaving."""
    people = {person.username: person for person in read_sign_ins(data / SIGN_INS)}
    public, desk = (f"http://localhost:{free_port()}" for _ in range(2))
    sites = Sites(data, public, desk, environment_for(data) | {"MIN_FREE_BYTES": "0"})
    behind = start(sites, "desk", ["serve", "desk", "--port", desk.rsplit(":", 1)[1]])
    made = RealSites(sites, people, start_server(sites))
    try:
        wait_for(f"{desk}/sign-in/", [behind])
        yield made
    finally:
        for process in (behind, made.server):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            stop(process)
