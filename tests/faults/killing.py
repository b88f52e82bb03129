# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills the public site at random moments under load, and looks at what is left.

Every code that was shown must lead to a report that opens; every file that was confirmed must be there whole; nothing
may be half stored. Run as its own process: it loads the public settings. `python -m tests.faults.killing ROUNDS`
"""

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from safehold.cli.demo.browser import Browser
from safehold.cli.demo.processes import Sites, wait_for
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

CLIENTS = 12
REPORTS_PER_ROUND = 400
LONGEST_LIFE_SECONDS = 1.6
FILE_BYTES = 400_000


@dataclass
class Outcome:
    """What a run saw."""

    kills: int = 0
    shown: int = 0
    files_confirmed: int = 0
    answers: list[Answer] = field(default_factory=list)


def start_group(sites: Sites) -> "subprocess.Popen[bytes]":
    """Start the public site in a process group of its own, so that all of it can be killed at once."""
    command = [sys.executable, "-m", "safehold", "serve", "public", "--port", str(port_of(sites))]
    with (sites.data / "server.log").open("ab") as log:
        server = subprocess.Popen(
            command, env=sites.environment, stdout=log, stderr=log, start_new_session=True
        )
    wait_for(f"{sites.public}/healthz", [server])
    return server


def upload_until_killed(sites: Sites, outcome: Outcome) -> None:
    """Send reports with files, one after the other, until the server is gone."""
    with contextlib.suppress(Exception):
        while True:
            browser = Browser(sites.public).open("/en/")
            browser.send(browser.form(having="words"), {"words": "with a file"})
            browser.send(browser.form(action="/send"))
            form = browser.form(action="/files/")
            browser.send(form, files={"file": ("a.bin", os.urandom(FILE_BYTES), "application/octet-stream")})
            outcome.files_confirmed += browser.status == 200


def kill_once(sites: Sites, outcome: Outcome) -> None:
    """One round: start, load, kill -9 at a random moment."""
    server = start_group(sites)
    form = open_send_form(sites.public)
    reports = [fill(form, generate().digits, f"report {n}") for n in range(REPORTS_PER_ROUND)]
    uploads = threading.Thread(target=upload_until_killed, args=(sites, outcome))
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


def find_damage(outcome: Outcome, coalition: Coalition) -> list[str]:
    """Return what is wrong with what was left."""
    from django.core.files.storage import storages

    from safehold.public.reporting.models import FileEnvelope, Mailbox

    lost, doubled = count_lost_and_doubled(outcome.answers, coalition)
    damage = [f"{lost} shown codes lead to nothing"] * bool(lost) + [f"{doubled} doubled"] * bool(doubled)
    half = Mailbox.objects.filter(envelopes=None).count()
    damage += [f"{half} mailboxes without a report"] * bool(half)
    files = list(FileEnvelope.objects.all())
    store = storages["sealed"]
    damage += [f"file {f.pk} is not whole" for f in files if store.size(f.stored_name) != f.sealed_size_bytes]
    if len(files) < outcome.files_confirmed:
        damage.append(f"{outcome.files_confirmed} files confirmed, {len(files)} there")
    return damage


def main(rounds: int) -> int:
    outcome, began = Outcome(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="safehold-kill-") as folder:
        sites, coalition = prepare_public(Path(folder))
        for _ in range(rounds):
            kill_once(sites, outcome)
        damage = find_damage(outcome, coalition)
    seconds = time.monotonic() - began
    print(
        f"{outcome.kills} kills in {seconds:.0f} s: {outcome.shown} codes shown, "
        f"{outcome.files_confirmed} files confirmed, {len(damage)} damaged"
    )
    print("\n".join(damage))
    return 1 if damage or not outcome.shown else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
