# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the demo's coalition through the desk's own doors, and keeps its invented sign-ins in one file.

The file exists for the demo alone: in earnest nobody keeps a passphrase.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from safehold.cli.demo.lists import import_invented_list
from safehold.cli.demo.organisations import FOUNDER, ORGANISATIONS
from safehold.cli.sites import set_up

CAST = {
    FOUNDER: [
        ("lead", "Lead Okafor", "lead"),
        ("noor", "Noor", "caseworker"),
        ("researcher", "Researcher Diaz", "researcher"),
        ("auditor", "Auditor Roy", "auditor"),
        ("registrar", "Registrar Lind", "registrar"),
        ("registrar-two", "Registrar Osei", "registrar"),
    ],
    "snow-pass": [("tenzin-lead", "Tenzin's lead", "lead"), ("tenzin", "Tenzin", "caseworker")],
}
"""Slug -> (user name, shown name, role), lead first."""
ORIGIN = "register.demo.example/log"
"""What the invented register's log is called."""


@dataclass
class SignIn:
    """How one invented person signs in and unlocks. An auditor has no passphrase."""

    username: str
    role: str
    organisation: str
    password: str
    totp_secret: str
    passphrase: str


def make_coalition(target: Path) -> int:
    """Found the ten organisations with their people and keys; write the sign-ins to `target`."""
    set_up("desk")
    from safehold.web.clock import today

    on = today()
    sign_ins: list[SignIn] = []
    for invented in ORGANISATIONS:
        sign_ins += _found(invented, on)
    _admit_organisations(sign_ins[0], on)
    _pin_root()
    _open_register(sign_ins, on)
    import_invented_list(on)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump([asdict(s) for s in sign_ins], file, indent=1)
    return 0


def _found(invented: Any, on: date) -> list[SignIn]:
    from safehold.desk.members import actions as members
    from safehold.desk.vault import actions as vault

    organisation = members.found_organisation(
        invented.slug,
        invented.names,
        invented.languages,
        is_default=invented.slug == FOUNDER,
        is_founding=invented.slug == FOUNDER,
    )
    people = CAST.get(invented.slug, [(f"lead-{invented.slug}", f"Lead of {invented.names['en']}", "lead")])
    made: list[SignIn] = []
    for username, shown, role in people:
        password = secrets.token_urlsafe(12)
        member = members.enlist(organisation, username, shown, role, password, on)
        totp_secret = members.add_totp(member)
        passphrase = vault.enrol_member(member, on) if member.unlocks else ""
        made.append(SignIn(username, role, invented.names["en"], password, totp_secret, passphrase))
    _set_up_keys(organisation, made, on)
    return made


def _set_up_keys(organisation: Any, made: list[SignIn], on: date) -> None:
    """The lead's enrolment established the organisation; the lead makes and tests a kit, and admits the others.

    The kit of an invented organisation is not printed: its sheets are forgotten at once.
    """
    from safehold.desk.members import queries as members
    from safehold.desk.vault import actions as vault

    people = {m.username: m for m in members.list_members(organisation)}
    unlocked = vault.unlock_with(people[made[0].username], made[0].passphrase)
    vault.record_drill(unlocked, vault.make_kit(unlocked, on).sheets[:2], on)
    for sign_in in made[1:]:
        if sign_in.passphrase:
            vault.admit_member(unlocked, people[sign_in.username], on)


def _admit_organisations(lead: SignIn, on: date) -> None:
    """The founders' lead signs the list of organisations."""
    from safehold.desk.members import queries as members
    from safehold.desk.vault import actions as vault

    organisations = members.list_organisations()
    founder = next(o for o in organisations if o.slug == FOUNDER)
    person = next(m for m in members.list_members(founder) if m.username == lead.username)
    unlocked = vault.unlock_with(person, lead.passphrase)
    for organisation in organisations:
        if organisation.slug != FOUNDER:
            vault.admit_organisation(unlocked, organisation, on)


def _pin_root() -> None:
    """Do what an operator does once: put the coalition root's public half beside the public site."""
    from django.conf import settings

    from safehold.desk.vault import queries as vault

    settings.COALITION_ROOT_FILE.write_text(f"{vault.find_coalition_root()}\n")


def _open_register(sign_ins: list[SignIn], on: date) -> None:
    """Let the founders keep the register, as `safehold register-key new` does; a registrar unlocks once."""
    from safehold.desk.members import queries as members
    from safehold.desk.registrar import actions as registrar
    from safehold.desk.vault import actions as vault

    founder = members.find_organisation(FOUNDER)
    if founder is None:
        return
    key = registrar.make_log_key(ORIGIN)
    registrar.open_office(founder, key, on)
    registrar.tell_public_side(key)
    first = next(each for each in sign_ins if each.role == "registrar")
    person = next(each for each in members.list_members(founder) if each.username == first.username)
    registrar.prepare_office(vault.unlock_with(person, first.passphrase), on)


def read_sign_ins(path: Path) -> list[SignIn]:
    return [SignIn(**row) for row in json.loads(path.read_text())]


def current_code(totp_secret: str) -> str:
    """Return the six digits that an authenticator app would show now (RFC 6238)."""
    import base64
    import hmac
    import struct
    import time

    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(totp_secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


def describe_sign_ins(path: Path) -> str:
    """Return the demo's people as lines to read: how to sign in, and the words that unlock."""
    lines = ["Sign in as                password           code now   then unlock with"]
    for s in read_sign_ins(path):
        if not s.username.startswith("lead-"):
            words = s.passphrase or "(opens no cases)"
            code = current_code(s.totp_secret)
            lines.append(f"{s.username:14} {s.role:10} {s.password:18} {code}     {words}")
    lines.append(f"Leads of the other organisations: {path}")
    return "\n".join(lines)
