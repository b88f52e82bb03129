# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold register-alerts`, killed while a mail server takes a letter: no letter twice, and the others go out."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mail_server import Received, running

ASK = """
from safehold.cli.sites import set_up
set_up("public")
from safehold.public.register.actions.alerts import ask
from safehold.public.register.queries.alerts import Wanted
from safehold.web.clock import today
for name in ("ada", "bea", "cleo"):
    ask(f"{name}@example.org", Wanted(), "en", today())
"""


@pytest.mark.parametrize("killed_at", [2])
def test_a_killed_run_sends_nothing_twice_and_the_next_goes_on(tmp_path: Path, killed_at: int) -> None:
    with running() as server:
        environment = os.environ | {
            "SAFEHOLD_DATA": str(tmp_path),
            "ALERTS_FROM": "register@example.org",
            "ALERTS_SITE": "https://register.example",
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(server.port),
            "MAIL_SECURITY": "off",
        }
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        for command in (["-m", "tests.shots.register_world"], ["-c", ASK]):
            subprocess.run([sys.executable, *command], env=environment, check=True, capture_output=True)
        command = [sys.executable, "-m", "safehold", "register-alerts"]
        first: list[subprocess.Popen[bytes]] = []

        def kill(_letter: Received) -> bool:
            if len(server.letters) == killed_at:
                first[0].send_signal(signal.SIGKILL)
            return True

        server.taken = kill
        first.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
        assert first[0].wait(60) == -signal.SIGKILL
        server.taken = lambda _letter: True
        said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        assert f"{3 - killed_at} links sent" in said
        assert sorted(each.receivers[0][0] for each in server.letters) == ["a", "b", "c"]
