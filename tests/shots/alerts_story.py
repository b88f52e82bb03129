# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of alerts by e-mail: asked for, confirmed by the link in a real letter, ended."""

import re
import subprocess
import sys

from safehold.cli.demo.processes import Sites
from tests.journeys.visitor import Visitor
from tests.mail_server import running
from tests.shots.studio import Studio

SANA = "sana"
LINK = re.compile(r"https?://\S+/alerts/(confirm|stop)/\S+")


def picture_alerts(studio: Studio, sana: Visitor, sites: Sites, entity: str) -> None:
    """Needs a site that sends alerts (ALERTS_FROM, ALERTS_SITE in its environment)."""
    sana.open(f"/en/register/who/{entity}/alerts")
    studio.take("register-alerts", SANA, sana)
    sana.send("/alerts", address="sana@localhost")
    studio.take("register-alerts-errors", SANA, sana)
    sana.send("/alerts", address="sana@example.org")
    studio.take("register-alerts-asked", SANA, sana)
    links = _links_sent(sites)
    sana.page.goto(links["confirm"])
    studio.take("register-alerts-confirm", SANA, sana)
    sana.press("Yes, write to me")
    studio.take("register-alerts-kept", SANA, sana)
    sana.page.goto(links["stop"])
    studio.take("register-alerts-stop", SANA, sana)


def _links_sent(sites: Sites) -> dict[str, str]:
    """Run the command against a mail server of ours; return the links of the letter that it sent."""
    with running() as server:
        mail = {"MAIL_HOST": "127.0.0.1", "MAIL_PORT": str(server.port), "MAIL_SECURITY": "off"}
        command = [sys.executable, "-m", "safehold", "register-alerts"]
        subprocess.run(command, env=sites.environment | mail, check=True, capture_output=True)
        (letter,) = server.letters
    return {found.group(1): found.group() for found in LINK.finditer(letter.text)}
