# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: the desk's database, its journals, its store and a backup are stolen, without a key. They name nobody.

What was typed, shown and sent in the main job is looked for in every written form. What a later column could hold is
asked, too: a place for text that is not listed here has to be thought about here.
"""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from safehold.cli.demo.journey import Journey
from safehold.cli.demo.processes import start, stop
from safehold.cli.demo.reporter import Reporter
from safehold.cli.demo.traces import Secret, files_under, search_for_traces
from safehold.core import age
from safehold.core.receipts import parse
from tests.drills.real_sites import RealSites

SHORT = 64
"""An id, a hash, a kind or a short code; longer columns are looked at one by one."""
LONG_TEXTS = {
    "consent_ledgerentry.source_id": "a random id, or the hash of a signature",
    "consent_override.subjects": "ids of reports, each with a number",
    "consent_unfinishedclosing.work": "the name of a piece of work",
    "members_member.password": "an Argon2id hash",
    "members_member.display_name": "what a member calls themself",
    "members_organisation.names": "stands on the public form",
    "members_organisation.languages": "stands on the public form",
    "vault_memberkey.recipient": "a public key",
    "vault_vault.recipient": "a public key",
    "vault_intakekey.recipient": "a public key",
    "vault_escrow.recipient": "a public key",
    "vault_worker.recipient": "a public key",
    "backups_backup.file_name": "the side, the day, random characters",
    "backups_backup.key_ids": "ids of public keys",
    "backups_backup.heads": "hashes of chains that hold ids and verbs",
}
"""Every column of our rooms that could hold more, and why it may."""
ROOMS = ("audit", "backups", "members", "vault", "consent", "cases", "inbox")
SEALED = {"inbox_envelope.sealed": "mlkem768x25519", "vault_intakekey.sealed": "mlkem768x25519"}


class Remembering(Journey):
    """The demo's journey, which also keeps the code."""

    code = ""

    def _secrets(self, amina: Reporter, files: list[tuple[str, bytes, str]]) -> list[Secret]:
        self.code = amina.code
        return super()._secrets(amina, files)


@contextlib.contextmanager
def crossing_beside(real: RealSites) -> Iterator[None]:
    """The crossing as it runs in earnest, for as long as the journey takes."""
    process = start(real.sites, "crossing", ["crossing", "--every", "0.5"])
    try:
        yield
    finally:
        process.terminate()
        stop(process)


def steal(real: RealSites, folder: Path) -> Path:
    """Copy what lies there, while it runs, and leave out the one file that is a key."""
    kept = real.sites.data / "kept"
    said = real.sites.command("backup", "desk", "--to", str(kept))
    assert "sealed, to be deleted on" in said
    shutil.copytree(real.sites.data / "desk", folder / "desk")
    shutil.copytree(kept, folder / "kept")
    (folder / "desk" / "secret-key").unlink()
    return folder


def long_columns(real: RealSites) -> set[str]:
    """Columns of our rooms that can hold more than a short code: text, JSON, long strings."""
    found = set()
    for (table,) in real.ask("desk", "SELECT name FROM sqlite_master WHERE type = 'table'"):
        if table.split("_")[0] not in ROOMS:
            continue
        for _, name, kind, *_ in real.ask("desk", f"PRAGMA table_info({table})"):
            length = re.fullmatch(r"varchar\((\d+)\)", kind)
            if kind.lower() == "text" or (length and int(length[1]) > SHORT):
                found.add(f"{table}.{name}")
    return found


def reporters_keys(code: str) -> list[Secret]:
    receipt = parse(code)
    identity = age.derive_identity(receipt.identity_seed)
    return [
        Secret("the code as words", " ".join(receipt.words("en") or ()).encode()),
        Secret("the lookup id", receipt.lookup_id.encode()),
        Secret("the person's identity", receipt.identity_seed),
        Secret("the person's recipient", str(age.recipient_of(identity)).encode()[40:90]),
        Secret("the person's signing key", receipt.verify_key),
    ]


def test_a_stolen_desk_names_nobody(real: RealSites, tmp_path: Path) -> None:
    with crossing_beside(real):
        journey = Remembering(real.sites, real.people["noor"])
        secrets = journey.play()
    secrets += reporters_keys(journey.code)
    for person in real.people.values():
        secrets.append(Secret(f"the password of {person.username}", person.password.encode()))
        secrets.append(Secret(f"the authenticator of {person.username}", person.totp_secret.encode()))
        if person.passphrase:
            secrets.append(Secret(f"the words of {person.username}", person.passphrase.encode()))
    stolen = steal(real, tmp_path)
    assert sum(path.stat().st_size for path in files_under(stolen)) > 1_000_000
    assert search_for_traces(stolen, secrets, quiet=True) == []
    assert long_columns(real) == set(LONG_TEXTS)
    for path in (stolen / "kept").iterdir():
        head = path.read_bytes()[:2000]
        assert head.startswith(b"age-encryption.org/v1\n-> mlkem768x25519 ")
    for place, kind in SEALED.items():
        table, column = place.split(".")
        rows = real.ask("desk", f"SELECT {column} FROM {table} WHERE length({column}) > 0")
        assert all(
            bytes(sealed).startswith(f"age-encryption.org/v1\n-> {kind} ".encode()) for (sealed,) in rows
        )
    assert (stolen / "desk" / "store").is_dir()
