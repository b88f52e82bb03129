# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills the public site at random moments under load, and looks at what is left.

Every code that was shown must lead to a report that opens; every file that was confirmed must be there whole; nothing
may be half stored. Run as its own process: it loads the public settings. `python -m tests.faults.killing ROUNDS`
"""

import asyncio
import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import requests

from safehold.cli.demo.browser import Browser, Form
from safehold.cli.demo.processes import Sites, free_port
from safehold.core.age import AgeError, open_sealed
from safehold.core.receipts import generate
from tests.coalition import Coalition
from tests.crowd import (
    Answer,
    count_lost_and_doubled,
    fill,
    open_send_form,
    port_of,
    prepare_public,
    send_all,
)
from tests.faults.site import kill_group, start_server

CLIENTS = 12
REPORTS_PER_ROUND = 400
LONGEST_LIFE_SECONDS = 1.2
FILE_BYTES = 400_000
MOST_FILES = 20


@dataclass
class Outcome:
    """What a run saw."""

    kills: int = 0
    shown: int = 0
    answers: list[Answer] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    """SHA-256 of every file that was confirmed."""


def open_file_form(sites: Sites) -> tuple[Browser, Form]:
    """Send a report as a person does; return the form for its files."""
    browser = Browser(sites.public).open("/en/")
    browser.send(browser.form(having="words"), {"words": "with files"})
    browser.send(browser.form(action="/send"))
    return browser, browser.form(action="/files/")


def upload_until_killed(browser: Browser, form: Form, outcome: Outcome) -> None:
    """Send one file after the other until the server is gone or the mailbox is full."""
    with contextlib.suppress(requests.RequestException):
        for number in range(MOST_FILES):
            content = os.urandom(FILE_BYTES)
            browser.send(form, files={"file": (f"{number}.bin", content, "application/octet-stream")})
            if browser.status == 200 and "</html>" in browser.html:
                outcome.files.append(hashlib.sha256(content).hexdigest())


def kill_once(sites: Sites, server: "subprocess.Popen[bytes]", outcome: Outcome) -> None:
    """One round: load, then kill -9 at a random moment."""
    form = open_send_form(sites.public)
    browser, file_form = open_file_form(sites)
    reports = [fill(form, generate().digits, f"report {n}") for n in range(REPORTS_PER_ROUND)]
    uploads = threading.Thread(target=upload_until_killed, args=(browser, file_form, outcome))
    killer = threading.Timer(
        random.uniform(0.02, LONGEST_LIFE_SECONDS), os.killpg, (server.pid, signal.SIGKILL)
    )
    uploads.start()
    killer.start()
    answers = asyncio.run(send_all(port_of(sites), form.action, reports, CLIENTS))
    killer.join()
    server.wait()
    uploads.join()
    outcome.kills += 1
    outcome.shown += sum(a.shown for a in answers)
    outcome.answers += answers


def play(sites: Sites, rounds: int, outcome: Outcome) -> None:
    """Kill round after round. The next server starts beside the one that is about to die, on a port of its own."""
    started: list[subprocess.Popen[bytes]] = []
    try:
        with ThreadPoolExecutor(1) as pool:
            ready = pool.submit(start_beside, sites)
            for left in range(rounds, 0, -1):
                beside, server = ready.result()
                started.append(server)
                if left > 1:
                    ready = pool.submit(start_beside, sites)
                kill_once(beside, server, outcome)
    finally:
        for server in started:
            kill_group(server)


def start_beside(sites: Sites) -> "tuple[Sites, subprocess.Popen[bytes]]":
    beside = replace(sites, public=f"http://localhost:{free_port()}")
    return beside, start_server(beside)


def list_kept_files(coalition: Coalition) -> Iterator[str]:
    """Open every file that a row names, with the secret inside its report; yield the SHA-256 of what was sent."""
    from django.core.files.storage import storages

    from safehold.public.reporting.models import FileEnvelope

    store = storages["sealed"]
    for row in FileEnvelope.objects.select_related("mailbox"):
        report = coalition.open_report(bytes(row.mailbox.envelopes.get().sealed))
        plain = open_sealed(store.open_sealed(row.stored_name).read(), [report.files_secret])  # type: ignore[attr-defined]
        yield hashlib.sha256(plain[:FILE_BYTES]).hexdigest()


def find_damage(outcome: Outcome, coalition: Coalition) -> list[str]:
    """Return what is wrong with what was left."""
    from safehold.public.reporting.models import Mailbox

    lost, doubled = count_lost_and_doubled(outcome.answers, coalition)
    damage = [f"{lost} shown codes lead to nothing"] * bool(lost) + [f"{doubled} doubled"] * bool(doubled)
    half = Mailbox.objects.filter(envelopes=None).count()
    damage += [f"{half} mailboxes without a report"] * bool(half)
    try:
        kept = list(list_kept_files(coalition))
    except (AgeError, OSError) as error:
        return [*damage, f"a file that a row names is not whole: {type(error).__name__}"]
    missing = set(outcome.files) - set(kept)
    damage += [f"{len(missing)} of {len(outcome.files)} confirmed files are lost"] * bool(missing)
    damage += [f"{len(kept) - len(set(kept))} files doubled"] * (len(kept) != len(set(kept)))
    return damage


def main(rounds: int) -> int:
    outcome, began = Outcome(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="safehold-kill-") as folder:
        sites, coalition = prepare_public(Path(folder))
        play(sites, rounds, outcome)
        damage = find_damage(outcome, coalition)
    seconds = time.monotonic() - began
    print(
        f"{outcome.kills} kills in {seconds:.0f} s: {outcome.shown} codes shown, "
        f"{len(outcome.files)} files confirmed, {len(damage)} damaged"
    )
    print(*damage, sep="\n", end="\n" if damage else "")
    return 1 if damage or not outcome.shown or not outcome.files else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
