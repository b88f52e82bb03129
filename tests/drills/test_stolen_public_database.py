# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: the whole folder of the public site is copied, before and after the desk has collected.

What a thief reads there is listed column by column; a new column has to be thought about here. Later the vault is
stolen, too: once the week's key is deleted, the early copy opens no more.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from safehold.cli.demo.processes import Sites, environment_for
from safehold.cli.demo.traces import Secret, search_for_traces
from safehold.core.receipts import parse
from tests.drills.real_sites import RealSites

WORDS = "drill-9c41 They wait at the school gate, 他們知道她的名字"
FILE = b"\xff\xd8\xff\xe0 drill-9c41 " * 4000

READABLE = {
    "mailbox": {"id", "organisation_id", "received_on", "last_used_on"},
    "envelope": {"id", "mailbox_id", "kind", "key_id", "urgent", "received_on", "collected_on"},
    "fileenvelope": {"id", "mailbox_id", "stored_name", "sealed_size_bytes", "received_on", "collected_on"},
    "uploadgrant": {"mailbox_id", "valid_until"},
    "reply": {"id", "mailbox_id", "position", "delivered_on"},
    "withdrawal": {"id", "report_id", "scope", "on_day", "collected_on"},
    "signedlist": {"id", "kind", "organisation_id", "version"},
}
"""What stands in the clear: random ids, organisation, kinds, days, sizes (docs/threat-model.md)."""
OPAQUE = {
    "mailbox": {"lookup_id", "files_recipient", "binding_mac"},
    "envelope": {"sealed", "content_mac"},
    "fileenvelope": {"signed_grant", "sealed_note", "content_mac"},
    "uploadgrant": {"capability_hash", "signed", "wrapped_mac_key"},
    "reply": {"sealed"},
    "withdrawal": set(),
    "signedlist": {"signed"},
}
"""Sealed, keyed by the receipt, or public anyway."""

COLLECT_AND_LET_GO = """
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.models import Envelope
lead = unlock("lead")
for envelope in Envelope.objects.filter(organisation=lead.organisation_id, kind="report", opened_on=None):
    inbox.open_envelope(lead, envelope.pk, today())
inbox.release(inbox.note_held())
"""
SIX_WEEKS_LATER = """
from datetime import timedelta
from safehold.desk.vault import at_unlock
from safehold.desk.vault.models import IntakeKey
lead, on = unlock("lead"), today() + timedelta(days=44)
vault.top_up_intake_keys(lead, on)
vault.deliver_outgoing(on)
held = {key.pk: bytes(key.sealed).hex() for key in IntakeKey.objects.all()}
at_unlock.do_what_waited(lead, on)
left = set(IntakeKey.objects.values_list("pk", flat=True))
print(json.dumps({pk: sealed for pk, sealed in held.items() if pk not in left}))
"""


def steal(real: RealSites, folder: Path) -> RealSites:
    """Copy everything of both sites, as it lies on the disk at this moment."""
    shutil.copytree(real.sites.data, folder)
    return replace(real, sites=Sites(folder, "", "", environment_for(folder)))


def put_together(early: RealSites, late: RealSites, folder: Path) -> RealSites:
    """The early copy of the public site and the late one of the desk, as a patient thief has them, with the words."""
    shutil.copytree(early.public, folder / "public")
    shutil.copytree(late.sites.data / "desk", folder / "desk")
    return replace(early, sites=Sites(folder, "", "", environment_for(folder)))


def all_bytes(folder: Path, pattern: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob(pattern)) if path.is_file())


def test_a_copy_of_the_public_site_names_nobody_and_in_the_end_opens_nothing(
    real: RealSites, tmp_path: Path
) -> None:
    amina = real.report(WORDS)
    amina.add_file("drill-9c41.jpg", FILE, "image/jpeg")
    sealed = bytes(
        real.ask("public", "SELECT sealed FROM reporting_envelope ORDER BY rowid DESC LIMIT 1")[0][0]
    )
    secrets = [
        Secret("the words", WORDS.encode()),
        Secret("some of the words", b"drill-9c41"),
        Secret("the code", amina.code.encode()),
        Secret("the code without spaces", amina.code.replace(" ", "").encode()),
        Secret("the words of the code", " ".join(parse(amina.code).words("en") or ()).encode()),
        Secret("bytes of the file", FILE[100:130]),
    ]

    early = steal(real, tmp_path / "early")
    assert search_for_traces(early.public, secrets, quiet=True) == []
    for table, readable in READABLE.items():
        columns = {row[1] for row in early.ask("public", f"PRAGMA table_info(reporting_{table})")}
        assert columns == readable | OPAQUE[table], table
    assert WORDS in early.opened_words()

    real.cross()
    late = steal(real, tmp_path / "late")
    late.at_the_desk(COLLECT_AND_LET_GO)
    assert late.ask("public", "SELECT count(*) FROM reporting_envelope WHERE collected_on IS NOT NULL") == [
        (0,)
    ]
    assert sealed not in all_bytes(late.public, "public.sqlite3*")
    assert search_for_traces(late.public, secrets, quiet=True) == []

    shutil.rmtree(late.public / "lists")  # the copied site does not run: nobody there would see the new list
    deleted = late.at_the_desk(SIX_WEEKS_LATER)
    (key_id,) = early.ask("public", "SELECT key_id FROM reporting_envelope ORDER BY rowid DESC LIMIT 1")[0]
    assert key_id in deleted
    desk = all_bytes(late.sites.data / "desk", "desk.sqlite3*")
    assert [pk for pk, secret in deleted.items() if bytes.fromhex(secret) in desk] == []
    assert WORDS not in put_together(early, late, tmp_path / "together").opened_words()
