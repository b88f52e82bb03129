# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An invented family in the demo: two sisters abroad, their father protected here, a year that runs."""

from datetime import date, timedelta

from safehold.cli.demo.caseworker import Caseworker
from safehold.cli.demo.coalition import SignIn
from safehold.cli.demo.processes import Sites
from safehold.cli.demo.traces import Secret

TITLE = "Demo family: the sisters of an invented man"
FATHER, SISTER, ELDER = (
    "Demo father (invented)",
    "Demo younger sister (invented)",
    "Demo elder sister (invented)",
)
PLACE = "With a demo aunt, two doors from the demo bakery"
SAFETY = "Only by the demo aunt, never by telephone"
BLOCKED = "Stopped at a demo airport with a valid visa."
REASONS = "The demo father is protected here, and named both sisters from the start."
DAYS_SINCE_RESIDENCE = 200


class FamilyHelper(Caseworker):
    """Noor, who helps a family without being paid."""

    def keep_family(self) -> None:
        """Write a family down in the case that is open: who, where, which way, since when, what stands in the way."""
        self.browser.open("/families/footing")
        self._send("licence", footing="unpaid")
        case_id = self.case_path.rstrip("/").rsplit("/", 1)[-1]
        self.browser.open(f"/families/{case_id}/add")
        self._send("title", title=TITLE)
        file = self.browser.address
        self._add(file, "people", name=FATHER, role="principal", born="1979-03", is_abroad="no")
        for name, born in ((SISTER, "2008-02-29"), (ELDER, "2003/2004")):
            self._add(
                file,
                "people",
                name=name,
                role="child",
                born=born,
                is_abroad="yes",
                place=PLACE,
                safety=SAFETY,
            )
        self._write(f"{file}/ways", "reasons", pathway="pp-abroad", reasons=REASONS)
        since = date.today() - timedelta(days=DAYS_SINCE_RESIDENCE)  # noqa: DTZ011
        self._write(f"{file}/facts", "date_principal_pr", date_principal_pr=since.isoformat())
        self._add(file, "stages", stage="s6", on=since.isoformat())
        self._add(file, "obstacles", kind="exit-ban", words=BLOCKED, tell="on")
        self.browser.open(file)
        for shown in (SISTER, BLOCKED, "Do not contact"):
            self.must_read(shown)

    def open_walk_in(self) -> None:
        """Make a case for somebody who spoke to us and sent no report."""
        self.browser.open("/cases/new")
        self._send("triage", title="Demo: a family that waits")
        self.case_path = self.browser.address

    def _add(self, file: str, part: str, **typed: str | list[str]) -> None:
        self._write(f"{file}/parts/{part}", "once", **typed)

    def _write(self, address: str, having: str, **typed: str | list[str]) -> None:
        self.browser.open(address)
        self._send(having, **typed)

    def _send(self, having: str, **typed: str | list[str]) -> None:
        self.browser.send(self.browser.form(having=having), typed)
        if self.browser.status != 200:
            raise AssertionError(f"{self.browser.address} was answered with {self.browser.status}")


def fill_family(sites: Sites, noor: SignIn) -> None:
    """Give a lasting demo one invented family."""
    helper = FamilyHelper(sites.desk, noor)
    helper.sign_in()
    helper.unlock()
    helper.open_walk_in()
    helper.keep_family()
    helper.sign_out()


def list_secrets() -> list[Secret]:
    """Return what of the family must have left no trace."""
    texts = {
        "the name of a relative": SISTER,
        "where a relative is": PLACE,
        "what is safe there": SAFETY,
        "why a way was chosen": REASONS,
        "what stands in the way": BLOCKED,
        "what a family is called": TITLE,
    }
    return [Secret(what, text.encode()) for what, text in texts.items()]
