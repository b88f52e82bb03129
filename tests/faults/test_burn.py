# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closing a mailbox destroys: on a real site with SQLite, no byte of it is left in any file of the public side.

What is asked of is what lies there sealed: rows, index entries, journals, files, their names, and their padding.
"""

import secrets
import sqlite3

from safehold.cli.demo.reporter import Reporter
from safehold.cli.demo.traces import Secret, search_for_traces
from safehold.core.receipts import parse
from tests.faults.site import Site

SLICE_BYTES = 24
SAME_BYTES = 64
"""How every age file begins."""
EVERY_BYTES = 512
"""Short of a database page, so that a single page left behind is found."""


def slices(what: str, sealed: bytes) -> list[Secret]:
    return [
        Secret(f"{what}, byte {at}", sealed[at : at + SLICE_BYTES])
        for at in range(SAME_BYTES, len(sealed) - SLICE_BYTES, EVERY_BYTES)
    ]


def traces_of(site: Site, lookup_id: str) -> list[Secret]:
    """Everything that lies in the public database and store under one receipt."""
    [(mailbox_id, recipient, mac)] = site.rows(
        "SELECT id, files_recipient, binding_mac FROM reporting_mailbox WHERE lookup_id = ?", lookup_id
    )
    found = [Secret("the lookup id", lookup_id.encode()), Secret("the binding", mac.encode())]
    found += slices("the files' recipient", recipient)
    for row_id, sealed, mac in site.rows(
        "SELECT id, sealed, content_mac FROM reporting_envelope WHERE mailbox_id = ?", mailbox_id
    ):
        found += [Secret("a text's id", row_id.encode()), Secret("a text's mac", mac.encode())]
        found += slices("a sealed text", sealed)
    for row_id, name, note, grant in site.rows(
        "SELECT id, stored_name, sealed_note, signed_grant FROM reporting_fileenvelope WHERE mailbox_id = ?",
        mailbox_id,
    ):
        found += [Secret("a file's id", row_id.encode()), Secret("a file's name", name.encode())]
        found += slices("a note", note) + slices("a grant", grant)
        found += slices("a sealed file", (site.store / name).read_bytes()[: 64 * 1024])
    for capability, grant in site.rows(
        "SELECT capability_hash, signed FROM reporting_uploadgrant WHERE mailbox_id = ?", mailbox_id
    ):
        found += [Secret("an address for files", capability.encode()), *slices("its grant", grant)]
    return found


def test_closing_a_mailbox_leaves_no_byte_of_it(site: Site) -> None:
    amina, other = (Reporter(site.sites.public, "en") for _ in range(2))
    other.tell_and_send(words="stays")
    amina.tell_and_send(words="they wait at the gate " * 300)
    amina.add_file("gate.jpg", secrets.token_bytes(200_000), "image/jpeg")
    amina.come_back()
    amina.answer("one more thing " * 100)
    other.come_back()
    other.answer("stays too")
    folder = site.sites.data / "public"
    secret = traces_of(site, parse(amina.code).lookup_id)
    kept = traces_of(site, parse(other.code).lookup_id)
    assert len({line.split(" in ")[0] for line in search_for_traces(folder, secret, quiet=True)}) == len(
        {each.what for each in secret}
    ), "the search finds each of them before"

    amina.come_back()
    amina.browser.send(amina.browser.form(action="/return/close"))
    amina.browser.send(amina.browser.form(action="/return/close"))
    assert "Nothing of your report is left here." in amina.browser.html

    assert search_for_traces(folder, secret, quiet=True) == []
    assert len(search_for_traces(folder, kept, quiet=True)) >= len({each.what for each in kept})
    assert site.rows("SELECT scope FROM reporting_withdrawal WHERE collected_on IS NULL") == [("mailbox",)]


def test_sqlite_is_told_to_write_over_what_is_deleted(site: Site) -> None:
    """The settings that the test above relies on are the site's own, not this test's."""
    from safehold.config.settings.base import SQLITE_OPTIONS

    assert "secure_delete=ON" in SQLITE_OPTIONS["init_command"]
    path = site.sites.data / "public" / "public.sqlite3"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
