# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The main job on both real sites, then everything goes wrong at once: what was typed lies nowhere in the clear."""

import contextlib
import secrets as randomness
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from safehold.cli.demo import SIGN_INS, prepare
from safehold.cli.demo.browser import Browser
from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.coalition import SignIn, read_sign_ins
from safehold.cli.demo.journey import Journey
from safehold.cli.demo.processes import Sites, free_port, running
from safehold.cli.demo.reporter import Reporter
from safehold.cli.demo.traces import Secret, search_for_traces
from safehold.core.receipts import generate, parse

WORDS = "canary-in-flight-7d0c they wait at the school gate"
BAD_CODE = "canary code 31415 92653"
PASSPHRASE = "canary abandon wrong words typed here"
PASSWORD = "canary-wrong-password-55"
IN_HEADERS = "canary-in-a-header"


@dataclass
class Played:
    """What is left of a demo on which errors were provoked."""

    data: Path
    secrets: list[Secret]

    def log(self, name: str) -> str:
        return (self.data / "logs" / f"{name}.log").read_text(errors="replace")


@contextlib.contextmanager
def without_table(sites: Sites, site: str, table: str) -> Iterator[None]:
    """Take one table away from a running site: every statement on it fails, with the words in flight."""
    path = sites.data / site / f"{site}.sqlite3"

    def rename(old: str, new: str) -> None:
        with contextlib.closing(sqlite3.connect(path, timeout=10)) as connection, connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    rename(table, f"{table}_gone")
    try:
        yield
    finally:
        rename(f"{table}_gone", table)


def fail_while_reporting(sites: Sites) -> list[Secret]:
    """Words that cannot be kept (503), a mailbox that cannot be read (500), a file that cannot be kept."""
    amina = Reporter(sites.public, "en")
    amina.tell_and_send(words="arrives")
    upload = amina.browser.form(action="/files/")
    content = b"canary" + randomness.token_bytes(100_000)
    with without_table(sites, "public", "reporting_envelope"):
        browser = Browser(sites.public).open("/en/")
        browser.send(browser.form(having="words"), {"words": WORDS})
        browser.send(browser.form(action="/send"))
        assert browser.status == 503
        assert WORDS in browser.html
    with without_table(sites, "public", "reporting_mailbox"):
        amina.browser.open("/en/return").send(amina.browser.form(having="code"), {"code": amina.code})
        assert amina.browser.status == 500
    with without_table(sites, "public", "reporting_fileenvelope"):
        amina.browser.send(upload, files={"file": ("canary-name.jpg", content, "image/jpeg")})
        assert amina.browser.status in {500, 503}
    capability = upload.action.rpartition("/")[2]
    return [
        Secret("words in flight", WORDS.encode()),
        Secret("a code in flight", amina.code.encode()),
        Secret("a code in flight, without spaces", amina.code.replace(" ", "").encode()),
        Secret("words of a code in flight", " ".join(parse(amina.code).words("en") or ()).encode()),
        Secret("an address for files", capability.encode()),
        Secret("the name of a file in flight", b"canary-name"),
        Secret("bytes of a file in flight", content[:32]),
    ]


def knock_wrongly(sites: Sites) -> list[Secret]:
    """Addresses that lead nowhere, codes that are none, headers and methods that are no good."""
    wrong, unknown = randomness.token_urlsafe(32), generate()
    for origin in (sites.public, sites.desk):
        for path in (
            f"/en/files/{wrong}",
            f"/files/{wrong}/{wrong}",
            f"/?code={unknown.digits}",
            f"/join/{wrong}",
        ):
            requests.get(origin + path, timeout=10)
            requests.post(origin + path, data={"words": WORDS, "end": "1"}, timeout=10)
        for header in (
            "Host",
            "Origin",
            "Referer",
            "Cookie",
            "X-Forwarded-For",
            "Content-Type",
            "User-Agent",
        ):
            requests.post(f"{origin}/en/send", data=WORDS.encode(), headers={header: IN_HEADERS}, timeout=10)
    browser = Browser(sites.public)
    for code in (BAD_CODE, unknown.digits, unknown.digits.replace("1", "2")):
        browser.open("/en/return").send(browser.form(having="code"), {"code": code})
        assert browser.status in {404, 422}
    return [
        Secret("an address that leads nowhere", wrong.encode()),
        Secret("a code that leads nowhere", unknown.digits.encode()),
        Secret("a code that leads nowhere, without spaces", unknown.digits.replace(" ", "").encode()),
        Secret("a bad code", BAD_CODE.encode()),
        Secret("a header", IN_HEADERS.encode()),
    ]


def fail_at_the_desk(sites: Sites, lead: SignIn, case_path: str) -> list[Secret]:
    """Wrong passwords and passphrases; then tables that go missing under a note and a case."""
    stranger = Browser(sites.desk).open("/sign-in/")
    stranger.send(stranger.form(having="login"), {"login": "canary-name", "password": PASSWORD})
    worker = Caseworker(sites.desk, lead)
    worker.sign_in()
    browser = worker.browser.open("/unlock")
    browser.send(browser.form(having="passphrase"), {"passphrase": PASSPHRASE})
    worker.unlock()
    browser.open(case_path)
    note = browser.form(action="/note")
    with without_table(sites, "desk", "cases_note"):
        browser.send(note, {"words": WORDS})
        assert browser.status == 500
        assert browser.open(case_path).status == 500
    with without_table(sites, "public", "reporting_envelope"):
        sites.command("crossing", "--once")
    cookies = [Secret(f"the cookie {c.name}", str(c.value).encode()) for c in browser.session.cookies]
    return [
        *[cookie for cookie in cookies if "csrf" not in cookie.what and cookie.what != "the cookie desk"],
        Secret("a wrong passphrase", PASSPHRASE.encode()),
        Secret("a wrong password", PASSWORD.encode()),
        Secret("the lead's words", lead.passphrase.encode()),
        Secret("the lead's password", lead.password.encode()),
        Secret("the secret of an authenticator", lead.totp_secret.encode()),
    ]


class RememberingJourney(Journey):
    """The demo's journey, which also keeps where the case is."""

    case_path = ""

    def _answer(self, amina: Reporter) -> Caseworker:
        noor = super()._answer(amina)
        self.case_path = noor.case_path
        return noor


def play(data: Path) -> Played:
    """Play the demo's journey, then provoke every error we can think of."""
    prepare(data)
    people = {s.username: s for s in read_sign_ins(data / SIGN_INS)}
    (data / SIGN_INS).unlink()  # in earnest nobody keeps this
    with running(data, public_port=free_port(), desk_port=free_port(), crossing_every=0.5) as sites:
        journey = RememberingJourney(sites, people["noor"])
        secrets = journey.play()
        secrets += fail_while_reporting(sites) + knock_wrongly(sites)
        secrets += fail_at_the_desk(sites, people["lead"], journey.case_path)
    return Played(data, secrets)


def test_nothing_that_was_typed_shown_or_sent_lies_anywhere(tmp_path: Path) -> None:
    """Databases, journals, stores, logs, temporary files. One test: the sites are started once."""
    played = play(tmp_path)
    assert len(played.secrets) > 30
    assert search_for_traces(played.data, played.secrets, quiet=True) == []
    the_logs_name_what_failed_and_nothing_else(played)
    assert [path for path in (played.data / "tmp").rglob("*") if path.is_file()] == []
    the_databases_are_still_in_order(played)


def the_logs_name_what_failed_and_nothing_else(played: Played) -> None:
    """The errors were logged: with their class and place, so that they can be mended."""
    for name in ("public", "desk"):
        log = played.log(name)
        assert "OperationalError at " in log
        assert "answered 500" in log
        assert "no such table" not in log
        assert "127.0.0.1" not in log
        for line in log.splitlines():
            assert line.startswith(("ERROR ", "WARNING ", "INFO ", "[")), line
    assert not [name for name in ("public", "desk", "crossing") if "Traceback" in played.log(name)]


def the_databases_are_still_in_order(played: Played) -> None:
    for site in ("public", "desk"):
        path = played.data / site / f"{site}.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
